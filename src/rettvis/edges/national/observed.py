"""From a dataset to observations: a figure for each place, year, measure and group."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from rettvis.edges.national.json_stat import Dataset, Dimension
from rettvis.edges.national.profile import NationalTable
from rettvis.journey.statistics.municipality import not_there, place_number
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell, Observation
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence

NOT_SHOWN = {
    ".": sentence("The figure cannot exist."),
    "..": sentence("The figure is missing."),
    ":": sentence("The figure is not shown, to protect persons."),
}
"""Statistics Norway's signs for a figure that is not there; each is missing here, never zero."""

_PLACE = re.compile(r"(?:[A-Za-zÆØÅæøå]+[-_ ]?)?([0-9]{4})")
_YEARS = re.compile(r"\s*\((\d{4})?\s*[-–]\s*(\d{4})?\)$")


@dataclass
class Observed:
    """What was found: the observations, how many figures were left out and why, and the faults."""

    observations: list[Observation] = field(default_factory=list)
    not_in_use: int = 0
    """Figures for a number that no municipality had that year: written as 0 by the source, and left out."""
    missing: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _Roles:
    """Which dimension is which; the others are chosen from or are groups."""

    time: Dimension
    place: Dimension
    metric: Dimension | None
    rest: tuple[Dimension, ...]


def observe(dataset: Dataset, table: NationalTable, source: str) -> Observed:
    """The observations of ``dataset`` as ``table`` names them; with a fault there is no observation."""
    found = Observed()
    roles = _roles(dataset, found.faults)
    if roles is None:
        return found
    measures = _measures(roles, table, dataset, found.faults)
    wanted = {dimension.code: _wanted(dimension, table, dataset, found.faults) for dimension in roles.rest}
    _check_names(dataset, table, found.faults)
    years = _years(roles.time, dataset, found.faults)
    if found.faults:
        return found
    places = {code: _Place.of(code, label) for code, label in roles.place.categories.items()}
    order = {dimension.code: number for number, dimension in enumerate(dataset.dimensions)}
    together: dict[FigureCell, Observation] = {}
    for codes, value, status in dataset.cells():
        groups = [wanted[dimension.code].get(codes[order[dimension.code]]) for dimension in roles.rest]
        metric = codes[order[roles.metric.code]] if roles.metric else ""
        place = places[codes[order[roles.place.code]]]
        if metric not in measures or None in groups or place is None:
            continue
        year = years[codes[order[roles.time.code]]]
        if place.gone(year):
            found.not_in_use += 1
            continue
        measure, unit = measures[metric]
        group = ", ".join(one for one in groups if one and one != EVERYBODY) or EVERYBODY
        cell = FigureCell(place_number(place.number), year, measure, group)
        one = _observation(cell, place, unit, value, status, dataset, source)
        earlier = together.get(cell)
        together[cell] = one if earlier is None else _added(earlier, one)
    found.observations = list(together.values())
    found.missing = sum(one.value is None for one in found.observations)
    return found


@dataclass(frozen=True)
class _Place:
    """A municipality in the table: its number, name, and the years that its label says it was in use."""

    number: str
    name: str
    first: int
    last: int

    @classmethod
    def of(cls, code: str, label: str) -> "_Place | None":
        """The municipality behind a category; None for a county, the country and the like."""
        number = _PLACE.fullmatch(code)
        if number is None:
            return None
        years = _YEARS.search(label)
        name = label[: years.start()] if years else label
        name = name.removeprefix(number[1]).strip()
        first = int(years[1]) if years and years[1] else 0
        last = int(years[2]) if years and years[2] else 9999
        return cls(number[1], name, first, last)

    def gone(self, year: int) -> bool:
        """Whether the number was not in use: by the table's own label, or by the register."""
        return not self.first <= year <= self.last or not_there(self.number, year) is not None


def _observation(
    cell: FigureCell, place: _Place, unit: str, value: Any, status: str, dataset: Dataset, source: str
) -> Observation:
    hidden = NOT_SHOWN.get(status)
    exact = None if value is None or hidden is not None else Fraction(value)
    note = "" if hidden is None else hidden.say("nb")
    return Observation(
        cell,
        place.number,
        place.name,
        unit,
        exact,
        source,
        dated=dataset.updated,
        note=note,
        found_at=dataset.file,
    )


def _added(one: Observation, other: Observation) -> Observation:
    """Two categories of one group as one figure: missing where one of them is."""
    if one.value is None or other.value is None:
        return one if one.value is None else other
    return one._replace(value=one.value + other.value)


def _roles(dataset: Dataset, faults: list[Fault]) -> _Roles | None:
    """The dimensions of time, place and what is measured: by role, the place else by its categories."""
    by_code = {dimension.code: dimension for dimension in dataset.dimensions}

    def named(role: str) -> Dimension | None:
        return next((by_code[code] for code in dataset.roles.get(role, ()) if code in by_code), None)

    time, metric = named("time"), named("metric")
    place = named("geo") or next(
        (
            dimension
            for dimension in dataset.dimensions
            if dimension not in (time, metric)
            and any(_PLACE.fullmatch(code) for code in dimension.categories)
        ),
        None,
    )
    if time is None:
        faults.append(Fault(dataset.file, sentence("No dimension of the table is said to be the time.")))
    if place is None:
        message = sentence("No dimension of the table has municipalities, with a number of four digits.")
        faults.append(Fault(dataset.file, message))
    if time is None or place is None:
        return None
    rest = tuple(one for one in dataset.dimensions if one not in (time, place, metric))
    return _Roles(time, place, metric, rest)


def _measures(
    roles: _Roles, table: NationalTable, dataset: Dataset, faults: list[Fault]
) -> dict[str, tuple[str, str]]:
    """Our measure and its unit by the code of what is measured ("" where the table measures one thing)."""
    if roles.metric is None:
        name = str(next(iter(table.measures.values())))
        return {"": (name, str(table.units.get(name, "")) or "persons")}
    found = {}
    for label, measure in table.measures.items():
        code = _category(roles.metric, str(label))
        if code is None:
            faults.append(_unknown(dataset, roles.metric, str(label)))
            continue
        unit = table.units.get(measure) or roles.metric.units.get(code) or ""
        if not unit:
            message = sentence(
                "The table does not say the unit of “{label}”. Add it under “units”.", label=str(label)
            )
            faults.append(Fault(dataset.file, message))
        found[code] = (str(measure), str(unit))
    return found


def _wanted(
    dimension: Dimension, table: NationalTable, dataset: Dataset, faults: list[Fault]
) -> Mapping[str, str]:
    """The group of each category taken in: the one chosen, those with a group, the only one, or the total."""
    chosen = _named(table.where, dimension)
    if chosen is not None:
        return _codes({str(chosen): EVERYBODY}, dimension, dataset, faults)
    groups = _named(table.groups, dimension)
    if isinstance(groups, Mapping):
        return _codes({str(label): str(group) for label, group in groups.items()}, dimension, dataset, faults)
    if len(dimension.categories) == 1:
        return dict.fromkeys(dimension.categories, EVERYBODY)
    if dimension.total in dimension.categories:
        return {dimension.total: EVERYBODY}
    message = sentence(
        "Choose from “{dimension}”: one category under “where”, or several under “groups”. Its categories "
        "are: {categories}.",
        dimension=dimension.label,
        categories=list(dimension.categories.values())[:12],
    )
    faults.append(Fault(dataset.file, message))
    return {}


def _codes(
    names: Mapping[str, str], dimension: Dimension, dataset: Dataset, faults: list[Fault]
) -> dict[str, str]:
    found = {}
    for name, group in names.items():
        codes = _several(dimension, name)
        if not codes:
            faults.append(_unknown(dataset, dimension, name))
        found.update(dict.fromkeys(codes, group))
    return found


def _several(dimension: Dimension, name: str) -> list[str]:
    """The codes of a category, or of all from one to another: “0 år .. 66 år”."""
    first, dots, last = name.partition("..")
    code = _category(dimension, name)
    if code is not None or not dots:
        return [] if code is None else [code]
    ends = [_category(dimension, end.strip()) for end in (first, last)]
    if None in ends:
        return []
    order = list(dimension.categories)
    begin, end = (order.index(str(one)) for one in ends)
    return order[begin : end + 1]


def _check_names(dataset: Dataset, table: NationalTable, faults: list[Fault]) -> None:
    """Every dimension that the profile names is one of the table's."""
    known = {one.casefold() for dimension in dataset.dimensions for one in (dimension.code, dimension.label)}
    for name in (*table.where, *table.groups):
        if str(name).casefold() not in known:
            labels = [dimension.label for dimension in dataset.dimensions]
            faults.append(unknown_name(dataset.file, str(name), labels))


def _years(time: Dimension, dataset: Dataset, faults: list[Fault]) -> dict[str, int]:
    """The calendar year of each category of time."""
    strange = [code for code in time.categories if not re.fullmatch(r"[12][0-9]{3}", code)]
    if strange:
        message = sentence("The time “{time}” is not a year. Only yearly tables are read.", time=strange[0])
        faults.append(Fault(dataset.file, message))
        return {}
    return {code: int(code) for code in time.categories}


def _named(names: Mapping[str, Any], dimension: Dimension) -> Any:
    """What a profile says of a dimension, by its label or its code; capitals do not matter."""
    wanted = {dimension.label.casefold(), dimension.code.casefold()}
    return next((value for name, value in names.items() if str(name).casefold() in wanted), None)


def _category(dimension: Dimension, name: str) -> str | None:
    """The code of a category, by its label or its code."""
    if name in dimension.categories:
        return name
    matching = [code for code, label in dimension.categories.items() if label.casefold() == name.casefold()]
    return matching[0] if len(matching) == 1 else None


def _unknown(dataset: Dataset, dimension: Dimension, name: str) -> Fault:
    return unknown_name(f"{dataset.file} {dimension.label}", name, list(dimension.categories.values()))
