"""What deviates is told once, settled by a person, and lapses where it is there no more."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from rettvis.journey.application import KindOfService, Service, TimeUse
from rettvis.journey.assessment import Assessment, ClockRow, DayClock, DayPart, When
from rettvis.journey.delivery.start_up import JourneyDecision, StayKind
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role, RoleAssignment, User
from rettvis.web.application.knowing import shut_out
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.store import content_of
from rettvis.web.decision.models import FactsOfRight
from rettvis.web.delivery.services import NewPrice, write_price
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.more_services import ToldJourney, journey, stay, withdraw
from rettvis.web.timesheets.framing import write_death, write_frame
from rettvis.web.timesheets.models import Deviation, Lapse, Settlement, ShiftLine, Withdrawal
from rettvis.web.timesheets.registers import check_everything, check_what_is_new
from rettvis.web.timesheets.rules import NewRules, set_rules
from rettvis.web.timesheets.settling import deviations, seen_lines, settle, to_settle
from rettvis.web.timesheets.taking import take_in
from tests.web.conftest import Place, new_case
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import a_provider, an_agreement
from tests.web.timesheets.made import a_person, a_sheet, an_approval, codes, line, taken, uploaded

ALONE = {"several": False, "night": False, "per_day": None, "per_week": None, "per_month": None}

PRICED = "ordning_ref;dato;start;slutt;assistent_ref;timepris"


def one(place: Place, code: str) -> Deviation:
    """The one deviation of a kind that has not lapsed."""
    return Deviation.objects.get(municipality=place.municipality, code=code, lapse=None)


def test_an_assistant_in_two_places_is_found_over_persons_providers_and_files(here: Place) -> None:
    ola, liv = a_person(here), a_person(here, name="Liv Lie")
    other = a_provider(here, "310000019", "Den andre")
    taken(here, [line(ola.number, start="08:00", end="12:00")])
    taken(here, [line(liv.number, start="11:00", end="14:00", number="310000019")], other)
    row = one(here, "assistant_overlap")
    assert (row.found, row.case, row.other.case) == (60, liv, ola)


def test_the_weeks_of_a_decision_are_judged_over_all_files(here: Place) -> None:
    case = a_person(here, weekly=10 * 60)
    taken(here, [line(case.number, "2026-06-01", "08:00", "14:00")])
    assert codes(here) == []
    taken(here, [line(case.number, "2026-06-02", "08:00", "14:00")])
    row = one(here, "over_week")
    assert (row.found, row.allowed, row.first) == (720, 600, date(2026, 6, 1))
    taken(here, [line(case.number, "2026-06-04", "08:00", "09:00")])
    assert one(here, "over_week").found == 780
    assert Lapse.objects.count() == 1


def test_a_line_twice_counts_against_the_decision_when_somebody_has_accepted_it(here: Place) -> None:
    case = a_person(here, weekly=6 * 60)
    taken(here, [line(case.number)] * 2)
    assert codes(here) == ["duplicate_line"]
    settle(here.people[Role.CASEWORKER], one(here, "duplicate_line"), "accepted", "To vakter.", NOW)
    taken(here, [line(case.number, "2026-06-05", "08:00", "09:00")])
    assert codes(here) == ["duplicate_line", "over_week"]
    assert one(here, "over_week").found == 540


def test_a_need_at_night_grants_night_and_not_several_at_once(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    FactsOfRight.objects.update_or_create(
        case=case, defaults={"facts": {"minutes.several_providers_or_night": 210}}
    )
    lines = [line(case.number, start="22:00", end="02:00"), line(case.number, start="22:00", assistant="A-2")]
    taken(here, [*lines[:1], lines[1].replace("12:00", "02:00")])
    assert "several_assistants" not in codes(here)
    use, night = TimeUse(30, Fraction(7)), When(DayPart.NIGHT)
    turning = ClockRow("t", "turning", "", KindOfService.PERSONAL_CARE, night, assessed=use)
    content = content_of(Assessment(clock=DayClock((turning,))))
    AssessmentRevision.objects.create(case=case, number=1, content=content, saved_by=user)
    check_everything(date(2026, 6, 30))
    assert "several_assistants" in codes(here)
    assert "night_not_granted" not in codes(here)


def test_what_is_settled_stays_settled_when_more_is_taken_in(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)] * 2)
    row = one(here, "duplicate_line")
    settle(here.people[Role.CASEWORKER], row, "accepted", "To vakter etter hverandre.", NOW)
    taken(here, [line(case.number, "2026-06-05")])
    assert codes(here) == ["duplicate_line"]
    assert not to_settle(deviations(here.people[Role.CASEWORKER])).exists()


def test_a_line_that_the_provider_withdraws_stays_and_counts_no_more(here: Place) -> None:
    case = a_person(here, weekly=5 * 60)
    taken(here, [line(case.number, "2026-06-01"), line(case.number, "2026-06-02")])
    row = one(here, "over_week")
    wrong = ShiftLine.objects.get(day=date(2026, 6, 2))
    settle(here.people[Role.CONTROLLER], row, "line_withdrawn", "Ført på feil uke.", NOW, [wrong.pk])
    assert Withdrawal.objects.get().line == wrong
    assert ShiftLine.objects.count() == 2
    assert Settlement.objects.get().resolution == "line_withdrawn"
    assert not to_settle(deviations(here.people[Role.CONTROLLER])).exists()


def test_withdrawing_asks_which_lines_and_leaves_approved_ones_alone(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)] * 2)
    row, user = one(here, "duplicate_line"), here.people[Role.CASEWORKER]
    with pytest.raises(Faulty):
        settle(user, row, "line_withdrawn", "Dobbelt.", NOW)
    an_approval(case, here)
    lines = [line.pk for line in ShiftLine.objects.all()]
    with pytest.raises(Faulty) as refusal:
        settle(user, row, "line_withdrawn", "Dobbelt.", NOW, lines)
    assert refusal.value.faults[0].place == "withdrawn"
    assert not Withdrawal.objects.exists()


def test_the_database_itself_refuses_to_withdraw_an_approved_line(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)] * 2)
    settled = settle(here.people[Role.CASEWORKER], one(here, "duplicate_line"), "accepted", "Ja.", NOW)
    an_approval(case, here)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(line=ShiftLine.objects.first(), settlement=settled, withdrawn_at=NOW)


@pytest.mark.parametrize(
    ("resolution", "comment"), [("", "Ja."), ("employer_told", "Ja."), ("accepted", " ")]
)
def test_settling_needs_a_code_that_fits_and_a_comment(here: Place, resolution: str, comment: str) -> None:
    case = a_person(here)
    taken(here, [line(case.number)] * 2)
    with pytest.raises(Faulty):
        settle(here.people[Role.CASEWORKER], one(here, "duplicate_line"), resolution, comment, NOW)


def test_settling_twice_is_one_act_and_another_answer_is_refused(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number)] * 2)
    row = one(here, "duplicate_line")
    first = settle(user, row, "accepted", "Ja.", NOW)
    assert settle(user, row, "accepted", "Ja.", NOW) == first
    with pytest.raises(Faulty):
        settle(user, row, "followed_up", "Nei.", NOW)


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.AUDITOR])
def test_who_only_reads_settles_nothing(here: Place, role: Role) -> None:
    case = a_person(here)
    taken(here, [line(case.number)] * 2)
    with pytest.raises(Refused):
        settle(here.people[role], one(here, "duplicate_line"), "accepted", "Ja.", NOW)


def test_what_is_written_of_a_decision_finds_and_lets_lapse(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number, start="21:00", end="23:59")])
    assert codes(here) == ["night_not_granted"]
    told = {**ALONE, "from_on": date(2026, 1, 1), "night": True, "source": "Vedtaket"}
    write_frame(user, case, told, NOW)
    assert codes(here) == []
    write_frame(user, case, {**told, "per_day": 60}, NOW)
    assert codes(here) == ["over_day"]
    write_frame(user, case, told, NOW)
    assert codes(here) == []
    write_frame(user, case, {**told, "per_day": 60}, NOW)
    assert Deviation.objects.filter(code="over_day").count() == 2


def test_lines_after_a_death_and_outside_the_decision_are_told(here: Place) -> None:
    case = granted(here, 20 * 60, last=date(2026, 6, 10), name="Per Aas", service=Service.BPA)
    taken(here, [line(case.number, "2026-06-05"), line(case.number, "2026-06-12")])
    assert codes(here) == ["outside_decision"]
    write_death(here.people[Role.CASEWORKER], case, date(2026, 6, 4), "Pårørende", NOW)
    assert codes(here) == ["outside_decision", "after_death", "after_death"]
    write_death(here.people[Role.CASEWORKER], case, None, "Feil person", NOW)
    assert codes(here) == ["outside_decision"]


def test_somebody_who_is_shut_out_sees_neither_line_nor_deviation(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)] * 2)
    user = here.people[Role.CASEWORKER]
    assert deviations(user).count() == 1
    shut_out(case, user, "Saka gjelder en slektning.", None, here.people[Role.TEAM_LEADER])
    user = type(user).objects.get(pk=user.pk)
    assert not deviations(user).exists()
    assert not seen_lines(user).exists()
    assert deviations(here.people[Role.CONTROLLER]).count() == 1


def test_an_assistants_working_time_is_a_warning_and_no_case_stands_on_it(here: Place) -> None:
    case = a_person(here, weekly=60 * 60)
    taken(here, [line(case.number, start="06:30", end="20:45")])
    assert codes(here) == ["long_day", "daily_rest"]
    assert one(here, "long_day").case is None
    assert deviations(here.people[Role.CASEWORKER]).count() == 2


def test_a_stay_that_is_written_later_is_found_by_itself_and_lapses_when_it_is_withdrawn(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number)])
    assert check_what_is_new(NOW) == 0
    row = stay(Written(case, user, NOW, "stay"), StayKind.HOSPITAL, date(2026, 6, 1), date(2026, 6, 5))
    assert check_what_is_new(NOW) == 1
    assert codes(here) == ["in_institution"]
    assert check_what_is_new(NOW) == 0
    withdraw(Written(case, user, NOW, "wrong"), row, "Feil person.")
    assert check_what_is_new(NOW) == 0
    assert codes(here) == []


def test_a_decision_and_a_price_that_are_written_later_are_found_by_themselves(here: Place) -> None:
    case, provider = new_case(here), a_provider(here)
    content = a_sheet([f"{case.number};2026-06-03;08:00;12:00;A-1;1,00"], PRICED)
    take_in(here.people[Role.CONTROLLER], uploaded(here, content, provider), NOW)
    assert codes(here) == ["no_decision", "no_price"]
    with patch("tests.web.hourbank.banks.new_case", return_value=case):
        granted(here, 20 * 60)
    check_what_is_new(NOW)
    assert codes(here) == ["no_price"]
    an_agreement(here, provider)
    check_what_is_new(NOW)
    assert codes(here) == ["price_differs"]


def test_a_shift_may_have_the_price_of_any_line_that_is_agreed_for_its_kind_of_hour(here: Place) -> None:
    case, agreement = a_person(here, weekly=60 * 60), an_agreement(here)
    user, first = here.people[Role.CONTROLLER], date(2026, 1, 1)
    write_price(user, agreement, NewPrice("KVELD", "", first, 70_000, "agreed", "Vedlegg"), "k", NOW)
    write_price(user, agreement, NewPrice("NATT", "night", first, 80_000, "agreed", "Vedlegg"), "n", NOW)
    lines = [
        f"{case.number};2026-06-03;{hour:02}:00;{hour + 1:02}:00;A-1;{price}"
        for hour, price in ((8, "600,00"), (16, "700,00"), (18, "800,00"))
    ]
    take_in(user, uploaded(here, a_sheet(lines, PRICED), agreement.provider), NOW)
    assert codes(here) == ["price_differs"]


def test_a_rule_that_is_set_later_checks_those_it_is_about(here: Place) -> None:
    case = a_person(here, weekly=60 * 60)
    taken(here, [line(case.number, start="08:00", end="18:30")])
    assert codes(here) == ["ordinary_day"]
    new = NewRules(date(2026, 1, 1), None, "union_agreement", 50, "Avtalen")
    set_rules(here.people[Role.CONTROLLER], here.municipality.pk, new, NOW)
    check_what_is_new(NOW)
    assert codes(here) == []


def test_every_night_everything_is_checked(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number), line("ukjent-1", assistant="A-2")])
    Lapse.objects.create(deviation=one(here, "no_decision"), lapsed_at=NOW)
    assert check_everything(date(2026, 11, 22)) == 1
    assert codes(here) == ["no_decision"]
    assert check_everything(date(2026, 11, 22)) == 0


def test_the_button_checks_every_municipality_of_the_user(
    here: Place, elsewhere: Place, log_in: Callable[[User], Client]
) -> None:
    user = here.people[Role.CONTROLLER]
    RoleAssignment.objects.create(
        user=user, role=Role.CONTROLLER, municipality=elsewhere.municipality, starts_on=date(2020, 1, 1)
    )
    for place in (here, elsewhere):
        taken(place, [line("ukjent")])
        Lapse.objects.create(deviation=one(place, "no_decision"), lapsed_at=NOW)
    assert log_in(user).post(reverse("shift_deviations")).status_code == 302
    assert (codes(here), codes(elsewhere)) == (["no_decision"], ["no_decision"])


def test_an_assistant_whose_reference_is_a_persons_number_takes_nothing_of_hers(here: Place) -> None:
    other, case = a_person(here, name="Aud Lie"), a_person(here, weekly=5 * 60)
    same = str(case.person_id)
    taken(
        here,
        [
            line(other.number, "2026-06-01", "07:00", "08:00", assistant=same),
            line(case.number, "2026-06-01", "08:00", "14:00", assistant="A-2"),
            line(other.number, "2026-06-02", "07:00", "22:00", assistant=same),
        ],
    )
    row = one(here, "over_week")
    assert (row.case, row.message["nb"].count(other.number)) == (case, 0)
    assert {found.case for found in Deviation.objects.exclude(assistant="")} == {None}


def test_hours_abroad_are_held_against_what_is_decided_of_the_journey(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number).replace(";kommune;", ";utland;")])
    assert codes(here) == ["journey_not_granted"]
    trip = (date(2026, 5, 1), date(2026, 6, 1), date(2026, 6, 8), "Danmark")
    asked = journey(Written(case, user, NOW, "asked"), ToldJourney(*trip, JourneyDecision.OPEN))
    check_what_is_new(NOW)
    assert codes(here) == ["journey_not_granted"]
    final = ToldJourney(*trip, JourneyDecision.WITH_ASSISTANCE)
    journey(Written(case, user, NOW, "decided"), final, asked)
    check_what_is_new(NOW)
    assert codes(here) == []
