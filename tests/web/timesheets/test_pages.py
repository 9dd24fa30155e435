"""The pages of timesheets, as each role meets them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rettvis.edges.timesheets import Layout
from rettvis.journey.delivery import ShiftKind
from rettvis.journey.delivery.start_up import JourneyDecision
from rettvis.web.access.models import LogEntry, Role, Unit, User
from rettvis.web.application.knowing import shut_out
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.more_services import ToldJourney, journey
from rettvis.web.timesheets.models import Approval, Deviation, SavedLayout, Settlement, ShiftLine, WaitingFile
from rettvis.web.timesheets.taking import save_layout, upload
from tests.web.conftest import Place
from tests.web.invoices.made import the_provider
from tests.web.timesheets.made import (
    NOW,
    a_deviation,
    a_month,
    a_person,
    a_sheet,
    a_waiting_file,
    an_approval,
    codes,
    line,
    taken,
)

LogIn = Callable[[User], Client]


def test_a_controller_uploads_looks_and_takes_in(here: Place, log_in: LogIn) -> None:
    case, provider = a_person(here), the_provider(here)
    client = log_in(here.people[Role.CONTROLLER])
    content = a_sheet([line(case.number), line("ukjent", "2026-06-04")])
    answer = client.post(
        reverse("timesheets"), {"provider": provider.pk, "file": SimpleUploadedFile("juni.csv", content)}
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert page.status_code == 200
    assert case.number in text
    assert case.person.name not in text
    answer = client.post(answer["Location"], {"do": "take_in"}, follow=True)
    assert answer.status_code == 200
    assert ShiftLine.objects.count() == 2
    assert codes(here) == ["no_decision"]
    assert client.get(reverse("shift_deviations")).status_code == 200


def test_a_file_with_faults_tells_them_and_offers_no_taking_in(here: Place, log_in: LogIn) -> None:
    client = log_in(here.people[Role.CASEWORKER])
    content = a_sheet([line("x", "2026-02-30")])
    answer = client.post(
        reverse("timesheets"),
        {"provider": the_provider(here).pk, "file": SimpleUploadedFile("f.csv", content)},
    )
    text = client.get(answer["Location"]).content.decode()
    assert "2026-02-30" in text
    assert 'value="take_in"' not in text
    assert 'value="give_up"' in text


def test_a_file_that_is_read_otherwise_than_it_was_shown_is_shown_again(here: Place, log_in: LogIn) -> None:
    waiting = a_waiting_file(here)
    WaitingFile.objects.update(understood={**waiting.understood, "layout": 3})
    client = log_in(here.people[Role.CONTROLLER])
    address = reverse("waiting_timesheet", args=[waiting.pk])
    answer = client.post(address, {"do": "take_in"}, follow=True)
    assert "har endret seg siden du så" in answer.content.decode()
    assert not ShiftLine.objects.exists()
    assert client.post(address, {"do": "take_in"})["Location"] == reverse("timesheets")
    assert ShiftLine.objects.count() == 1


def test_a_file_that_is_a_day_old_is_never_offered(here: Place, log_in: LogIn) -> None:
    waiting = a_waiting_file(here)
    client = log_in(here.people[Role.CONTROLLER])
    address = reverse("waiting_timesheet", args=[waiting.pk])
    assert client.get(address).status_code == 200
    WaitingFile.objects.update(uploaded_at=waiting.uploaded_at - timedelta(days=1))
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


def test_another_layout_is_mapped_kept_and_used_again(here: Place, log_in: LogIn) -> None:
    case, provider = a_person(here), the_provider(here)
    client = log_in(here.people[Role.CONTROLLER])

    def sent(day: str) -> str:
        row = f"{case.number};{day};08:00;12:00;Anna;Dag"
        content = a_sheet([row], "Vedtak;Når;Begynte;Gikk;Hvem;Slag")
        data = {"provider": provider.pk, "file": SimpleUploadedFile("x.csv", content)}
        return str(client.post(reverse("timesheets"), data)["Location"])

    address = sent("2026-06-03")
    assert 'value="take_in"' not in client.get(address).content.decode()
    chosen = {"ordning_ref": 0, "dato": 1, "start": 2, "slutt": 3, "assistent_ref": 4, "tjenestekode": 5}
    data = {f"column-{name}": str(at) for name, at in chosen.items()}
    mapping = reverse("timesheet_columns", args=[WaitingFile.objects.get().pk])
    assert client.get(mapping).status_code == 200
    asked = client.post(mapping, data)
    assert asked.status_code == 422
    assert 'name="code-0"' in asked.content.decode()
    assert not SavedLayout.objects.exists()
    assert client.post(mapping, {**data, "code-0": "ordinary"}).status_code == 302
    assert 'value="take_in"' in client.get(address).content.decode()
    client.post(address, {"do": "take_in"})
    client.post(sent("2026-06-04"), {"do": "take_in"})
    assert list(ShiftLine.objects.values_list("assistant", "kind")) == [("Anna", "ordinary")] * 2
    assert SavedLayout.objects.order_by("-number")[0].content["kinds"] == {"Dag": "ordinary"}


def test_a_title_above_the_columns_and_a_mapping_that_is_kept_whole(here: Place, log_in: LogIn) -> None:
    case = a_person(here)
    client = log_in(here.people[Role.CONTROLLER])
    user, provider, now = here.people[Role.CONTROLLER], the_provider(here), timezone.now()
    saved = Layout("x", {"timer": "Sum"}, {"K": ShiftKind.TRAVEL}, {"sted": "kommune"})
    save_layout(user, upload(user, provider, a_sheet([line(case.number)]), now), saved, now)
    rows = ["Timeliste juni", f"{case.number};2026-06-03;08:00;12:00;Anna;Dag"]
    header = "Vedtak;Når;Begynte;Gikk;Hvem;Slag"
    waiting = upload(user, provider, a_sheet([header, rows[1]], rows[0]), now)
    mapping = reverse("timesheet_columns", args=[waiting.pk])
    page = client.get(mapping).content.decode()
    assert "Begynte" in page
    assert '<option value="2" selected>' in page
    assert '<option value="1" selected>' in client.get(mapping, {"header": "1"}).content.decode()
    chosen = {"ordning_ref": 0, "dato": 1, "start": 2, "slutt": 3, "assistent_ref": 4, "tjenestekode": 5}
    data = {f"column-{name}": str(at) for name, at in chosen.items()} | {"header": "2", "code-0": "ordinary"}
    assert client.post(mapping, data).status_code == 302
    content = SavedLayout.objects.order_by("-number")[0].content
    assert content["header"] == 2
    assert content["kinds"] == {"K": "travel", "Dag": "ordinary"}
    assert content["fixed"] == {"sted": "kommune"}
    assert "pause_min" not in content["columns"]
    assert content["columns"]["timer"] == "Sum"
    assert 'value="take_in"' in client.get(reverse("waiting_timesheet", args=[waiting.pk])).content.decode()


def test_choosing_columns_shows_no_line_of_a_case_that_is_hidden_and_logs_the_others(
    here: Place, log_in: LogIn, django_assert_max_num_queries: Any
) -> None:
    own, hidden = a_person(here), a_person(here)
    hidden.unit = Unit.objects.create(municipality=here.municipality, name="Barn og unge")
    hidden.save(update_fields=["unit"])
    user = here.people[Role.CASEWORKER]
    content = a_sheet([line(hidden.number, kind="skjult"), line(own.number, kind="synlig")])
    waiting = upload(user, the_provider(here), content, timezone.now())
    client = log_in(user)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("timesheet_columns", args=[waiting.pk])).content.decode()
    assert own.number in page
    assert hidden.number not in page
    assert "synlig" in page
    assert "skjult" not in page
    logged = LogEntry.objects.filter(user=user).order_by("-pk")[0]
    assert logged.cases.split() == [own.number]


def test_a_deviation_is_settled_with_a_code_and_a_comment(here: Place, log_in: LogIn) -> None:
    row = a_deviation(here)
    client = log_in(here.people[Role.CONTROLLER])
    address = reverse("shift_deviation", args=[row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"resolution": "accepted"}).status_code == 422
    data = {"resolution": "accepted", "comment": "Vedtaket kom dagen etter."}
    assert client.post(address, data).status_code == 302
    assert Settlement.objects.get().comment == "Vedtaket kom dagen etter."
    assert "Vedtaket kom dagen etter." in client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.AUDITOR])
def test_who_only_reads_is_offered_nothing_to_do(here: Place, log_in: LogIn, role: Role) -> None:
    case = a_person(here)
    row = a_deviation(here)
    month = a_month(case, here)
    client = log_in(here.people[role])
    for address in (
        reverse("timesheets"),
        reverse("shift_deviation", args=[row.pk]),
        reverse("case_month", args=month),
        reverse("case_frame", args=[case.number]),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'class="form"' not in answer.content.decode()
        assert client.post(address).status_code == 403


def test_the_supervisors_approval_is_written_and_unlocked_on_the_page(here: Place, log_in: LogIn) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    client = log_in(here.people[Role.CASEWORKER])
    address = reverse("case_month", args=[case.number, 2026, 6])
    assert client.post(address, {"do": "approve"}).status_code == 422
    data = {**APPROVED, "shown": what_is_shown(client, address)}
    assert client.post(address, data).status_code == 302
    text = client.get(address).content.decode()
    assert "Signert timeliste" in text
    assert 'value="approve"' not in text
    approval = case_approval(case)
    assert client.post(address, {"do": "unlock", "approval": approval}).status_code == 422
    told = {"do": "unlock", "approval": approval, "reason": "Ei vakt stod på feil dag."}
    assert client.post(address, told).status_code == 302
    assert 'value="approve"' in client.get(address).content.decode()


APPROVED = {"do": "approve", "supervisor": "Ola Berg", "signed_on": "30.06.2026", "how": "Signert timeliste"}


def what_is_shown(client: Client, address: str) -> str:
    """What the page says that it shows."""
    found = re.search(r'name="shown" value="(\w+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def test_lines_that_nobody_has_seen_are_not_approved(here: Place, log_in: LogIn) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    client = log_in(here.people[Role.CASEWORKER])
    address = reverse("case_month", args=[case.number, 2026, 6])
    shown = what_is_shown(client, address)
    taken(here, [line(case.number, "2026-06-11")])
    answer = client.post(address, {**APPROVED, "shown": shown})
    assert answer.status_code == 422
    assert "har endret seg siden du så på dem" in answer.content.decode()
    assert not Approval.objects.exists()
    assert client.post(address, APPROVED).status_code == 422
    assert client.post(address, {**APPROVED, "shown": what_is_shown(client, address)}).status_code == 302
    assert Approval.objects.get().lines.count() == 2


def case_approval(case: object) -> int:
    """The newest approval of a case."""
    return Approval.objects.filter(case=case).order_by("-pk")[0].pk


def test_a_caseworker_of_another_unit_sees_neither_line_nor_deviation(
    here: Place, elsewhere: Place, log_in: LogIn
) -> None:
    case = a_person(here)
    taken(here, [line(case.number, "2026-12-01".replace("12", "06"))] * 2)
    row = Deviation.objects.get()
    client = log_in(elsewhere.people[Role.CASEWORKER])
    assert client.get(reverse("shift_deviation", args=[row.pk])).status_code == 404
    assert case.number not in client.get(reverse("shift_deviations")).content.decode()
    assert client.get(reverse("case_month", args=[case.number, 2026, 6])).status_code == 404


def test_what_deviates_in_the_working_time_of_a_hidden_case_is_not_shown_in_the_preview(
    here: Place, log_in: LogIn
) -> None:
    hidden, seen = a_person(here), a_person(here, name="Liv Lie")
    user = here.people[Role.CASEWORKER]
    shut_out(hidden, user, "Saka gjelder en slektning.", None, here.people[Role.TEAM_LEADER])
    content = a_sheet(
        [
            line(hidden.number, start="06:30", end="20:45", assistant="SKJULT"),
            line(seen.number, "2026-06-10", "06:30", "20:45", assistant="SYNLIG"),
        ]
    )
    waiting = upload(user, the_provider(here), content, timezone.now())
    text = log_in(user).get(reverse("waiting_timesheet", args=[waiting.pk])).content.decode()
    assert "SYNLIG" in text
    assert "SKJULT" not in text
    assert hidden.number not in text


def test_the_log_names_just_the_cases_that_the_lists_show(
    here: Place, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [a_person(here, name=name) for name in ("Ada Lie", "Bo Lie", "Cato Lie")]
    taken(here, [line(case.number, assistant=f"A-{case.pk}") for case in cases])
    an_approval(cases[0], here)
    monkeypatch.setattr("rettvis.web.timesheets.views.SHOWN", 1)
    user = here.people[Role.CONTROLLER]
    text = log_in(user).get(reverse("timesheets")).content.decode()
    logged = LogEntry.objects.filter(user_id=user.pk, action="see_timesheets").order_by("-pk")[0].cases
    assert [case.number in logged for case in cases] == [case.number in text for case in cases]
    assert sum(case.number in text for case in cases) == 2


def test_a_formula_in_a_workbook_is_told_with_its_cell_and_not_as_a_line(here: Place, log_in: LogIn) -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["ordning_ref", "dato", "start", "slutt", "assistent_ref"])
        sheet.write_formula(1, 4, "=1+1")
    user = here.people[Role.CONTROLLER]
    row = upload(user, the_provider(here), book.getvalue(), timezone.now())
    page = log_in(user).get(reverse("waiting_timesheet", args=[row.pk])).content.decode()
    assert "<strong>Celle <bdi>E2</bdi>:</strong>" in page


@pytest.mark.parametrize("decided", JourneyDecision, ids=str)
def test_what_is_decided_of_the_journey_stands_beside_hours_abroad(
    here: Place, log_in: LogIn, decided: JourneyDecision
) -> None:
    case, user = a_person(here), here.people[Role.CASEWORKER]
    taken(here, [line(case.number).replace(";kommune;", ";utland;")])
    address = reverse("shift_deviation", args=[Deviation.objects.get(code="journey_not_granted").pk])
    assert "Ingen reise er skrevet for disse dagene" in log_in(user).get(address).content.decode()
    days = (timezone.localdate(NOW), date(2026, 6, 1), date(2026, 6, 8))
    told = ToldJourney(*days, "Danmark", decided, "Reisefølge (oppdiktet).")
    journey(Written(case, user, NOW, "trip"), told)
    page = log_in(user).get(address).content.decode()
    assert re.findall(f"<p>(.*): {decided.label.say('nb')}<", page) == [
        "1.\N{NO-BREAK SPACE}juni 2026 – 8.\N{NO-BREAK SPACE}juni 2026"
    ]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CONTROLLER])
def test_the_title_of_a_page_of_the_case_says_first_that_something_is_wrong(
    here: Place, log_in: LogIn, role: Role
) -> None:
    case = a_person(here)
    client, month = log_in(here.people[role]), a_month(case, here)
    pages = [
        ("withdraw_lines", month, {"withdrawn": [], "reason": ""}),
        *(
            []
            if role is Role.CONTROLLER
            else [
                ("case_month", month, {"do": "approve"}),
                ("case_frame", [case.number], {"per_day": "x"}),
                ("case_timesheets", [case.number], {"died_on": "31.02.2026"}),
            ]
        ),
    ]
    for name, arguments, typed in pages:
        answer = client.post(reverse(name, args=arguments), typed)
        assert answer.status_code == 422, name
        assert "<title>Feil: " in answer.content.decode(), name
