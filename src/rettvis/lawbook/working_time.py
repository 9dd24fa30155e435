"""The limits of working time (arbeidsmiljøloven ch. 10), for warnings that the employer answers for.

Four sets of rules, chosen as data: the law alone; a written agreement on averaging (§ 10-5); an agreement
with the unions (§§ 10-5, 10-6, 10-8); the person herself as employer (FOR-2022-06-03-969).  A limit that a
set does not name is the law's.  A resting night counts as working time whole.

NOT AUTOMATED: § 10-12 fourth paragraph (deviation by the tariff of large unions) and seventh paragraph
(consent of the Labour Inspection for passive work): what they allow stands in their own text; averages over
eight weeks; shorter weeks for some kinds of shift work (38 and 36 hours); whether a plan was discussed two
weeks before; § 10-10 (Sundays and public holidays) and § 10-11 (night work): whether the work is of a kind
that must be done then is a person's question, and how much of it one employee may have is counted over longer
times and by the employer's plan, which no timesheet holds.
"""

from dataclasses import dataclass, fields
from datetime import date

from rettvis.lawbook import references as law
from rettvis.lawbook.numbers import number
from rettvis.lawbook.references import Reference

REGIMES = ("law", "written_agreement", "union_agreement", "own_employer")
"""The sets of rules, by name."""


@dataclass(frozen=True)
class WorkingTimeLimits:
    """Whole minutes: the most in an ordinary day and week, in all in a day and in seven days; the least rest
    in 24 hours and in seven days; the most overtime in 4 and in 52 weeks."""

    ordinary_day: int
    ordinary_week: int
    total_day: int
    total_week: int
    daily_rest: int
    weekly_rest: int
    overtime_4_weeks: int
    overtime_52_weeks: int


def working_time_limits(regime: str, on: date) -> WorkingTimeLimits:
    """The limits of one of the :data:`REGIMES` on a day; raises KeyError for a set that is not there."""
    if regime not in REGIMES:
        raise KeyError(regime)
    return WorkingTimeLimits(*(_limit(regime, field.name, on) for field in fields(WorkingTimeLimits)))


def _limit(regime: str, name: str, on: date) -> int:
    try:
        return number(f"working_time.{regime}_{name}").at(on)
    except KeyError:
        return number(f"working_time.law_{name}").at(on)


def night_hours(on: date) -> tuple[int, int]:
    """Minutes of the clock at which the night begins and ends, where a decision grants night or not."""
    return number("working_time.night_from").at(on), number("working_time.night_until").at(on)


def working_time_law(regime: str, name: str) -> Reference:
    """The provision that sets a limit, by the limit's name in :class:`WorkingTimeLimits`."""
    if regime == "own_employer":
        return law.OWN_EMPLOYERS_ASSISTANTS
    if name.endswith("rest"):
        return law.REST
    if regime == "law" and name.startswith("ordinary"):
        return law.ORDINARY_WORKING_TIME
    return law.AVERAGED_WORKING_TIME if name.startswith("ordinary") else law.OVERTIME
