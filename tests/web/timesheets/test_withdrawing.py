"""Lines that are wrong are withdrawn with a reason, and lines that stand twice wait until that is settled."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role, User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.models import BankLine
from rettvis.web.timesheets.approving import unlock
from rettvis.web.timesheets.models import Deviation, ShiftLine, Withdrawal
from rettvis.web.timesheets.settling import settle
from rettvis.web.timesheets.withdrawing import withdraw_lines
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.timesheets.made import a_person, an_approval, codes, line, taken

LogIn = Callable[[User], Client]


def in_bank(case: Case) -> int:
    """The minutes of the timesheets in the bank of a case's person."""
    rows = BankLine.objects.filter(person=case.person_id, key__startswith="shift/")
    return rows.aggregate(total=Sum("minutes"))["total"] or 0


def test_a_line_that_stands_twice_is_not_in_the_bank_until_somebody_accepts_it(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number)] * 2)
    an_approval(case, here)
    assert in_bank(case) == -240
    with pytest.raises(Faulty, match="twice"):
        an_approval(case, here)
    settle(user, Deviation.objects.get(), "accepted", "To vakter.", NOW)
    an_approval(case, here)
    assert in_bank(case) == -480


def test_one_that_is_followed_up_waits_and_one_that_is_withdrawn_never_comes(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number)] * 2)
    first, second = ShiftLine.objects.order_by("pk")
    settle(user, Deviation.objects.get(), "followed_up", "Spurt.", NOW)
    an_approval(case, here)
    assert in_bank(case) == -240
    withdraw_lines(user, case, [second.pk], "Leverandøren bekrefter at den er dobbelt.", NOW)
    assert an_approval(case, here).lines.get().line == first
    assert in_bank(case) == -240


def test_a_wrong_line_that_fits_is_withdrawn_with_a_reason_and_counts_no_more(here: Place) -> None:
    case = a_person(here, weekly=5 * 60)
    taken(here, [line(case.number, "2026-06-01"), line(case.number, "2026-06-02")])
    assert codes(here) == ["over_week"]
    wrong = ShiftLine.objects.get(day=date(2026, 6, 2))
    user = here.people[Role.CONTROLLER]
    [row] = withdraw_lines(user, case, [wrong.pk], " Ført på feil uke. ", NOW)
    assert (row.line, row.reason, row.withdrawn_by, row.settlement) == (
        wrong,
        "Ført på feil uke.",
        user,
        None,
    )
    assert codes(here) == []
    assert withdraw_lines(user, case, [wrong.pk], "Ført på feil uke.", NOW) == []


def test_an_approved_line_is_unlocked_first_and_then_the_bank_is_corrected(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number), line(case.number, "2026-06-04")])
    approval = an_approval(case, here)
    wrong = ShiftLine.objects.get(day=date(2026, 6, 4))
    with pytest.raises(Faulty, match="Unlock the month first"):
        withdraw_lines(user, case, [wrong.pk], "Feil.", NOW)
    unlock(user, approval, "Ei linje er feil.", NOW)
    withdraw_lines(user, case, [wrong.pk], "Feil.", NOW)
    an_approval(case, here)
    assert in_bank(case) == -240


def test_it_needs_lines_a_reason_and_the_right_to_settle(here: Place) -> None:
    case, other = a_person(here), a_person(here, name="Liv Lie")
    taken(here, [line(case.number), line(other.number, assistant="B")])
    own, foreign = ShiftLine.objects.order_by("pk")
    user = here.people[Role.CASEWORKER]
    with pytest.raises(Faulty) as refusal:
        withdraw_lines(user, case, [foreign.pk], " ", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["withdrawn", "reason"]
    with pytest.raises(Refused):
        withdraw_lines(here.people[Role.TEAM_LEADER], case, [own.pk], "Feil.", NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(line=own, withdrawn_by=user, withdrawn_at=NOW)


def test_lines_are_withdrawn_on_the_page_of_the_month(here: Place, log_in: LogIn) -> None:
    case = a_person(here)
    taken(here, [line(case.number), line(case.number), line(case.number, "2026-06-04")])
    wrong = ShiftLine.objects.get(day=date(2026, 6, 4))
    month = reverse("case_month", args=[case.number, 2026, 6])
    address = reverse("withdraw_lines", args=[case.number, 2026, 6])
    client = log_in(here.people[Role.CONTROLLER])
    text = client.get(month).content.decode()
    assert "1 linje står to ganger" in text
    assert client.get(address)["Location"] == month
    answer = client.post(address, {"withdrawn": wrong.pk})
    assert answer.status_code == 422
    assert f'value="{wrong.pk}" aria-label' in answer.content.decode()
    assert "checked" in answer.content.decode()
    assert client.post(address, {"withdrawn": wrong.pk, "reason": "Gjaldt en annen."}).status_code == 302
    assert "Gjaldt en annen." in client.get(month).content.decode()
    assert log_in(here.people[Role.AUDITOR]).post(address).status_code == 403
