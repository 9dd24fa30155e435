"""The supervisor's approval locks the lines and writes the bank; unlocking is an act, and takes it back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.period import Period
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.settling import settle_year
from rettvis.web.timesheets.approved import approved_shifts
from rettvis.web.timesheets.approving import Signed, approve, unlock
from rettvis.web.timesheets.models import Approval, ApprovedLine, ShiftLine, Unlocking
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, at, ready_to_settle
from tests.web.timesheets.made import JUNE, SIGNED, a_person, an_approval, line, taken

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def in_bank(case: Case) -> int:
    """The sum of what the timesheets have written in the bank of a case's person."""
    rows = BankLine.objects.filter(person=case.person_id, key__startswith="shift/")
    return rows.aggregate(total=Sum("minutes"))["total"] or 0


def test_an_approval_locks_the_lines_and_writes_the_hours_in_the_bank(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number), line(case.number, "2026-06-04", pause="30")])
    assert approved_shifts([case.person_id], YEAR) == ()
    approval = an_approval(case, here)
    assert (approval.supervisor, approval.approved_by.name) == ("Ola Berg", "Caseworker Fjordvik")
    assert in_bank(case) == -450
    told = approved_shifts([case.person_id], YEAR)
    assert [(one.day, one.minutes, one.case_number) for one in told] == [
        (date(2026, 6, 3), 240, case.number),
        (date(2026, 6, 4), 210, case.number),
    ]


def test_the_same_approval_sent_twice_is_one(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    assert an_approval(case, here) == an_approval(case, here)
    assert in_bank(case) == -240


def test_unlocking_takes_the_hours_back_and_the_lines_may_be_approved_again(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number)])
    for round_ in (1, 2):
        approval = an_approval(case, here)
        assert in_bank(case) == -240
        first = unlock(user, approval, "Ei vakt manglet.", NOW)
        assert unlock(user, approval, "Ei vakt manglet.", NOW) == first
        assert (in_bank(case), approved_shifts([case.person_id], YEAR)) == (0, ())
        assert Approval.objects.count() == round_
    assert Unlocking.objects.count() == 2


def test_unlocking_needs_a_reason(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    with pytest.raises(Faulty):
        unlock(here.people[Role.CASEWORKER], an_approval(case, here), "  ", NOW)
    assert in_bank(case) == -240


def test_lines_that_come_later_have_an_approval_of_their_own(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    an_approval(case, here)
    taken(here, [line(case.number, "2026-06-05")])
    assert an_approval(case, here).number == 2
    assert in_bank(case) == -480


def test_the_database_itself_refuses_a_second_approval_of_a_line(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    approval = an_approval(case, here)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovedLine.objects.create(approval=approval, line=ShiftLine.objects.get(), round=2)


def test_a_shift_over_the_end_of_a_month_and_a_year_is_taken_from_each_days_bank(here: Place) -> None:
    case = a_person(here)
    taken(
        here,
        [
            line(case.number, "2026-05-31", "22:00", "06:00"),
            line(case.number, "2025-12-31", "22:00", "06:00"),
        ],
    )
    an_approval(case, here, date(2026, 5, 1))
    an_approval(case, here, date(2025, 12, 1))
    rows = (
        BankLine.objects.filter(key__startswith="shift/")
        .order_by("day")
        .values_list("day", "year", "minutes")
    )
    assert list(rows) == [
        (date(2025, 12, 31), 2025, -120),
        (date(2026, 1, 1), 2026, -360),
        (date(2026, 5, 31), 2026, -120),
        (date(2026, 6, 1), 2026, -360),
    ]


def test_lines_for_a_year_that_is_settled_are_told_and_written_as_corrections(here: Place) -> None:
    case = ready_to_settle(here, 2025)
    settle_year(here.municipality.pk, "bpa", 2025, here.people[Role.TEAM_LEADER], at(date(2026, 1, 20)))
    taken(here, [line(case.number, "2025-11-03")])
    approval = an_approval(case, here, date(2025, 11, 1))
    assert approval.late == 1
    assert BankLine.objects.get(key__startswith="shift/").kind == "correction"


@pytest.mark.parametrize(
    ("signed", "place"),
    [
        (Signed("", date(2026, 6, 30), "Liste"), "supervisor"),
        (Signed("Ola", date(2026, 6, 30), ""), "how"),
        (Signed("Ola", date(2026, 6, 2), "Liste"), "signed_on"),
        (Signed("Ola", date(2026, 7, 2), "Liste"), "signed_on"),
    ],
)
def test_what_is_lacking_in_an_approval_is_told_at_its_field(here: Place, signed: Signed, place: str) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    with pytest.raises(Faulty) as refusal:
        approve(here.people[Role.CASEWORKER], case, JUNE, signed, NOW)
    assert [fault.place for fault in refusal.value.faults] == [place]
    assert not Approval.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.TEAM_LEADER, Role.AUDITOR])
def test_only_a_caseworker_writes_the_supervisors_approval(here: Place, role: Role) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    with pytest.raises(Refused):
        approve(here.people[role], case, JUNE, SIGNED, NOW)


def test_a_line_that_is_not_over_is_not_approved_and_the_page_says_so(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number, "2026-06-30", "22:00", "06:00")])
    early = at(date(2026, 6, 30), 23)
    with pytest.raises(Faulty) as refusal:
        approve(here.people[Role.CASEWORKER], case, JUNE, SIGNED, early)
    [fault] = refusal.value.faults
    assert (fault.place, "not over yet" in fault.message.say("en")) == ("", True)
    assert not Approval.objects.exists()


def test_an_empty_month_is_not_approved(here: Place) -> None:
    with pytest.raises(Faulty):
        an_approval(a_person(here), here)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(
        some.tuples(some.integers(1, 30), some.integers(0, 95), some.integers(1, 95), some.integers(0, 14)),
        min_size=1,
        max_size=6,
        unique_by=lambda drawn: drawn[:3],
    ),
    some.booleans(),
)
def test_what_is_approved_is_in_the_bank_to_the_minute_and_unlocked_it_is_as_before(
    here: Place, drawn: list[tuple[int, int, int, int]], undo: bool
) -> None:
    with transaction.atomic():
        case = a_person(here)
        lines = []
        for number, (day, start, length, pause) in enumerate(drawn):
            end = (start + length) % 96
            if end == start:
                continue
            clock = [f"{quarter // 4:02d}:{quarter % 4 * 15:02d}" for quarter in (start, end)]
            pause_text = str(pause) if pause else ""
            lines.append(
                line(
                    case.number, f"2026-06-{day:02d}", *clock, pause=pause_text, line_id=f"{case.pk}/{number}"
                )
            )
        taken(here, lines)
        approval = an_approval(case, here)
        total = sum(row.minutes for row in ShiftLine.objects.filter(case=case))
        assert in_bank(case) == -total
        assert sum(one.minutes for one in approved_shifts([case.person_id], YEAR)) == total
        if undo:
            unlock(here.people[Role.CASEWORKER], approval, "Prøvd.", NOW)
            assert in_bank(case) == 0
        transaction.set_rollback(True)
