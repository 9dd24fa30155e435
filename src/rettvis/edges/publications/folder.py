"""A folder with a publication: every table it holds, or every fault of all of them at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rettvis.edges.national import observe, read_dataset, read_profile
from rettvis.edges.national.profile import PROFILE
from rettvis.edges.publications.encoding import decoded
from rettvis.edges.publications.observations import read_observations
from rettvis.edges.publications.places import PlaceNames
from rettvis.edges.publications.practice import Decisions, read_decisions, read_practice
from rettvis.edges.publications.printed_figures import read_printed
from rettvis.edges.publications.side_tables import read_intervals, read_ranges, read_ranks
from rettvis.edges.publications.summaries import read_summaries
from rettvis.edges.publications.table import Table, read_table
from rettvis.edges.yaml_file import YamlFile
from rettvis.journey.statistics.comparison import Compared, Practice
from rettvis.journey.statistics.figures import Figures, gather
from rettvis.journey.statistics.observation import Observation
from rettvis.journey.statistics.publication import Publication
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence

OBSERVATIONS, PRINTED, SOURCES = "observations.csv", "printed.csv", "sources.yaml"
PRACTICE, DECISIONS = "practice.yaml", "vignette_decisions.yaml"
TOLD_ELSEWHERE = frozenset(
    {"practice.yaml", "vignettes.yaml", "vignette_decisions.yaml", "supplement_scheme.yaml"}
)
"""Files of a publication that hold no figures to be recomputed."""

ReadYaml = Callable[[Path], YamlFile]


@dataclass
class _Folder:
    """What has been read so far."""

    names: PlaceNames = field(default_factory=PlaceNames)
    faults: list[Fault] = field(default_factory=list)
    parts: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, part: str, found: list[Any]) -> None:
        """More of one part of the publication."""
        self.parts.setdefault(part, []).extend(found)

    def take(self, part: str) -> tuple[Any, ...]:
        """All of one part."""
        return tuple(self.parts.get(part, ()))


def read_publication(folder: Path, read_yaml: ReadYaml) -> Publication:
    """The publication in ``folder``. Raises :class:`Faulty` with every fault of every file in it.

    ``read_yaml`` reads a YAML file, and raises ``Faulty`` where nothing of it can be read.
    """
    reading = _Folder()
    paths = _files(folder)
    for path in sorted(paths, key=lambda path: (path.name != OBSERVATIONS, path.name)):
        if path.suffix.lower() == ".csv":
            _read_csv(path, reading)
        else:
            _read_yaml(path, read_yaml, reading)
    if (folder / PROFILE).is_file():
        _read_national(folder / PROFILE, read_yaml, reading)
    names = {path.name for path in paths}
    _check_there(folder, names, reading)
    observations: tuple[Observation, ...] = reading.take("observations")
    figures, undecided = gather(observations, reading.take("precedence"))
    faults = [*reading.faults, *undecided]
    if faults:
        raise Faulty(faults)
    return Publication(
        figures,
        printed=reading.take("printed"),
        ranges=reading.take("ranges"),
        ranks=reading.take("ranks"),
        intervals=reading.take("intervals"),
        summaries=reading.take("summaries"),
        unread=reading.take("unread"),
        source=next(iter(reading.take("source")), ""),
    )


def read_comparison(folder: Path, read_yaml: ReadYaml) -> Compared:
    """The publication, and the practice and decisions beside it. Raises Faulty with every fault of all."""
    faults: list[Fault] = []
    try:
        publication = read_publication(folder, read_yaml)
    except Faulty as refusal:
        publication, faults = Publication(Figures({})), list(refusal.faults)
    practice = Practice()
    decisions = Decisions()
    for name in (PRACTICE, DECISIONS):
        path = folder / name
        if not path.is_file():
            continue
        try:
            file = read_yaml(path)
        except Faulty as refusal:
            faults += refusal.faults
            continue
        if name == PRACTICE:
            practice, found = read_practice(file)
        else:
            decisions, found = read_decisions(file)
        faults += found
    if faults:
        raise Faulty(faults)
    return Compared(publication, practice, decisions.made, decisions.common, decisions.co_payment)


def _files(folder: Path) -> list[Path]:
    """The tables of the folder; raises Faulty where it is not one."""
    if not folder.is_dir():
        message = sentence("There is no such folder.")
        if folder.exists():
            message = sentence("This is a file. Give the folder that it is in.")
        raise Faulty([Fault(str(folder), message)])
    try:
        return [path for path in folder.iterdir() if path.suffix.lower() in {".csv", ".yaml", ".yml"}]
    except OSError:
        raise Faulty([Fault(str(folder), sentence("The folder cannot be opened."))]) from None


def _check_there(folder: Path, names: set[str], reading: _Folder) -> None:
    """There is something to check, and what was printed has something to be calculated from."""
    known = {"intervals", "ranges", "ranks", "summaries"} & set(reading.parts)
    if (
        OBSERVATIONS not in names
        and PROFILE not in names
        and (PRINTED in names or not known)
        and not reading.faults
    ):
        message = sentence("There is no {name} here. It holds the figures to check.", name=OBSERVATIONS)
        reading.faults.append(Fault(str(folder), message))


def _read_csv(path: Path, reading: _Folder) -> None:
    """One table, by its name or by its columns."""
    try:
        text = decoded(path.name, path.read_bytes())
    except OSError:
        text = Fault(path.name, sentence("The file cannot be opened for reading."))
    if isinstance(text, Fault):
        reading.faults.append(text)
        return
    table = read_table(path.name, text)
    if table.columns:
        _sort_out(table, reading)
    reading.faults += table.faults


def _sort_out(table: Table, reading: _Folder) -> None:
    """The rows of a table to the part of the publication that they belong to."""
    if table.file == OBSERVATIONS:
        reading.add("observations", read_observations(table, reading.names))
    elif table.file == PRINTED:
        reading.add("printed", read_printed(table, reading.names))
    elif "interval_low" in table.columns:
        reading.add("intervals", [read_intervals(table)])
    elif "min_hours_per_week" in table.columns:
        reading.add("ranges", read_ranges(table, reading.names))
    elif "rank_lowest_first" in table.columns:
        reading.add("ranks", read_ranks(table, reading.names))
    else:
        reading.add("unread", [table.file])
        table.faults.clear()


def _read_yaml(path: Path, read_yaml: ReadYaml, reading: _Folder) -> None:
    """A summary, the order of sources, or a file with no figures to recompute."""
    if path.name in TOLD_ELSEWHERE:
        return
    if path.name == PROFILE:
        return
    summary = path.name.startswith("service_summary")
    if not summary and path.name != SOURCES:
        reading.add("unread", [path.name])
        return
    try:
        file = read_yaml(path)
    except Faulty as refusal:
        reading.faults += refusal.faults
        return
    if summary:
        found, faults = read_summaries(file)
        reading.add("summaries", found)
        if isinstance(file.data.get("source"), str):
            reading.add("source", [file.data["source"]])
        reading.faults += faults
    else:
        _read_precedence(file, reading)


def _read_national(path: Path, read_yaml: ReadYaml, reading: _Folder) -> None:
    """The figures of the JSON-stat files that ``national.yaml`` names."""
    try:
        profile, faults = read_profile(read_yaml(path))
    except Faulty as refusal:
        profile, faults = None, list(refusal.faults)
    reading.faults += faults
    for table in profile.tables if profile else ():
        try:
            found = observe(
                read_dataset(table.file, text_of(path.parent / table.file)), table, profile.source
            )
        except Faulty as refusal:
            reading.faults += refusal.faults
            continue
        reading.faults += found.faults
        reading.add("observations", found.observations)


def text_of(path: Path) -> str:
    """The text of a file; raises Faulty where it cannot be read."""
    try:
        text = decoded(path.name, path.read_bytes())
    except FileNotFoundError:
        text = Fault(path.name, sentence("There is no such file."))
    except OSError:
        text = Fault(path.name, sentence("The file cannot be opened for reading."))
    if isinstance(text, Fault):
        raise Faulty([text])
    return text


def _read_precedence(file: YamlFile, reading: _Folder) -> None:
    """``precedence``: the sources, the one that counts first."""
    order = file.data.get("precedence")
    reading.faults += file.faults
    if isinstance(order, list) and order and all(isinstance(one, str) for one in order):
        reading.add("precedence", order)
    else:
        message = sentence("Write the sources in order: “precedence: [municipality, kostra]”.")
        reading.faults.append(Fault(file.place("precedence"), message))
