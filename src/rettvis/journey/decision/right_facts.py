"""What the right to BPA was tried on in a decided case, for figures about many cases."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor

from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.lawbook.norms import ACTIVITIES
from rettvis.rulekit.expression import Value


def facts_decided_on(case: CaseSnapshot, on: date) -> dict[str, Value]:
    """Every known fact of the right by name, and the time of each activity that has a norm.

    An activity is named with its kind of service, ``activity.support_contact.leisure``: whole minutes a week,
    parts of a minute left out. What is not known is absent.
    """
    tried = {name: given.value for name, given in case.right_on(on).facts.items()}
    return {**tried, **dict(_activities(case, tried))}


def _activities(case: CaseSnapshot, tried: dict[str, Value]) -> Iterator[tuple[str, int]]:
    """The assessed time of each such activity, where every row of it is timed and placed in a kind."""
    for activity in ACTIVITIES:
        rows = [row for row in case.assessment.clock.rows if row.activity == activity]
        for kind in {row.kind for row in rows if row.kind is not None}:
            known = [row.assessed for row in rows if row.kind in (kind, None)]
            minutes = sum((time.per_week for time in known if time is not None), Fraction(0))
            whole = tried.get(f"minutes.{kind}")
            placed = all(row.kind is not None for row in rows) and None not in known
            if placed and isinstance(whole, int) and minutes <= whole:
                yield f"activity.{kind}.{activity}", floor(minutes)
