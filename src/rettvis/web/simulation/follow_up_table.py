"""The follow-up of a year as a table for a file: its months, what is so far, the forecast, and its terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis import __version__
from rettvis.edges.amounts import in_hours, in_kroner
from rettvis.edges.budget_follow_up_report import TERTIAL_TITLES, methods, summary
from rettvis.edges.figure_files import FigureColumn, FigureTable
from rettvis.edges.figure_files.table import ColumnKind, Value
from rettvis.edges.month_names import month_name
from rettvis.journey.simulation import FollowUp
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.hourbank.sources import service_title
from rettvis.web.pages.engine import day, say
from rettvis.web.simulation.models import YearPlanRow


@dataclass(frozen=True)
class Followed:
    """What is looked at: a plan until the end of a tertial; ``found`` is None where too few are behind it."""

    row: YearPlanRow
    tertial: int
    found: FollowUp | None


def origin(row: YearPlanRow) -> Sentence:
    """Where the plan is from."""
    if row.saved is None:
        return sentence(
            "The hours of the plan were entered on {day:date}.", day=timezone.localdate(row.made_at)
        )
    return sentence(
        "The plan is step {step} of the budget “{title}”, chosen on {day:date}: its expected cost by days, "
        "without administration.",
        step=row.step,
        title=row.saved.title,
        day=timezone.localdate(row.made_at),
    )


def follow_up_table(followed: Followed, today: date) -> FigureTable:
    """A row for each month, one for what is so far, and one for the forecast; something must be found."""
    found, row = followed.found, followed.row
    assert found is not None
    title = _("Follow-up %(year)s") % {"year": row.year}
    return FigureTable(title, _columns(), list(_rows(found)), tuple(_said(followed, found, today)))


def _columns() -> tuple[FigureColumn, ...]:
    number = ColumnKind.DECIMAL
    return (
        FigureColumn("month", _("Month"), ColumnKind.TEXT),
        FigureColumn("planned_hours", _("Planned hours"), number),
        FigureColumn("used_hours", _("Used hours"), number),
        FigureColumn("planned_nok", _("Planned kroner"), number),
        FigureColumn("cost_nok", _("Cost, kroner"), number),
        FigureColumn("low_nok", _("Lowest, kroner"), number),
        FigureColumn("high_nok", _("Highest, kroner"), number),
    )


def _rows(found: FollowUp) -> Iterator[tuple[Value, ...]]:
    """What is called, planned and used hours, planned and known kroner, and the bounds of a forecast."""
    for one in found.rows:
        hours = in_hours(one.plan.minutes), in_hours(one.used)
        yield say(month_name(one.month)), *hours, in_kroner(one.plan.cost), in_kroner(one.cost), None, None
    planned, ahead = found.planned, found.forecast
    hours = in_hours(planned.minutes), in_hours(found.used)
    yield _("So far"), *hours, in_kroner(planned.cost), in_kroner(found.cost), None, None
    if ahead is not None:
        hours = in_hours(found.plan.minutes), in_hours(ahead.minutes)
        kroner = (found.plan.cost, ahead.cost, ahead.low_cost, ahead.high_cost)
        yield _("The whole year, forecast"), *hours, *map(in_kroner, kroner)


def _said(followed: Followed, found: FollowUp, today: date) -> Iterator[tuple[str, str]]:
    row = followed.row
    yield _("Municipality"), f"{row.municipality.number} {row.municipality.name}"
    yield _("Service code"), f"{say(service_title(row.service))} ({row.service})"
    yield _("Period"), f"{row.year}, {say(TERTIAL_TITLES[followed.tertial])}"
    for one in summary(found):
        yield _("In short"), say(one)
    for one in (origin(row), *methods(found)):
        yield _("How this is worked out"), say(one)
    yield _("Read"), day(today)
    yield _("Made with"), f"Rettvis {__version__}"
    if row.municipality.synthetic:
        yield _("Note"), _("Synthetic data. Every person and case here is invented.")
