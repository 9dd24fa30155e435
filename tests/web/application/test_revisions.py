"""Two who save the same step: the second sees what changed, and nobody loses anything."""

import pytest
from django.db import DatabaseError, transaction

from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.application.revisions import Change, Stale, changes, current_revision, save_revision
from tests.web.conftest import Place
from tests.web.made_up.models import MadeUpRevision


def test_the_newest_revision_is_the_current_one_and_the_old_stay(here: Place, case: Case) -> None:
    kari = here.people[Role.CASEWORKER]
    for number, text in enumerate(("a", "b", "c")):
        save_revision(MadeUpRevision, case, number, {"text": text}, kari)
    newest = current_revision(MadeUpRevision, case)
    assert newest is not None
    assert (newest.number, newest.content, newest.saved_by) == (3, {"text": "c"}, kari)
    assert MadeUpRevision.objects.count() == 3


def test_a_form_sent_twice_is_saved_once(here: Place, case: Case) -> None:
    kari = here.people[Role.CASEWORKER]
    first = save_revision(MadeUpRevision, case, 0, {"minutes": 10}, kari)
    again = save_revision(MadeUpRevision, case, 0, {"minutes": 10}, kari)
    assert first == again
    assert MadeUpRevision.objects.count() == 1


def test_the_second_to_save_is_told_what_the_first_changed_and_by_whom(here: Place, case: Case) -> None:
    kari, lise = here.people[Role.CASEWORKER], here.people[Role.TEAM_LEADER]
    save_revision(MadeUpRevision, case, 0, {"minutes": 10, "where": "home"}, kari)
    save_revision(MadeUpRevision, case, 1, {"minutes": 15, "where": "home"}, lise)
    with pytest.raises(Stale) as stale:
        save_revision(MadeUpRevision, case, 1, {"minutes": 20, "where": "home"}, kari)
    assert stale.value.changes == [Change("minutes", 10, 15)]
    assert stale.value.current.saved_by == lise
    assert MadeUpRevision.objects.count() == 2


def test_saving_again_on_top_of_what_was_shown_keeps_ones_own(here: Place, case: Case) -> None:
    kari, lise = here.people[Role.CASEWORKER], here.people[Role.TEAM_LEADER]
    save_revision(MadeUpRevision, case, 0, {"minutes": 10}, kari)
    with pytest.raises(Stale) as stale:
        save_revision(MadeUpRevision, case, 0, {"minutes": 20}, lise)
    saved = save_revision(MadeUpRevision, case, stale.value.current.number, {"minutes": 20}, lise)
    assert saved.number == 2


def test_an_auditor_and_a_neighbour_save_nothing(here: Place, elsewhere: Place, case: Case) -> None:
    for user in (here.people[Role.AUDITOR], elsewhere.people[Role.CASEWORKER]):
        with pytest.raises(Refused):
            save_revision(MadeUpRevision, case, 0, {}, user)
    assert MadeUpRevision.objects.count() == 0


def test_a_saved_revision_cannot_be_changed_or_removed(here: Place, case: Case) -> None:
    saved = save_revision(MadeUpRevision, case, 0, {"minutes": 10}, here.people[Role.CASEWORKER])
    for statement in (saved.delete, lambda: MadeUpRevision.objects.update(content={})):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()
    assert MadeUpRevision.objects.get().content == {"minutes": 10}


def test_changes_name_the_place_of_every_value_that_differs() -> None:
    before = {"rows": [{"minutes": 5}, {"minutes": 7}], "gone": "x"}
    after = {"rows": [{"minutes": 5}, {"minutes": 8}, {"minutes": 9}]}
    assert changes(before, after) == [
        Change("rows.1.minutes", 7, 8),
        Change("gone", "x", None),
        Change("rows.2.minutes", None, 9),
    ]
