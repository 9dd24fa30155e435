"""Filling again: the same for the same seed, on any day, and nothing of a filling that is interrupted."""

from datetime import date

import pytest
from django.db import transaction

from rettvis.web.application.models import Case, Person
from rettvis.web.application.store import load_application
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.demo.again import CASES
from rettvis.web.demo.fill import fill, is_filled
from rettvis.web.demo.open_cases import OPEN
from rettvis.web.demo.supplement import DECIDED_AGAIN
from tests.web.demo.test_fill import BEFORE, ON, four_vignettes, open_rows

SHOWN = (
    "number",
    "person__name",
    "kind",
    "status",
    "received_on",
    "decided_on",
    "next_due_on",
    "next_due_what",
    "waits_for",
    "waiting_days",
    "assigned_to__name",
    "steps",
)
LINE = ("key", "service", "outcome", "minutes_per_week", "minutes_by_kind", "starts_on", "ends_on")


def filled(on: date = ON, seed: int = 2026) -> list[tuple[int, int]]:
    """Fill, and give what was told on the way."""
    told: list[tuple[int, int]] = []
    fill(seed, on, lambda done, of: told.append((done, of)))
    return told


@pytest.mark.django_db
def test_an_interrupted_filling_leaves_nothing():
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(2026, ON, stop)
    assert not is_filled()
    assert Person.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2031, 1, 1)])
def test_the_four_vignettes_are_open_cases_of_the_last_weeks_on_any_day(on):
    filled(on)
    four_vignettes(on)


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_cases():
    def content() -> list[object]:
        with transaction.atomic():
            filled()
            rows = list(Case.objects.order_by("pk").values_list(*SHOWN))
            applications = [load_application(case) for case in open_rows()]
            lines = list(ServiceLineRow.objects.order_by("pk").values_list("case__number", *LINE))
            transaction.set_rollback(True)
        return [rows, applications, lines]

    first = content()
    assert len(first[0]) == 777 + BEFORE + OPEN + CASES + DECIDED_AGAIN
    assert content() == first
