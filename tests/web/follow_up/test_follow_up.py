"""The follow-up of providers: counted from what is there, told to whom it may be, the same in each file."""

import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
import python_calamine
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rettvis.journey.follow_up import FoundIn, HoursSource, everybody_row
from rettvis.journey.invoices import NewRemedy, Remedy
from rettvis.rulekit.period import Period
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.models import Case
from rettvis.web.delivery.services import Approved, approve_hours
from rettvis.web.follow_up.asked import read
from rettvis.web.follow_up.sources import facts_of
from rettvis.web.invoices.asking import record_answer
from rettvis.web.invoices.breaches import use_remedy
from rettvis.web.invoices.services import reject
from rettvis.web.timesheets.approved import approved_lines
from tests.web.conftest import Place
from tests.web.follow_up.made import a_cost, a_work_line, both_places, followed_up
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import (
    NAME,
    NUMBER,
    PRICE,
    a_breach,
    a_file,
    a_question,
    a_world,
    an_agreement,
    received,
    the_provider,
)
from tests.web.start_up.made import a_case, begun
from tests.web.timesheets.made import a_deviation, a_month, a_person

SPRING = Period(date(2026, 3, 1), date(2026, 4, 30))
ADDRESS = "?first=2026-03&last=2026-04"


def page(client: Client, place: Place, role: str, query: str = ADDRESS) -> str:
    client.force_login(place.people[role])
    answer = client.get(reverse("provider_follow_up") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(shown: str) -> dict[str, str]:
    """The rows of the page's tables by their first cell, the rest as one text."""
    found = {}
    for row in re.findall(r'<tr role="row">(.*?)</tr>', shown, re.DOTALL):
        head, _close, rest = row.partition("</th>")
        found[_text(head)] = _text(rest)
    return found


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_hours_are_those_of_timesheets_and_of_invoices_where_there_are_none(here: Place) -> None:
    case, _provider = a_world(here)
    received(here, a_file(case, minutes=999))
    april = (date(2026, 4, 1), date(2026, 4, 30))
    received(
        here, a_file(case, number="F-2", minutes=600, first=april[0], last=april[1], issued=date(2026, 5, 4))
    )
    facts = facts_of(here.municipality, SPRING, Case.objects.all())
    row = everybody_row(facts, [NUMBER], SPRING)
    assert row.minutes == 10 * 240 + 600
    assert row.sources == (HoursSource.TIMESHEETS, HoursSource.INVOICES)
    assert row.missing == 0
    assert {one.person for one in facts.hours} == {str(case.person_id)}


def test_a_person_without_a_timesheet_keeps_the_hours_that_were_invoiced(here: Place) -> None:
    case, _provider = a_world(here)
    other = granted(here)
    received(here, a_file(case))
    received(here, a_file(other, number="F-2", minutes=6_000))
    row = everybody_row(facts_of(here.municipality, SPRING, Case.objects.all()), [NUMBER], SPRING)
    assert row.minutes == 10 * 240 + 6_000
    assert row.sources == (HoursSource.TIMESHEETS, HoursSource.INVOICES)
    assert row.missing == 1


def test_hours_that_are_paid_in_advance_are_not_delivered_ones(here: Place) -> None:
    an_agreement(here, billing="advance")
    case = granted(here)
    received(here, a_file(case, first=date(2026, 3, 1), last=date(2026, 5, 31), minutes=9_200))
    row = everybody_row(facts_of(here.municipality, SPRING, Case.objects.all()), [NUMBER], SPRING)
    assert (row.minutes, row.missing, row.corrected) == (None, 2, 0)


def test_an_invoice_over_months_is_spread_over_its_days(here: Place) -> None:
    case = granted(here)
    an_agreement(here)
    late = {"first": date(2026, 4, 21), "last": date(2026, 5, 10), "issued": date(2026, 5, 12)}
    received(here, a_file(case, minutes=2_000, **late))
    april, may = Period(date(2026, 4, 1), date(2026, 4, 30)), Period(date(2026, 5, 1), date(2026, 5, 31))
    for month in (april, may):
        assert (
            everybody_row(facts_of(here.municipality, month, Case.objects.all()), [NUMBER], month).minutes
            == 1_000
        )


def test_a_quarter_is_told_by_all_of_its_months_whichever_were_asked_for(here: Place, client: Client) -> None:
    case, provider = a_world(here)
    early = Approved("january", case, date(2026, 1, 12), "ordinary", 120)
    late = Approved("june", case, date(2026, 6, 30), "ordinary", 60)
    approve_hours(here.people[Role.CONTROLLER], provider, [early, late], NOW)
    for query in (ADDRESS, "?first=2026-01&last=2026-06"):
        shown = rows_of(page(client, here, Role.CONTROLLER, f"{query}&step=quarter"))
        assert "42,00 (1 måned mangler)" in shown["1. kvartal 2026"]
        assert "1,00 (2 måneder mangler)" in shown["2. kvartal 2026"]
    said = "Kvartaler vises alltid hele, så tallene er for januar 2026 til juni 2026."
    assert said in page(client, here, Role.CONTROLLER, f"{ADDRESS}&step=quarter")
    assert "alltid hele" not in page(client, here, Role.CONTROLLER)


def test_the_usual_year_in_quarters_is_whole_quarters_and_its_files_can_be_fetched() -> None:
    usual, _form = read(QueryDict("step=quarter"), [], date(2026, 11, 22))
    assert usual.period == Period(date(2025, 10, 1), date(2026, 12, 31))
    longest, form = read(QueryDict("first=2021-02&last=2026-01&step=quarter"), [], date(2026, 11, 22))
    assert not form.errors
    assert longest.period == Period(date(2021, 1, 1), date(2026, 3, 31))
    again, form = read(QueryDict(longest.address("").removeprefix("?")), [], date(2026, 11, 22))
    assert not form.errors
    assert again == longest


def test_deviations_and_corrected_amounts_stand_in_their_month(here: Place) -> None:
    case, _provider = a_world(here)
    received(here, a_file(case, price=PRICE + 1_000))
    received(here, a_file(case, number="K-1", credit=True, corrects="F-1", minutes=60))
    wrong = received(here, a_file(case, number="F-2", minutes=120))
    reject(here.people[Role.CONTROLLER], wrong, "Dobbelt fakturert.", NOW)
    row = everybody_row(facts_of(here.municipality, SPRING, Case.objects.all()), [NUMBER], SPRING)
    assert row.deviations is not None
    assert row.deviations[FoundIn.INVOICES, "price_differs"] == 1
    assert row.corrected == PRICE + 2 * PRICE


def test_a_rejected_invoice_and_the_credit_note_that_settles_it_are_one_correction(here: Place) -> None:
    case, user = granted(here), here.people[Role.CONTROLLER]
    an_agreement(here)
    reject(user, received(here, a_file(case)), "Feil pris.", NOW)
    received(here, a_file(case, number="K-1", credit=True, corrects="F-1"))
    received(here, a_file(case, number="F-2", minutes=600))
    row = everybody_row(facts_of(here.municipality, SPRING, Case.objects.all()), [NUMBER], SPRING)
    assert row.corrected == 40 * PRICE
    assert row.minutes == 600


def test_a_rejected_credit_note_corrects_nothing(here: Place) -> None:
    case, user = granted(here), here.people[Role.CONTROLLER]
    an_agreement(here)
    received(here, a_file(case))
    note = received(here, a_file(case, number="K-1", credit=True, corrects="F-1", minutes=60))
    reject(user, note, "Gjelder en annen kommune.", NOW)
    row = everybody_row(facts_of(here.municipality, SPRING, Case.objects.all()), [NUMBER], SPRING)
    assert (row.corrected, row.minutes) == (0, 40 * 60)


def test_where_nothing_is_known_nothing_is_said_and_no_zero(here: Place, client: Client) -> None:
    a_world(here)
    shown = page(client, here, Role.CONTROLLER, "?first=2025-01&last=2025-02")
    assert "Ingen timer er kjent i perioden" in shown
    assert "–" in shown
    assert "0,00" not in shown


def test_the_cost_of_administration_is_hours_times_the_cost_of_the_day(here: Place, client: Client) -> None:
    case = granted(here)
    a_work_line(here, minutes=90, case=case.number)
    shown = page(client, here, Role.TEAM_LEADER)
    assert "Hva en time koster, er ikke satt for alle" in shown
    a_cost(here, 60_000)
    a_cost(here, 66_000, date(2026, 3, 12), key="newer")
    shown = page(client, here, Role.TEAM_LEADER)
    assert "som kostet 990" in shown
    assert case.number in shown
    assert case.number not in page(client, here, Role.ANALYST)


def test_a_politician_sees_all_providers_together_and_no_small_group(
    here: Place, case: Case, client: Client
) -> None:
    followed_up(case, here)
    shown = page(client, here, Role.POLITICIAN)
    assert NAME not in shown
    assert "Timene er skjult" in shown
    assert "Tall som for få personer står bak" in shown
    assert NAME in page(client, here, Role.ANALYST)
    provider = f"{ADDRESS}&provider=1"
    client.force_login(here.people[Role.POLITICIAN])
    assert NAME not in client.get(reverse("provider_follow_up") + provider).content.decode()


def test_an_analyst_sees_no_hours_nor_start_up_days_of_one_person_on_the_page_or_in_a_file(
    here: Place, case: Case, client: Client
) -> None:
    followed_up(case, here)
    shown = rows_of(page(client, here, Role.ANALYST))
    assert shown[NAME].startswith("skjult")
    assert shown["mars 2026"].startswith("skjult")
    assert rows_of(page(client, here, Role.CONTROLLER))[NAME].startswith("4,00")
    answer = client.get(reverse("provider_report_file", args=["xlsx"]) + ADDRESS)
    assert march_of(answer.content)["Timer"] == 4
    client.force_login(here.people[Role.ANALYST])
    answer = client.get(reverse("provider_report_file", args=["xlsx"]) + ADDRESS)
    hidden = march_of(answer.content)
    assert (hidden["Timer"], hidden["Skjult"], hidden["Avvik"]) == ("", "For få personer", "")
    assert hidden["Oppstartstid, dager"] == ""


def march_of(content: bytes) -> dict[str, object]:
    """The first row of the spreadsheet, by its heads."""
    book = python_calamine.load_workbook(BytesIO(content))
    heads, march, *_rest = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    return dict(zip(map(str, heads), march, strict=True))


def test_somebody_in_two_municipalities_chooses_which_to_follow(
    here: Place, elsewhere: Place, case: Case, client: Client
) -> None:
    followed_up(case, here)
    both_places(here, elsewhere, Role.CONTROLLER)
    for place, there in ((here, True), (elsewhere, False)):
        query = f"{ADDRESS}&municipality={place.municipality.number}"
        shown = page(client, here, Role.CONTROLLER, query)
        assert (NAME in shown) is there
        assert f'value="{place.municipality.number}" selected' in shown
        assert shown.count(f"municipality={place.municipality.number}") >= 4
    assert 'name="municipality"' not in page(client, here, Role.AUDITOR)


def test_a_case_that_is_protected_later_stands_in_no_list_and_what_is_shown_is_logged(
    here: Place, client: Client
) -> None:
    case = granted(here)
    line = a_work_line(here, minutes=90, case=case.number)
    assert case.number in page(client, here, Role.CONTROLLER)
    seen = LogEntry.objects.filter(what="The administration’s own hours by case", cases__contains=case.number)
    assert seen.count() == 1
    case.protected = True
    case.save(update_fields=["protected"])
    assert case.number not in page(client, here, Role.CONTROLLER)
    shown = client.get(reverse("administration")).content.decode()
    assert case.number not in shown
    assert "en sak som ikke vises her" in shown
    address = reverse("correct_work", args=[line.pk])
    assert address not in shown
    assert client.get(address).status_code == 404
    assert seen.count() == 1


def test_a_page_of_the_follow_up_asks_the_database_at_most_ten_times(
    here: Place, case: Case, client: Client
) -> None:
    followed_up(case, here)
    a_work_line(here, key="for a case", case=granted(here).number)
    for role in (Role.CONTROLLER, Role.ANALYST, Role.POLITICIAN):
        client.force_login(here.people[role])
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("provider_follow_up") + ADDRESS)
        asked = "\n".join(one["sql"][:90] for one in queries)
        assert len(queries) <= 10, asked


def test_a_caseworker_and_a_neighbour_see_nothing_of_it(
    here: Place, elsewhere: Place, case: Case, client: Client
) -> None:
    followed_up(case, here)
    client.force_login(here.people[Role.CASEWORKER])
    assert client.get(reverse("provider_follow_up")).status_code == 403
    assert NAME not in page(client, elsewhere, Role.CONTROLLER)


@pytest.mark.parametrize(
    "query", ["?first=13.2026", "?first=2026-05&last=2026-01", "?first=2010-01&last=2026-01", "?step=week"]
)
def test_an_address_that_cannot_be_gets_a_sentence(here: Place, client: Client, query: str) -> None:
    client.force_login(here.people[Role.CONTROLLER])
    answer = client.get(reverse("provider_follow_up") + query)
    assert answer.status_code == 422
    assert "error-summary-title" in answer.content.decode()
    file = reverse("provider_report_file", args=["pdf"])
    assert client.get(file + query).status_code == 404


def test_the_spreadsheet_has_numbers_as_numbers_and_what_is_missing_empty(
    here: Place, case: Case, client: Client
) -> None:
    followed_up(case, here)
    client.force_login(here.people[Role.CONTROLLER])
    answer = client.get(reverse("provider_report_file", args=["xlsx"]) + ADDRESS)
    book = python_calamine.load_workbook(BytesIO(answer.content))
    figures, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    heads = figures[0]
    march = dict(zip(heads, figures[1], strict=True))
    april = dict(zip(heads, figures[2], strict=True))
    assert march["Organisasjonsnummer"] == NUMBER
    assert (march["Timer"], march["Administrasjon, timer"], march["Administrasjon, kroner"]) == (4, 0.5, 300)
    assert april["Timer"] == ""
    assert any(row[0] == "Laget med" for row in about)
    assert LogEntry.objects.filter(what="The follow-up of providers as a file").exists()


def test_the_report_is_a_tagged_pdf_with_the_same_figures(here: Place, case: Case, client: Client) -> None:
    followed_up(case, here)
    client.force_login(here.people[Role.AUDITOR])
    answer = client.get(reverse("provider_report_file", args=["pdf"]) + f"{ADDRESS}&step=quarter")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nb")
        metadata = str(pdf.open_metadata())
    assert "pdfuaid" in metadata


def test_shifts_that_a_supervisor_has_approved_count_and_the_same_day_only_once(here: Place) -> None:
    case = a_person(here)
    a_month(case, here)
    summer = Period(date(2026, 6, 1), date(2026, 6, 30))
    row = everybody_row(facts_of(here.municipality, summer, Case.objects.all()), [NUMBER], summer)
    worked = [line for line in approved_lines() if line.case_id == case.pk]
    assert worked
    assert row.minutes == sum(line.minutes for line in worked)
    assert row.sources == (HoursSource.TIMESHEETS,)
    again = Approved("same day", case, worked[0].day, "ordinary", 600)
    approve_hours(here.people[Role.CONTROLLER], the_provider(here), [again], NOW)
    assert (
        everybody_row(facts_of(here.municipality, summer, Case.objects.all()), [NUMBER], summer).minutes
        == row.minutes
    )


def test_a_deviation_of_timesheets_counts_while_it_is_there(here: Place) -> None:
    found = a_deviation(here)
    month = Period(found.first.replace(day=1), found.first)
    row = everybody_row(facts_of(here.municipality, month, Case.objects.all()), [NUMBER], month)
    assert row.deviations is not None
    assert (FoundIn.SHIFTS, found.code) in row.deviations


def test_answers_start_ups_and_price_reductions_are_those_that_were_written(here: Place) -> None:
    user, case = here.people[Role.CONTROLLER], a_case(here)
    one, _other = begun(case, here)
    question = a_question(here)
    sent = question.sent_on
    record_answer(user, question, sent, "Prisen var feil.", NOW)
    reduced = NewRemedy(Remedy.PRICE_REDUCTION, sent, "12.2", "Feil.", amount=120_000, skipped="Avtalt slik.")
    use_remedy(user, a_breach(here), reduced, "reduced", NOW)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    row = everybody_row(facts_of(here.municipality, year, Case.objects.all()), [one.number], year)
    assert (row.answer.median, row.answer.count, row.answer.still_open) == (0, 1, 0)
    assert (row.start.median, row.start.count) == (40, 1)
    assert row.corrected == 120_000


def test_a_question_without_an_answer_is_open(here: Place) -> None:
    question = a_question(here)
    month = Period(question.sent_on.replace(day=1), question.sent_on)
    row = everybody_row(facts_of(here.municipality, month, Case.objects.all()), [NUMBER], month)
    assert (row.answer.median, row.answer.still_open) == (None, 1)
