"""The figures as a page and a file show them: the same rows, whether published or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.movement import ENDED, NEW
from rettvis.journey.statistics.own_cases.published import HIDDEN, PublishedCell, PublishedStatistics
from rettvis.journey.statistics.own_cases.statistics import CaseStatistics
from rettvis.web.statistics.asked import Asked
from rettvis.web.statistics.names import TABLE_NOTES, TABLE_TITLES, Names


@dataclass(frozen=True)
class ShownRow:
    """A row: what it is called and its figures; None is nothing, or hidden where ``hidden`` says so.

    ``address`` is the list of those it counts, for those who may see them.
    """

    key: str
    label: str
    users: int | None
    minutes: int | None
    mean: Fraction | None
    median: Fraction | None
    hidden: bool = False
    address: str = ""


@dataclass(frozen=True)
class ShownTable:
    """A table with its title; ``withheld`` has no rows."""

    name: str
    title: str
    note: str
    rows: tuple[ShownRow, ...]
    withheld: bool = False


@dataclass(frozen=True)
class ShownMonth:
    """A day in the series: how it stood, and what had happened since the day before in it."""

    day: date
    first: date
    row: ShownRow
    flows: Mapping[str, int | None]
    addresses: Mapping[str, str]


@dataclass(frozen=True)
class ShownStatistics:
    """Everything that a page or a file shows."""

    first: date
    last: date
    total: ShownRow
    tables: tuple[ShownTable, ...]
    movement: ShownMonth
    months: tuple[ShownMonth, ...]
    threshold: int | None = None
    """From how many users a group is shown; None where nothing is hidden."""


def shown(found: CaseStatistics | PublishedStatistics, asked: Asked, names: Names) -> ShownStatistics:
    """The figures with their words, and for those not published the addresses of what they count."""
    if isinstance(found, PublishedStatistics):
        return _published(found, names)
    return _own(found, asked, names)


def _own(found: CaseStatistics, asked: Asked, names: Names) -> ShownStatistics:
    def address(first: date, last: date, **cell: str) -> str:
        period = Asked(first, last, asked.selection, municipality=asked.municipality)
        return period.address(reverse("counted_users"), **cell)

    def row(label: str, own: str, cell: Measured, **where: str) -> ShownRow:
        link = address(found.first, found.last, **where)
        return ShownRow(own, label, cell.users, cell.minutes, cell.mean, cell.median, address=link)

    def month(first: date, last: date, cell: Measured, flows: Mapping[str, int]) -> ShownMonth:
        counted = dict(_flows(flows))
        stood = ShownRow(
            f"{last:%Y-%m}",
            "",
            cell.users,
            cell.minutes,
            cell.mean,
            cell.median,
            address=address(last, last),
        )
        links = {name: address(first, last, flow=name) for name in counted}
        return ShownMonth(last, first, stood, counted, links)

    total = row(_("All"), "", found.total)
    return ShownStatistics(
        first=found.first,
        last=found.last,
        total=total,
        tables=tuple(
            _table(
                table,
                [row(names.of(table, key), key, cell, table=table, key=key or "none") for key, cell in rows],
            )
            for table, rows in found.tables.items()
        ),
        movement=month(found.first, found.last, found.total, found.movement.flows),
        months=tuple(
            month(one.movement.first, one.movement.last, one.standing, one.movement.flows)
            for one in found.months
        ),
    )


def _flows(flows: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    yield NEW, flows[NEW]
    yield ENDED, flows[ENDED]
    yield "changed", flows["more"] + flows["less"] + flows["otherwise"]
    yield "more", flows["more"]
    yield "less", flows["less"]
    yield "within", flows["within"]


def _published(found: PublishedStatistics, names: Names) -> ShownStatistics:
    months = tuple(
        ShownMonth(
            one.day,
            one.flows.first,
            _published_row(f"{one.day:%Y-%m}", "", one.cell),
            {NEW: one.flows.new, ENDED: one.flows.ended, "changed": one.flows.changed},
            {},
        )
        for one in found.months
    )
    period = found.movement
    total = _published_row("", _("All"), found.total)
    return ShownStatistics(
        first=found.first,
        last=found.last,
        total=total,
        tables=tuple(
            _table(
                table,
                None
                if rows is None
                else [_published_row(key, names.of(table, key), cell) for key, cell in rows],
            )
            for table, rows in found.tables.items()
        ),
        movement=ShownMonth(
            found.last,
            found.first,
            total,
            {NEW: period.new, ENDED: period.ended, "changed": period.changed},
            {},
        ),
        months=months,
        threshold=found.threshold,
    )


def _published_row(key: str, label: str, cell: PublishedCell) -> ShownRow:
    return ShownRow(key, label, cell.users, cell.minutes, cell.mean, cell.median, hidden=cell == HIDDEN)


def _table(name: str, rows: list[ShownRow] | None) -> ShownTable:
    return ShownTable(
        name, _(TABLE_TITLES[name]), _(TABLE_NOTES[name]), tuple(rows or ()), withheld=rows is None
    )
