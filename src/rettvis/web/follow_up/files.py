"""The follow-up as a spreadsheet: every provider in every month or quarter, numbers as numbers."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from rettvis.edges.amounts import in_hours, in_kroner
from rettvis.edges.figure_files import FigureColumn, FigureTable
from rettvis.edges.figure_files.table import ColumnKind
from rettvis.edges.provider_words import methods, period_text, summary
from rettvis.journey.follow_up import ProviderRow
from rettvis.web.follow_up.followed import Followed
from rettvis.web.pages.engine import day, say


def table_of(found: Followed) -> FigureTable:
    """A row for each step of each provider (or of all together), and one for the whole period of each."""
    told = found.told
    rows = [*found.rows, *told.providers] if found.rows else [*told.steps, told.whole]
    run_by = {one.number: one.get_run_by_display() for one in found.providers}
    title = _("Follow-up of providers: %(about)s") % {"about": told.about}
    cells = [_cells(row, told.names.get(row.provider, _("All")), run_by.get(row.provider)) for row in rows]
    return FigureTable(title, _columns(), cells, tuple(_said(found)))


def _columns() -> tuple[FigureColumn, ...]:
    text, whole, number, day_of = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.DECIMAL, ColumnKind.DAY
    return (
        FigureColumn("provider_number", _("Organisation number"), text),
        FigureColumn("provider", _("Provider"), text),
        FigureColumn("run_by", _("Who runs it"), text),
        FigureColumn("first", _("From and including"), day_of),
        FigureColumn("last", _("To and including"), day_of),
        FigureColumn("hours", _("Hours"), number),
        FigureColumn("hours_from", _("Hours are from"), text),
        FigureColumn("hidden", _("Hidden"), text),
        FigureColumn("months_missing", _("Months without hours"), whole),
        FigureColumn("deviations", _("Deviations"), whole),
        FigureColumn("corrected_nok", _("Corrected, kroner"), number),
        FigureColumn("answer_days", _("Answer time, days"), number),
        FigureColumn("answers", _("Answers"), whole),
        FigureColumn("unanswered", _("Questions without an answer"), whole),
        FigureColumn("start_up_days", _("Start-up time, days"), number),
        FigureColumn("start_ups", _("Start-ups"), whole),
        FigureColumn("administration_hours", _("Administration, hours"), number),
        FigureColumn("administration_nok", _("Administration, kroner"), number),
    )


def _cells(row: ProviderRow, name: str, run_by: str | None) -> tuple[Any, ...]:
    work = row.work
    asked = row.answer.count + row.answer.still_open
    return (
        row.provider or None,
        name,
        run_by,
        row.period.first,
        row.period.last,
        in_hours(row.minutes),
        ", ".join(say(source.label) for source in row.sources) or None,
        _("Too few persons") if row.hidden else None,
        row.missing,
        row.deviation_count,
        in_kroner(row.corrected),
        row.answer.median,
        row.answer.count if asked else None,
        row.answer.still_open if asked else None,
        row.start.median,
        row.start.count or None,
        in_hours(work.minutes if work else None),
        in_kroner(work.cost if work else None),
    )


def _said(found: Followed) -> Iterator[tuple[str, str]]:
    told = found.told
    municipality = found.grant.municipality
    yield _("Municipality"), f"{municipality.number} {municipality.name}"
    yield _("Period"), say(period_text(told.whole.period))
    yield _("Provider"), told.about
    yield from ((_("In short"), say(one)) for one in summary(told))
    yield from ((_("How this is worked out"), say(one)) for one in methods(told))
    yield _("Read"), day(told.read_on)
    yield _("Made with"), f"Rettvis {told.version}"
    if told.synthetic:
        yield _("Note"), _("Synthetic data. Every person and case here is invented.")
