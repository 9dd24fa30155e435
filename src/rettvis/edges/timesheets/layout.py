"""Which column of a file is which: the profile ``bpa-timeliste-1``, other names for it, and saved layouts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from rettvis.edges.publications.table import Table
from rettvis.journey.delivery import ShiftKind
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import sentence

PROFILE = "bpa-timeliste-1"
NEEDED = ("ordning_ref", "dato", "start", "slutt", "assistent_ref", "leverandor_orgnr")
"""The columns that every line must have; a layout may set one of them to a value instead."""
ALLOWED = (
    "slutt_dato",
    "pause_min",
    "minutter",
    "timer",
    "tjenestekode",
    "sted",
    "linje_id",
    "timepris",
)
COLUMNS = (*NEEDED, *ALLOWED)

NOWHERE = "\u2014"
"""The name of a column that no file has: what somebody has said is not in the file is not looked for."""

KINDS: Mapping[str, ShiftKind] = {
    "": ShiftKind.ORDINARY,
    "ordinær": ShiftKind.ORDINARY,
    "ordinaer": ShiftKind.ORDINARY,
    "ordinary": ShiftKind.ORDINARY,
    "natt": ShiftKind.NIGHT,
    "aktiv_natt": ShiftKind.NIGHT,
    "night": ShiftKind.NIGHT,
    "hvilende_natt": ShiftKind.RESTING_NIGHT,
    "resting_night": ShiftKind.RESTING_NIGHT,
    "ledsager": ShiftKind.ACCOMPANYING,
    "accompanying": ShiftKind.ACCOMPANYING,
    "opplæring": ShiftKind.TRAINING,
    "opplaering": ShiftKind.TRAINING,
    "training": ShiftKind.TRAINING,
    "reise": ShiftKind.TRAVEL,
    "travel": ShiftKind.TRAVEL,
}
"""What a cell of ``tjenestekode`` may say; an empty one is ordinary."""

PLACES: Mapping[str, str] = {
    "": "",
    "kommune": "kommune",
    "kommunen": "kommune",
    "municipality": "kommune",
    "utenfor": "utenfor",
    "utanfor": "utenfor",
    "outside": "utenfor",
    "utland": "utland",
    "utlandet": "utland",
    "abroad": "utland",
}
"""What a cell of ``sted`` may say: in the municipality, outside it, or abroad."""

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "ordning_ref": ("person_ref", "bruker_ref", "person", "ordning", "bruker"),
    "assistent_ref": ("assistant_ref", "assistent", "assistant"),
    "leverandor_orgnr": (
        "leverandør_orgnr",
        "provider_orgnr",
        "provider",
        "leverandor",
        "leverandør",
        "orgnr",
    ),
    "dato": ("date", "day", "startdato", "start_dato"),
    "start": ("start_time", "fra", "fra_kl", "starttid"),
    "slutt": ("end", "end_time", "til", "til_kl", "sluttid"),
    "slutt_dato": ("end_date", "sluttdato"),
    "pause_min": ("pause", "break_min", "break"),
    "minutter": ("minutes",),
    "timer": ("hours", "antall_timer"),
    "tjenestekode": ("kind", "service_code", "tjeneste", "type"),
    "sted": ("place",),
    "linje_id": ("line_id", "id", "linje"),
    "timepris": ("hourly_price", "price", "pris"),
}
"""Other names that are taken for a column of the profile; a saved layout may give any."""


_PARTS = ("name", "columns", "kinds", "fixed", "header")
"""What a saved layout says."""


@dataclass(frozen=True)
class Layout:
    """A provider's own layout, saved as data.

    ``columns`` gives columns of the profile the names they have in the file; ``kinds`` the provider's own
    codes of service; ``fixed`` what stands in no column, such as the provider's own number; ``header`` the
    number of the line that names the columns, 0 for the first that is not empty.
    """

    name: str = PROFILE
    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, ShiftKind] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    header: int = 0

    def as_data(self) -> dict[str, Any]:
        """The layout as it is saved."""
        kinds = {code: str(kind) for code, kind in self.kinds.items()}
        data = {"name": self.name, "columns": dict(self.columns), "kinds": kinds, "fixed": dict(self.fixed)}
        return {**data, "header": self.header} if self.header else data

    def chosen(
        self, columns: Sequence[str], places: Mapping[str, int], kinds: Mapping[str, ShiftKind | None]
    ) -> "Layout":
        """The layout after somebody has looked at a file with these columns.

        ``places`` is where each column of the profile was said to be, ``kinds`` what the codes of the file
        were said to be (None: nothing). What the file does not show stays as it was; a column that was found
        and is said to be nowhere is not looked for again.
        """
        found, named = self.places(columns), dict(self.columns)
        for name in COLUMNS:
            if name in places and places[name] != found.get(name):
                named[name] = columns[places[name]]
            elif name not in places and name in found:
                named[name] = NOWHERE
        looked_at = {_plain(code) for code in kinds}
        own = {code: kind for code, kind in self.kinds.items() if _plain(code) not in looked_at}
        own |= {code: kind for code, kind in kinds.items() if kind and KINDS.get(_plain(code)) != kind}
        return replace(self, columns=named, kinds=own)

    def places(self, columns: Iterable[str]) -> dict[str, int]:
        """Where each column of the profile stands among a file's columns; those not there are left out."""
        there = [_plain(name) for name in columns]
        found = {}
        for name in COLUMNS:
            own = self.columns.get(name)
            asked = (own,) if own is not None else (name, *OTHER_NAMES.get(name, ()))
            place = next((there.index(_plain(one)) for one in asked if _plain(one) in there), None)
            if place is not None and place not in found.values():
                found[name] = place
        return found

    def place(self, text: str) -> str | None:
        """Where it was, by the word of the profile; None for a word that is not known."""
        return PLACES.get(_plain(text))

    def kind(self, text: str) -> ShiftKind | None:
        """The kind of shift that a code stands for; None for one that is not known."""
        plain = _plain(text)
        own = {_plain(code): kind for code, kind in self.kinds.items()}
        return own.get(plain, KINDS.get(plain))


@dataclass(frozen=True)
class Preview:
    """What was understood of a file: its columns by the profile's names, those not used, what is fixed."""

    understood: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...] = ()


def _plain(name: str) -> str:
    return "_".join(name.strip().lower().replace(".", " ").replace("-", " ").split())


def preview(table: Table, layout: Layout) -> Preview:
    """What is understood of the columns of a table."""
    places = layout.places(table.columns)
    return Preview(
        tuple((name, table.columns[place]) for name, place in places.items()),
        tuple(name for place, name in enumerate(table.columns) if place not in places.values()),
        tuple((name, value) for name, value in layout.fixed.items() if name not in places),
    )


def check_columns(table: Table, layout: Layout) -> bool:
    """Whether all that a line needs is there; faults for what is lacking, twice, or nearly known."""
    seen = preview(table, layout)
    there = {name for name, _ in (*seen.understood, *seen.fixed)}
    lacking = [name for name in NEEDED if name not in there]
    for name in lacking:
        near = get_close_matches(name, [_plain(one) for one in seen.unused], n=1, cutoff=0.8)
        message = sentence(
            "The column “{name}” is missing. Name the columns as in {profile}.", name=name, profile=PROFILE
        )
        if near:
            message = sentence("The column “{name}” is missing. Is it “{near}”?", name=name, near=near[0])
        table.faults.append(Fault(f"{table.file}:{layout.header or 1}", message))
    for name in dict.fromkeys(table.columns):
        if name and table.columns.count(name) > 1:
            text = sentence("The column “{name}” is there twice. Keep one.", name=name)
            table.faults.append(Fault(f"{table.file}:{layout.header or 1}", text))
    return not lacking


def read_layout(file: str, data: Mapping[str, Any]) -> Layout:
    """A saved layout. Raises ``Faulty`` with every fault: an unknown column or kind, or no text."""
    faults: list[Fault] = []
    for key in data:
        if key not in _PARTS:
            faults.append(unknown_name(f"{file} {key}", str(key), _PARTS))
    columns, fixed = _texts(file, "columns", data, faults), _texts(file, "fixed", data, faults)
    for part, names in (("columns", columns), ("fixed", fixed)):
        faults += [unknown_name(f"{file} {part}", name, COLUMNS) for name in names if name not in COLUMNS]
    kinds = {}
    for code, text in _texts(file, "kinds", data, faults).items():
        kind = KINDS.get(_plain(text))
        if kind is None or not text:
            faults.append(unknown_name(f"{file} kinds", text, [name for name in KINDS if name]))
        else:
            kinds[code] = kind
    header = data.get("header", 0)
    if not isinstance(header, int) or isinstance(header, bool) or header < 0:
        message = sentence("Write the number of the line that names the columns, such as 3.")
        faults.append(Fault(f"{file} header", message))
    if faults:
        raise Faulty(faults)
    return Layout(str(data.get("name") or PROFILE), columns, kinds, fixed, header)


def _texts(file: str, part: str, data: Mapping[str, Any], faults: list[Fault]) -> dict[str, str]:
    found = data.get(part) or {}
    if not isinstance(found, Mapping) or any(isinstance(one, (list, Mapping)) for one in found.values()):
        message = sentence("Here there must be names with values, as in “name: value”.")
        faults.append(Fault(f"{file} {part}", message))
        return {}
    return {str(name): str(value) for name, value in found.items()}
