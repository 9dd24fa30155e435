"""The statistics as a table for a file: every figure of the page, one row each, and what is said of them."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis import __version__
from rettvis.edges.figure_files import FigureColumn, FigureTable
from rettvis.edges.figure_files.table import ColumnKind, Value
from rettvis.web.access.models import Municipality
from rettvis.web.pages.engine import day, moment
from rettvis.web.statistics.asked import Asked
from rettvis.web.statistics.definitions import definitions, hiding
from rettvis.web.statistics.names import Names
from rettvis.web.statistics.shown import ShownMonth, ShownRow, ShownStatistics

FILTERS = {
    "service": gettext_noop("Service"),
    "unit": gettext_noop("Unit"),
    "age": gettext_noop("Age"),
    "organised": gettext_noop("How it is organised"),
    "sex": gettext_noop("Sex"),
}


def table_of(found: ShownStatistics, asked: Asked, names: Names, municipality: Municipality) -> FigureTable:
    """Every figure of the page, with definitions, filters, dates, source, suppression and version."""
    title = _("Statistics for %(municipality)s") % {"municipality": municipality.name}
    return FigureTable(title, _columns(), list(_rows(found)), tuple(_said(found, asked, names, municipality)))


def _columns() -> tuple[FigureColumn, ...]:
    text, whole, decimal = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.DECIMAL
    return (
        FigureColumn("table", _("Table"), text),
        FigureColumn("key", _("Key"), text),
        FigureColumn("label", _("Group"), text),
        FigureColumn("first", _("From and including"), ColumnKind.DAY),
        FigureColumn("last", _("To and including"), ColumnKind.DAY),
        FigureColumn("users", _("Users"), whole),
        FigureColumn("minutes_per_week", _("Minutes a week"), whole),
        FigureColumn("mean_minutes", _("Mean, minutes a week"), decimal),
        FigureColumn("median_minutes", _("Median, minutes a week"), decimal),
        FigureColumn("new", _("New users"), whole),
        FigureColumn("ended", _("Ended"), whole),
        FigureColumn("changed", _("Changed"), whole),
        FigureColumn("hidden", _("Hidden"), ColumnKind.MARK),
    )


def _rows(found: ShownStatistics) -> Iterator[tuple[Value, ...]]:
    yield _moved("total", found.movement, found.total)
    for table in found.tables:
        for row in table.rows:
            yield (
                table.name,
                row.key,
                row.label,
                found.last,
                found.last,
                *_figures(row),
                None,
                None,
                None,
                row.hidden,
            )
        if table.withheld:
            yield (table.name, "", "", found.last, found.last, *[None] * 7, True)
    for month in found.months:
        yield _moved("month", month, month.row)


def _moved(table: str, month: ShownMonth, row: ShownRow) -> tuple[Value, ...]:
    flows = [month.flows[name] for name in ("new", "ended", "changed")]
    return (
        table,
        row.key,
        row.label or day(month.day),
        month.first,
        month.day,
        *_figures(row),
        *flows,
        row.hidden or None in flows,
    )


def _figures(row: ShownRow) -> tuple[Value, ...]:
    return row.users, row.minutes, row.mean, row.median


def _said(
    found: ShownStatistics, asked: Asked, names: Names, municipality: Municipality
) -> Iterator[tuple[str, str]]:
    yield _("Municipality"), f"{municipality.number} {municipality.name}"
    yield _("Period"), f"{day(found.first)} – {day(found.last)}"
    chosen = [f"{_(FILTERS[name])}: {names.of(name, key)}" for name, key in asked.selection.chosen.items()]
    yield _("Selection"), "; ".join(chosen) or _("All")
    yield (
        _("Source"),
        _("The municipality’s own decisions in Rettvis, read %(when)s") % {"when": moment(timezone.now())},
    )
    yield _("Small groups"), hiding(found.threshold)
    yield _("Made with"), f"Rettvis {__version__}"
    if municipality.synthetic:
        yield _("Note"), _("Synthetic data. Every person and case here is invented.")
    yield from definitions()
