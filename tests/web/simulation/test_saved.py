"""What was computed and kept: once for each form, for those who may, and never changed."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.saved import save_result, saved_results
from tests.web.conftest import Place

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
MAY_SAVE = {Role.TEAM_LEADER, Role.CONTROLLER}
MAY_READ = {Role.TEAM_LEADER, Role.CONTROLLER, Role.AUDITOR, Role.ANALYST, Role.POLITICIAN}


def save(
    place: Place, role: str = Role.CONTROLLER, key: str = "one", municipality: Place | None = None
) -> SavedResult:
    """A result about nothing."""
    return save_result(
        place.people[role],
        (municipality or place).municipality,
        "budget",
        "Trinn 2",
        {"scheme": 2.5},
        {"nok": 22_400_000},
        key=key,
        now=NOW,
        what="A budget was saved",
    )


def test_a_form_that_is_sent_twice_keeps_one_result_and_one_row_in_the_log(here: Place) -> None:
    one, two = save(here), save(here)
    assert one == two
    assert one.inputs == {"scheme": 2.5}
    assert SavedResult.objects.count() == 1
    assert LogEntry.objects.filter(what="A budget was saved").count() == 1


@pytest.mark.parametrize("role", Role.values)
def test_the_table_says_who_saves_and_who_reads(role: str, here: Place, elsewhere: Place) -> None:
    kept = save(here)
    found = list(saved_results(here.people[role], "budget"))
    assert found == ([kept] if role in MAY_READ else [])
    assert list(saved_results(elsewhere.people[role], "budget")) == []
    assert list(saved_results(here.people[role], "what_if")) == []
    if role in MAY_SAVE:
        assert save(here, role, key=role).made_by == here.people[role]
    else:
        with pytest.raises(Refused):
            save(here, role, key=role)
    with pytest.raises(Refused):
        save(here, role, key="theirs", municipality=elsewhere)


def test_a_saved_result_is_never_changed_or_removed(here: Place) -> None:
    kept = SavedResult.objects.filter(pk=save(here).pk)
    for change in (lambda: kept.update(title="Another"), kept.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert kept.get().title == "Trinn 2"
