"""The start-ups of the demonstration: several steps, one change in mid-month, stays and journeys."""

from rettvis.journey.hourbank import EntryKind
from rettvis.web.access.models import User
from rettvis.web.demo.begun import NORTH, SOUTH
from rettvis.web.hourbank.store import ledger_of
from rettvis.web.start_up.listing import list_under_way
from rettvis.web.start_up.models import LineKind, StartUpLine, StartUpState
from tests.web.conftest import DEMO_DAY


def test_those_under_way_wait_for_different_things_and_some_are_late(filled_demo: object, db: None) -> None:
    rows = list_under_way(User.objects.get(username="kari"), DEMO_DAY)
    assert len({row.waiting.step.key for row in rows}) >= 4
    assert {row.waiting.waits_for for row in rows} == {"person", "provider", "municipality"}
    assert rows[0].late > 0
    assert [row.late for row in rows] == sorted((row.late for row in rows), reverse=True)
    assert StartUpState.objects.filter(first_day__isnull=False).count() >= 10


def test_one_changes_provider_in_mid_month_and_her_hours_go_along(filled_demo: object, db: None) -> None:
    line = StartUpLine.objects.get(kind=LineKind.CHANGE)
    assert line.day.day == 17
    entries = ledger_of([line.case.person_id], line.day.year).entries
    moved = [one for one in entries if one.kind is EntryKind.TRANSFER and one.day == line.day]
    assert sorted(row.provider for row in moved) == [NORTH, SOUTH]
    assert sum(row.minutes for row in moved) == 0


def test_there_are_a_stay_that_goes_on_and_a_journey_abroad_that_was_decided(
    filled_demo: object, db: None
) -> None:
    assert StartUpLine.objects.filter(kind=LineKind.STAY, last=None).count() == 1
    abroad = StartUpLine.objects.filter(kind=LineKind.JOURNEY, country="Spania").order_by("pk")
    assert [row.choice for row in abroad] == ["open", "with_assistance"]
