"""The plan of a year: made from a saved budget or from hours that are entered, kept, and found again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.edges.given.budget import budget_again
from rettvis.journey.simulation import Budget, UsePlan, check_plan, plan_by_days, plan_of_hours
from rettvis.journey.simulation.follow_up import MonthPlan
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.simulation.exact import exact_content
from rettvis.web.simulation.models import LONGEST_KEY, SavedResult, YearPlanRow

WHAT = gettext_noop("The plan of a year")


@dataclass(frozen=True)
class AskedPlan:
    """What a plan is made from: a saved budget with a step, or minutes of each month; price in øre."""

    year: int
    service: str
    price: int | None
    saved: SavedResult | None = None
    step: int | None = None
    minutes: tuple[int, ...] = ()


def plan_of(asked: AskedPlan) -> UsePlan:
    """The plan, month by month. Raises :class:`Faulty` with every fault."""
    if asked.saved is None:
        faults = check_plan(asked.year, asked.price or 0, asked.minutes)
        if faults:
            raise Faulty(faults)
        return plan_of_hours(asked.year, asked.minutes, asked.price or 0)
    inputs = exact_content(asked.saved.inputs)
    found = budget_again(inputs["scheme"], inputs["assumptions"])
    return _from_budget(found, asked)


def _from_budget(found: Budget, asked: AskedPlan) -> UsePlan:
    """The expected cost of the step in the year, without administration, by days."""
    start = found.version.period.first
    price = asked.price or _price(found)
    step = next((one for one in found.steps if one.step.number == asked.step), None)
    faults = check_plan(asked.year, price or 0, (), start)
    if price is None:
        message = sentence("The budget has no price an hour. Write one, so that hours become kroner.")
        faults = [fault for fault in faults if fault.place != "price"] + [Fault("price", message)]
    if step is None:
        known = [one.step.number for one in found.steps]
        message = sentence(
            "There is no step {step}. The steps are {known}.", step=asked.step or "–", known=known
        )
        faults.append(Fault("step", message))
    if faults or step is None or price is None:
        raise Faulty(faults)
    year = step.first_year if asked.year == start.year else step.full_year
    return plan_by_days(asked.year, year.expected - (year.administration or 0), price, start)


def _price(found: Budget) -> int | None:
    """The mean price an hour of the groups with the price growth, in øre; None where there is none."""
    groups = found.assumptions.groups
    persons = sum(group.persons for group in groups)
    if not persons:
        return None
    mean = Fraction(sum(group.persons * group.price for group in groups), persons)
    return round_half_up(mean * (1 + found.assumptions.price_growth.mean))


def keep_plan(
    user: User, municipality: Municipality, asked: AskedPlan, key: str, now: datetime
) -> YearPlanRow:
    """Keep the plan, once for each ``key``. Raises :class:`Faulty` and ``Refused``."""
    plan = plan_of(asked)
    with transaction.atomic():
        grant = require_in(user, Action.SIMULATE, municipality.pk)
        row, new = YearPlanRow.objects.get_or_create(
            municipality=municipality,
            key=key[:LONGEST_KEY],
            defaults={
                "year": asked.year,
                "service": asked.service,
                "saved": asked.saved,
                "step": asked.step if asked.saved else None,
                "price": plan.price,
                "months": [[month.minutes, month.cost] for month in plan.months],
                "made_by": user,
                "made_at": now,
            },
        )
        if new:
            look_up(grant, Action.SIMULATE, what=WHAT)
        return row


def plans_in_force(user: User) -> list[YearPlanRow]:
    """The newest plan of each year and service that the user may read, the newest year first; one query."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_SIMULATION)}
    rows = YearPlanRow.objects.filter(municipality__in=own).select_related("municipality", "saved", "made_by")
    newest: dict[tuple[int, int, str], YearPlanRow] = {}
    for row in rows.order_by("-year", "service", "-id"):
        newest.setdefault((row.municipality_id, row.year, row.service), row)
    return list(newest.values())


def plan_in(row: YearPlanRow) -> UsePlan:
    """A row as a plan."""
    months: Sequence[Sequence[int]] = row.months
    return UsePlan(row.year, row.price, tuple(MonthPlan(*month) for month in months))
