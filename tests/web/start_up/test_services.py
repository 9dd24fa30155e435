"""From the decision to the first day: each act once, the hour bank follows, and faults come all at once."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from rettvis.journey.delivery.start_up import AnsweredBy, JourneyDecision, ProviderAnswer, StayKind
from rettvis.journey.hourbank import Entry, EntryKind, balance, by_provider, check
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.period import Period
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.models import Case
from rettvis.web.delivery.services import write_exclusion
from rettvis.web.documents.models import DocumentMark
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.store import account_of, ledger_of
from rettvis.web.hourbank.use import Used, record_use
from rettvis.web.start_up.bank import carried, giving
from rettvis.web.start_up.listing import list_under_way
from rettvis.web.start_up.models import LineKind, StartUpLine, StartUpState
from rettvis.web.start_up.more_services import ToldJourney, change, journey, stay, withdraw
from rettvis.web.start_up.services import answer, first_day, not_needed, offer, step_done
from rettvis.web.start_up.store import started, stays_of
from rettvis.web.start_up.writing import known_of
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, at
from tests.web.invoices.made import NAME, a_provider, an_agreement
from tests.web.start_up.made import (
    DAY,
    DECIDED,
    TODAY,
    a_case,
    act,
    begun,
    chosen,
    offered,
    two_providers,
)

FIRST = DECIDED + 40 * DAY
CHANGED = date(2026, 5, 17)


def places(faulty: Faulty) -> list[str]:
    return [fault.place for fault in faulty.faults]


def left(case: Case, day: date) -> int:
    return balance(ledger_of([case.person_id], day.year), account_of(case.person, "bpa", day.year), day).left


def moves(case: Case) -> list[Entry]:
    """What went from one provider to another."""
    return [one for one in ledger_of([case.person_id], 2026).entries if one.kind is EntryKind.TRANSFER]


def parts(case: Case) -> dict[str, int]:
    """What is left of the year with each provider."""
    account = account_of(case.person, "bpa", 2026)
    return by_provider(ledger_of([case.person_id], 2026), account, account.last)


def worked(case: Case, place: Place, provider: str, day: date, minutes: int) -> None:
    """Use of a provider, written in the bank now."""
    used = Used(f"{provider}/{day}", case.person_id, "bpa", day, minutes, provider)
    record_use([used], place.people[Role.CASEWORKER], at(TODAY))


def test_a_start_up_goes_from_the_offer_to_the_first_day_and_is_measured(here: Place) -> None:
    case = a_case(here)
    one, _other = begun(case, here)
    [told] = started(Case.objects.filter(municipality=here.municipality))
    assert (told.case, told.provider, told.days) == (case.number, one.number, 40)
    assert started(Case.objects.filter(person=case.person_id)) == [told]
    assert StartUpState.objects.get(case=case).finished
    assert giving(case, FIRST - DAY) == {"bpa": ""}
    assert giving(case, FIRST) == {"bpa": one.name}


def test_the_minutes_of_the_meeting_are_a_document_of_the_case(here: Place) -> None:
    case = a_case(here)
    begun(case, here)
    line = StartUpLine.objects.get(step="meeting")
    assert line.document is not None
    assert DocumentMark.objects.get(document=line.document).kind == "start_up_minutes"


def test_a_form_sent_twice_is_one_act(here: Place) -> None:
    case = a_case(here)
    provider, _other = two_providers(here)
    assert offered(case, here, provider) == offered(case, here, provider)
    assert StartUpLine.objects.count() == 1


def test_the_offer_is_between_those_with_a_valid_agreement_on_the_day(here: Place) -> None:
    case = a_case(here)
    one, other = two_providers(here)
    leader = here.people[Role.TEAM_LEADER]
    write_exclusion(leader, other, date(2026, 3, 1), True, "Brudd.", "x", NOW)
    with pytest.raises(Faulty) as refusal:
        offer(act(case, here, "k"), DECIDED - DAY, [one.number, other.number], " ")
    assert places(refusal.value) == ["day", "who", "providers"]
    assert not StartUpLine.objects.exists()


def test_a_person_may_let_the_municipality_choose_and_the_start_up_waits_for_it(here: Place) -> None:
    case = a_case(here)
    provider, other = two_providers(here)
    offered(case, here, provider)
    by = (AnsweredBy.REPRESENTATIVE, "Vergen")
    answer(act(case, here, "none"), DECIDED + 8 * DAY, ProviderAnswer.NONE, *by, None)
    assert known_of(case).progress.waiting.waits_for == "person"
    answer(act(case, here, "they"), DECIDED + 9 * DAY, ProviderAnswer.MUNICIPALITY, *by, None)
    waiting = known_of(case).progress.waiting
    assert (waiting.waits_for, waiting.since) == ("municipality", DECIDED + 9 * DAY)
    with pytest.raises(Faulty) as refusal:
        answer(act(case, here, "k"), DECIDED + 9 * DAY, ProviderAnswer.MUNICIPALITY, *by, other)
    assert places(refusal.value) == ["provider"]
    answer(act(case, here, "chosen"), DECIDED + 10 * DAY, ProviderAnswer.MUNICIPALITY, *by, provider)
    assert known_of(case).progress.waiting.step.key == "told"


def test_there_is_no_first_day_before_a_provider_is_chosen_nor_outside_the_decision(here: Place) -> None:
    case = a_case(here)
    with pytest.raises(Faulty) as refusal:
        first_day(act(case, here, "k"), TODAY + DAY, "")
    assert places(refusal.value) == ["day", "day", "who"]
    provider, other = two_providers(here)
    offered(case, here, provider, other)
    chosen(case, here, provider)
    with pytest.raises(Faulty):
        first_day(act(case, here, "k"), DECIDED - DAY, "Kari")
    assert not BankLine.objects.exists()


def test_a_step_is_done_once_and_only_a_step_of_the_plan(here: Place) -> None:
    case = a_case(here)
    step_done(act(case, here, "one"), "contract", DECIDED + DAY, "Ola")
    for key, place in (("contract", "step"), ("choice", "step"), ("no such", "step")):
        with pytest.raises(Faulty) as refusal:
            step_done(act(case, here, f"again {key}"), key, DECIDED + DAY, "Ola")
        assert places(refusal.value) == [place]


def test_hours_follow_to_the_new_provider_in_mid_month_and_the_sum_is_the_same(here: Place) -> None:
    case = a_case(here)
    one, other = begun(case, here)
    before = left(case, CHANGED)
    change(act(case, here, "change"), CHANGED - 20 * DAY, CHANGED, other, "Eget ønske.")
    assert giving(case, CHANGED - DAY) == {"bpa": one.name}
    assert giving(case, CHANGED) == {"bpa": other.name}
    assert left(case, CHANGED) == before
    [moved] = [one for one in moves(case) if one.day == CHANGED and one.minutes > 0]
    assert moved.provider == other.name
    assert carried(case, ["change"]) == {"change": moved.minutes}


def test_a_change_that_cannot_be_is_told_all_at_once_and_writes_nothing(here: Place) -> None:
    case = a_case(here)
    one, _other = begun(case, here)
    rows = BankLine.objects.count()
    with pytest.raises(Faulty) as refusal:
        change(act(case, here, "k"), TODAY + DAY, TODAY, one, " ")
    assert places(refusal.value) == ["told_on", "day", "provider", "reason"]
    with pytest.raises(Faulty) as refusal:
        change(act(case, here, "k"), DECIDED, date(2027, 6, 1), one, "Fordi.")
    assert "provider" in places(refusal.value)
    assert BankLine.objects.count() == rows


def test_a_withdrawn_change_gives_the_hours_back(here: Place) -> None:
    case = a_case(here)
    one, other = begun(case, here)
    before = left(case, CHANGED)
    row = change(act(case, here, "change"), CHANGED - 20 * DAY, CHANGED, other, "Eget ønske.")
    withdraw(act(case, here, "back"), row, "Feil sak.")
    assert giving(case, CHANGED) == {"bpa": one.name}
    assert left(case, CHANGED) == before
    assert not [one for one in moves(case) if one.day == CHANGED]
    with pytest.raises(Faulty):
        withdraw(act(case, here, "again"), row, "Feil sak.")


def test_a_change_where_the_one_before_had_used_too_much_can_be_withdrawn(here: Place) -> None:
    case = a_case(here)
    one, other = begun(case, here)
    for day in range(30):
        worked(case, here, one.name, FIRST + day * DAY, 24 * 60)
    before = parts(case)
    row = change(act(case, here, "change"), CHANGED - 20 * DAY, CHANGED, other, "Eget ønske.")
    assert carried(case, ["change"])["change"] < 0
    assert parts(case)[one.name] == 0
    withdraw(act(case, here, "back"), row, "Feil sak.")
    assert giving(case, CHANGED) == {"bpa": one.name}
    assert parts(case) == before
    assert check(ledger_of([case.person_id], 2026), account_of(case.person, "bpa", 2026)) == ()


def test_use_that_comes_after_the_change_was_written_goes_along_all_the_same(here: Place) -> None:
    case = a_case(here)
    one, other = begun(case, here)
    change(act(case, here, "change"), CHANGED - 20 * DAY, CHANGED, other, "Eget ønske.")
    before, sum_before = parts(case), left(case, TODAY)
    worked(case, here, one.name, CHANGED - 3 * DAY, 600)
    assert parts(case)[one.name] == before[one.name] == 0
    assert parts(case)[other.name] == before[other.name] - 600
    assert left(case, TODAY) == sum_before - 600


def test_use_that_was_written_before_the_first_day_is_of_the_provider_all_the_same(here: Place) -> None:
    case = a_case(here)
    worked(case, here, NAME, FIRST + DAY, 600)
    assert set(parts(case)) == {""}
    one, _other = begun(case, here)
    assert parts(case)[""] == 0
    assert parts(case)[one.name] == left(case, TODAY)


def test_a_change_comes_after_the_first_day_and_after_every_other_change(here: Place) -> None:
    case = a_case(here)
    one, other = two_providers(here)
    offered(case, here, one, other)
    chosen(case, here, one)
    with pytest.raises(Faulty, match="new answer"):
        change(act(case, here, "early"), DECIDED + 15 * DAY, date(2026, 5, 1), other, "Eget ønske.")
    first_day(act(case, here, "first"), date(2026, 5, 5), "Leverandøren")
    assert giving(case, date(2026, 5, 5)) == {"bpa": one.name}
    with pytest.raises(Faulty, match="The first day of assistance is"):
        change(act(case, here, "same"), DECIDED + 15 * DAY, date(2026, 5, 5), other, "Eget ønske.")
    change(act(case, here, "change"), DECIDED + 15 * DAY, CHANGED, other, "Eget ønske.")
    third = an_agreement(here, a_provider(here, "310000027", "Tredje Assistanse AS")).provider
    with pytest.raises(Faulty, match="a change of provider on"):
        change(act(case, here, "between"), DECIDED + 15 * DAY, date(2026, 5, 10), third, "Eget ønske.")
    assert [row.key for row in known_of(case).of_kind(LineKind.CHANGE)] == ["change"]


def test_there_is_no_first_day_before_the_answer_nor_on_a_change_in_another_case(here: Place) -> None:
    case = a_case(here)
    one, other = two_providers(here)
    offered(case, here, one, other)
    chosen(case, here, one)
    with pytest.raises(Faulty, match="The answer is from"):
        first_day(act(case, here, "k"), DECIDED + 13 * DAY, "Leverandøren")
    before = a_case(here)
    Case.objects.filter(pk=before.pk).update(person=case.person)
    before.refresh_from_db()
    change(act(before, here, "change"), DECIDED + 15 * DAY, CHANGED, other, "Eget ønske.")
    with pytest.raises(Faulty, match="Withdraw that one first"):
        first_day(act(case, here, "first"), CHANGED - DAY, "Leverandøren")
    first_day(act(case, here, "first"), CHANGED + DAY, "Leverandøren")


def test_a_provider_that_is_excluded_meanwhile_is_neither_chosen_nor_begun_with(here: Place) -> None:
    case = a_case(here)
    one, other = two_providers(here)
    leader = here.people[Role.TEAM_LEADER]
    offered(case, here, one, other)
    write_exclusion(leader, other, DECIDED + 10 * DAY, True, "Brudd.", "other", NOW)
    with pytest.raises(Faulty) as refusal:
        chosen(case, here, other)
    assert places(refusal.value) == ["provider"]
    chosen(case, here, one)
    write_exclusion(leader, one, FIRST, True, "Brudd.", "one", NOW)
    with pytest.raises(Faulty, match="or is excluded"):
        first_day(act(case, here, "first"), FIRST, "Leverandøren")
    first_day(act(case, here, "first"), FIRST - DAY, "Leverandøren")


def test_a_start_up_meeting_is_held_with_minutes_or_not_at_all(here: Place) -> None:
    case = a_case(here)
    with pytest.raises(Faulty, match="Write the minutes"):
        step_done(act(case, here, "meeting"), "meeting", DECIDED + DAY, "Alle")


def test_what_stands_on_a_line_is_withdrawn_first(here: Place) -> None:
    case = a_case(here)
    _one, other = begun(case, here)
    change(act(case, here, "change"), CHANGED - 20 * DAY, CHANGED, other, "Eget ønske.")
    for step in ("first", "answer", "offer"):
        with pytest.raises(Faulty):
            withdraw(act(case, here, f"no {step}"), StartUpLine.objects.get(key=step), "Feil.")


def test_stays_are_given_to_whoever_checks_shifts_and_do_not_overlap(here: Place) -> None:
    case = a_case(here)
    row = stay(act(case, here, "in"), StayKind.HOSPITAL, date(2026, 5, 4), None)
    may = Period(date(2026, 5, 1), date(2026, 5, 31))
    [absence] = stays_of([case.person_id], may)
    assert (absence.person, absence.period.last) == (str(case.person_id), None)
    with pytest.raises(Faulty):
        stay(act(case, here, "two"), StayKind.RESPITE, date(2026, 6, 1), None)
    stay(act(case, here, "out"), StayKind.HOSPITAL, date(2026, 5, 4), date(2026, 5, 9), row)
    stay(act(case, here, "on"), StayKind.REHABILITATION, date(2026, 5, 9), date(2026, 5, 20))
    assert [one.period.last for one in stays_of([case.person_id], may)] == [
        date(2026, 5, 9),
        date(2026, 5, 20),
    ]
    assert stays_of([case.person_id], Period(date(2026, 6, 1))) == []


def test_a_journey_is_told_first_and_decided_after(here: Place) -> None:
    case = a_case(here)
    told = ToldJourney(TODAY, TODAY + DAY, TODAY + 40 * DAY, "Spania", JourneyDecision.OPEN)
    row = journey(act(case, here, "trip"), told)
    bad = ToldJourney(TODAY + DAY, TODAY, TODAY - DAY, "", JourneyDecision.WITHOUT)
    with pytest.raises(Faulty) as refusal:
        journey(act(case, here, "bad"), bad)
    assert places(refusal.value) == ["told_on", "last", "country", "reason"]
    decided = ToldJourney(TODAY, told.first, told.last, "Spania", JourneyDecision.WITH_ASSISTANCE)
    journey(act(case, here, "decided"), decided, row)
    with pytest.raises(Faulty):
        journey(act(case, here, "late"), decided, row)
    assert [one.choice for one in known_of(case).rows] == ["with_assistance"]


def test_the_list_has_what_is_begun_and_not_finished_and_late_ones_first(here: Place) -> None:
    user = here.people[Role.CASEWORKER]
    late, early = a_case(here, "Sein Berg"), a_case(here, "Tidlig Berg")
    provider, other = two_providers(here)
    for case in (late, early):
        offered(case, here, provider, other)
    chosen(early, here, provider)
    rows = list_under_way(user, TODAY)
    assert [row.case for row in rows] == [late, early]
    assert rows[0].late == (TODAY - DECIDED).days - 14
    not_needed(act(late, here, "no"), "Samme leverandør som før.")
    assert [row.case for row in list_under_way(user, TODAY)] == [early]


def test_another_municipality_and_a_reader_write_nothing(here: Place, elsewhere: Place) -> None:
    case = a_case(here)
    for user in (elsewhere.people[Role.CASEWORKER], here.people[Role.AUDITOR], here.people[Role.CONTROLLER]):
        writing = act(case, here, "k")
        with pytest.raises(Refused):
            stay(type(writing)(case, user, NOW, "k"), StayKind.HOSPITAL, TODAY, None)
    assert list_under_way(elsewhere.people[Role.CASEWORKER], TODAY) == []


def test_the_database_refuses_to_change_or_remove_a_line_and_the_log_knows_each(here: Place) -> None:
    case = a_case(here)
    stay(act(case, here, "in"), StayKind.HOSPITAL, TODAY, None)
    for deed in (lambda: StartUpLine.objects.update(day=DECIDED), lambda: StartUpLine.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert LogEntry.objects.filter(action="change_start_up").exists()
