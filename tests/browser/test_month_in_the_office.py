"""A month in the office, day by day: two caseworkers, a leader, an auditor, a colleague of another unit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk
from tests.browser.office import Office, opened
from tests.browser.visitor import visit

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

MONDAY = date(2026, 10, 5)
LIBRARY = "Timene følger det vi fant ut sammen med deg."
REVIEWED = {
    "right__considerations": "Timene ligger mellom 25 og 32, og høyere kostnad er ikke dokumentert.",
    "necessary_help__facts": "Du kan ikke spise, kle på deg eller stelle deg uten hjelp.",
    "necessary_help__considerations": "Dette er grunnleggende behov.",
    "lines__bpa__amount": "29:50",
    "lines__bpa__hours_personal_care": "26:50",
    "lines__bpa__hours_support_contact": "3",
    "lines__bpa__start": "16.11.2026",
    "lines__bpa__end": "15.11.2028",
    "lines__bpa__evaluate_on": "1.10.2027",
    "lines__bpa__content": "måltider, klær og stell hver dag, og følge til trening",
    "lines__bpa__considerations": "Du har følge til sosiale aktiviteter fra dagsenteret tre dager i uka.",
    "letter__address": "Bakkeveien 4\n0000 EKSEMPELVIK",
}
"""The decision of the review as it is typed: less support contact than before."""


@dataclass
class Month:
    """The office, everybody’s desk, and the numbers of the month’s cases."""

    office: Office
    browser: Browser
    folder: Path
    desks: dict[str, Desk] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)

    def at(self, username: str) -> Desk:
        """The desk of somebody, with a window of her own."""
        if username not in self.desks:
            self.desks[username] = Desk(username, visit(self.browser, self.office.running))
        return self.desks[username]

    def day(self, month: int, day: int, hour: int = 9) -> None:
        """It is another day of 2026, and everybody comes to work again."""
        self.office.day(date(2026, month, day), hour)
        for desk in self.desks.values():
            desk.has_come = False


@pytest.fixture
def month(browser: Browser, tmp_path: Path) -> Iterator[Month]:
    """The office on the first Monday; what was wrong on any page fails the test."""
    with opened(tmp_path, MONDAY) as office:
        begun = Month(office, browser, tmp_path, cases=dict(office.running.guests))
        yield begun
        wrong = [fault for desk in begun.desks.values() for fault in desk.visitor.wrong]
        for number, desk in enumerate(begun.desks.values()):
            desk.visitor.picture(tmp_path, f"desk-{number}")
            desk.visitor.context.close()
    assert wrong == []


def test_a_month_in_the_office(month: Month) -> None:
    applications_come_in(month)
    the_leader_gives_them_out(month)
    what_is_asked_is_written_down(month)
    a_text_for_reasons_is_written_and_approved(month)
    a_review_finds_that_less_is_needed(month)
    whoever_gets_less_is_told_first(month)
    a_document_is_asked_for_and_comes(month)
    an_assessment_is_begun_by_the_municipalitys_forms(month)
    a_case_waits_for_the_doctor(month)
    a_decision_is_returned_mended_and_sent(month)
    somebody_is_shut_out(month)
    a_case_is_opened_in_need_and_the_auditor_finds_it(month)
    the_answer_is_weighed_and_the_review_decided(month)
    a_preliminary_reply_is_sent_in_time(month)
    the_leader_reads_how_long_cases_take(month)


def applications_come_in(month: Month) -> None:
    """Monday: two applications are registered."""
    month.day(10, 5)
    kari = month.at("kari")
    for name, born, channel in (
        ("Solveig Strand", "12.4.1971", "Digitalt skjema"),
        ("Nils Aune", "3.9.1988", "Brev"),
    ):
        kari.open("/saker/ny/")
        kari.type(name=name, birth_date=born, received_on="5.10.2026", street="Storgata 1")
        kari.type(postcode="0000", post_town="FJORDVIK")
        kari.choose("id_channel", channel)
        kari.choose("id_kind", "Ny søknad")
        if name.startswith("Solveig"):
            kari.look()
        kari.press("Registrer og gå videre")
        month.cases[name.split()[0]] = kari.case


def the_leader_gives_them_out(month: Month) -> None:
    """The leader gives both to a caseworker at once, and the caseworker finds them."""
    tone = month.at("tone")
    tone.open("/saker/?whose=all&status=open")
    tone.look()
    for number in (month.cases["Solveig"], month.cases["Nils"]):
        tone.visitor.page.check(f"input[type=checkbox][value^='{number}']")
    tone.choose("to", "Jonas Berget")
    tone.press(tone.does("assign"))
    jonas = month.at("jonas")
    jonas.open("/saker/?whose=mine&status=open")
    jonas.reads("Solveig Strand", "Nils Aune")


def what_is_asked_is_written_down(month: Month) -> None:
    """Tuesday: what the person asks for, in her own words, one row for each need."""
    month.day(10, 6)
    jonas = month.at("jonas")
    jonas.open(f"/sak/{month.cases['Solveig']}/soknad/")
    page = jonas.visitor.page
    page.locator("textarea[name$=own_words]").fill("Jeg trenger hjelp til å dusje, og til hunden min.")
    row = page.locator("[name$='-activity']").first
    row.select_option(label="Dusj eller bad")
    jonas.press(jonas.does("save"))
    jonas.look()
    jonas.open(f"/sak/{month.cases['Solveig']}/")
    jonas.reads("Foreløpig svar")


def a_text_for_reasons_is_written_and_approved(month: Month) -> None:
    """A caseworker writes a text for the library, and the leader approves it."""
    jonas, tone = month.at("jonas"), month.at("tone")
    jonas.open("/begrunnelser/ny/")
    jonas.type(title="Timene følger samtalen", nb=LIBRARY, nn="Timane følgjer det vi fann ut saman med deg.")
    jonas.tick("id_services_0", "id_rules_0")
    jonas.look()
    jonas.press(jonas.does("save"))
    tone.open("/begrunnelser/")
    tone.visitor.page.get_by_role("link", name="Timene følger samtalen").click()
    tone.press(tone.does("approve"))
    tone.reads("Godkjent")


def a_review_finds_that_less_is_needed(month: Month) -> None:
    """A decision of last year is reviewed: a marked copy, where one activity takes less time now."""
    kari = month.at("kari")
    page = kari.visitor.page
    kari.open(f"/sak/{month.cases['reviewed']}/historikk/")
    kari.look()
    kari.press(kari.does("review", "kind"))
    month.cases["review"] = kari.case
    kari.open(f"/sak/{kari.case}/kartlegging/dognklokke/")
    kari.type(clock__social__minutes="60", clock__social__times="1", clock__social__hours="")
    kari.press(kari.does("save"))
    kari.open(f"/sak/{kari.case}/vilkar/")
    kari.tick("id_materially_higher_cost_documented-value_1")
    kari.type(materially_higher_cost_documented__why="Kommunen har ikke dokumentert høyere kostnad.")
    kari.press(kari.does("save"))
    kari.open(f"/sak/{kari.case}/endringer/")
    kari.look()
    confirm = page.locator("form[action$='/bekreft/'] button")
    while confirm.count():
        kari.press(confirm.first)
    kari.does_not_read("Som før, ikke bekreftet")


def whoever_gets_less_is_told_first(month: Month) -> None:
    """The decision gives less than before: it waits until the person has been told and could answer."""
    month.day(10, 7)
    kari, case = month.at("kari"), month.cases["review"]
    kari.open(f"/sak/{case}/vedtak/")
    for line in ("personal_assistance", "support_contact"):
        with kari.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            kari.does(f"remove:lines:{line}").click()
        kari.visitor.page.wait_for_selector(f"#id_lines-{line}-service", state="detached")
    kari.visitor.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    kari.tick("id_right-answer_0", "id_necessary_help-answer_0", "id_lines-bpa-granted_0")
    kari.tick(*(f"id_lines-bpa-answers_{number}" for number in range(5)))
    kari.choose("id_lines-bpa-organised", "Som brukerstyrt personlig assistanse (BPA)")
    kari.choose("id_lines-bpa-per", "Timer i uka")
    kari.type(**REVIEWED)
    kari.press(kari.does("save"))
    kari.reads("Vedtaket gir mindre enn det som gjelder nå.", "Send et forhåndsvarsel")
    kari.look()
    kari.open(f"/sak/{case}/forhandsvarsel/")
    kari.type(answer_by="21.10.2026")
    kari.look()
    kari.press(kari.does("send"))
    kari.open(f"/sak/{case}/vedtak/")
    kari.reads("Brukeren kan svare på forhåndsvarselet til og med 21. oktober 2026.")


def the_answer_is_weighed_and_the_review_decided(month: Month) -> None:
    """The person answers; the answer is weighed; the approval is taken back once, and given again."""
    month.day(10, 19)
    kari, tone, case = month.at("kari"), month.at("tone"), month.cases["review"]
    kari.open(f"/sak/{case}/forhandsvarsel/")
    kari.type(answered_on="19.10.2026", answer="Jeg vil beholde turen på lørdager.")
    kari.press(kari.does("answer"))
    month.day(10, 22)
    kari.open(f"/sak/{case}/vedtak/")
    kari.reads("Skriv hvordan svaret på forhåndsvarselet er vurdert.")
    kari.type(advance_notice__weighed="Turen på lørdager får plass i timene.")
    kari.press(kari.does("send_for_approval"))
    tone.open(f"/sak/{case}/vedtak/")
    tone.press(tone.does("approve"))
    tone.press(tone.does("take_back_approval"))
    tone.press(tone.does("approve"))
    tone.press(tone.does("send"))
    tone.reads("29 timer 50 minutter i uka")
    tone.open(f"/sak/{case}/historikk/")
    tone.look()


def a_document_is_asked_for_and_comes(month: Month) -> None:
    """A statement from the doctor is asked for by letter; on Friday it comes, and is read."""
    month.day(10, 7)
    jonas, case = month.at("jonas"), month.cases["Nils"]
    jonas.open(f"/sak/{case}/dokumenter/be-om/")
    jonas.tick("id_kinds_1")
    jonas.choose("id_asked_of", "Den som søker")
    jonas.look()
    jonas.press(jonas.does("send"))
    month.day(10, 9)
    jonas.open(f"/sak/{case}/dokumenter/")
    statement = month.folder / "uttalelse fra legen.pdf"
    jonas.visitor.page.pdf(path=statement)
    jonas.attach(statement)
    jonas.choose("id_kind", "Uttalelse fra lege eller sykehus")
    jonas.press("Legg til dokumentet")
    jonas.open(f"/sak/{case}/dokumenter/")
    jonas.reads("Uttalelse fra lege eller sykehus")
    jonas.look()


def an_assessment_is_begun_by_the_municipalitys_forms(month: Month) -> None:
    """The conversation guide, the checklist and the day clock are the municipality’s own."""
    month.day(10, 12)
    jonas, case = month.at("jonas"), month.cases["Solveig"]
    jonas.open(f"/sak/{case}/kartlegging/samtaleguide/")
    page = jonas.visitor.page
    page.locator("textarea[name$='-text']").first.fill("Når hun har sovet godt.")
    jonas.look()
    jonas.press(jonas.does("save"))
    jonas.open(f"/sak/{case}/kartlegging/sjekkliste/")
    page.locator("input[type=checkbox][name$='-done']").first.check()
    jonas.press(jonas.does("save"))
    jonas.open(f"/sak/{case}/")
    jonas.reads("6 ting er ikke krysset av")
    jonas.open(f"/sak/{case}/kartlegging/dognklokke/")
    page.locator("select[name$='-activity']").first.select_option(
        label="Stell av førerhund eller servicehund"
    )
    page.locator("input[name$='-minutes']").first.fill("20")
    page.locator("input[name$='-times']").first.fill("7")
    jonas.press(jonas.does("save"))
    jonas.reads("2 timer 20 minutter")
    jonas.open(f"/sak/{case}/kartlegging/")
    jonas.look()


def a_case_waits_for_the_doctor(month: Month) -> None:
    """The case is said to wait, and the list finds it by that."""
    jonas, case = month.at("jonas"), month.cases["Solveig"]
    jonas.open(f"/sak/{case}/tidslinje/ny/?slag=wait_began")
    jonas.choose("id_waits_for", "Lege eller annet helsepersonell")
    jonas.type(expected="30.10.2026", reason="Venter på legens uttalelse.")
    jonas.press(jonas.visitor.page.locator("main form.form button.ds-button").first)
    jonas.open(f"/sak/{case}/tidslinje/")
    jonas.reads("Lege eller annet helsepersonell")
    jonas.look()


def a_decision_is_returned_mended_and_sent(month: Month) -> None:
    """Returned with reasons, mended from the library, sent too early and taken back, approved, and sent."""
    month.day(10, 13)
    tone, jonas = month.at("tone"), month.at("jonas")
    tone.open("/saker/?whose=all&status=awaiting_approval")
    number = tone.visitor.page.locator("main a[href^='/sak/']").first.inner_text().strip()
    tone.open(f"/sak/{number}/vedtak/")
    tone.tick("chosen-3")
    tone.visitor.page.fill("#reason", "Skriv hvorfor det ble 31,5 timer.")
    tone.press(tone.does("return"))
    jonas.open(f"/sak/{number}/vedtak/")
    jonas.reads("Skriv hvorfor det ble 31,5 timer.")
    with jonas.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
        jonas.does("texts:bpa").click()
    jonas.visitor.page.get_by_label("Timene følger samtalen").check()
    jonas.press(jonas.does("send_for_approval"))
    jonas.press(jonas.does("withdraw"))
    jonas.press(jonas.does("send_for_approval"))
    jonas.reads("Sendt til godkjenning")
    tone.open(f"/sak/{number}/vedtak/")
    tone.press(tone.does("approve"))
    tone.look()
    tone.press(tone.does("send"))
    tone.reads(LIBRARY)
    tone.look()


def somebody_is_shut_out(month: Month) -> None:
    """A caseworker who knows the person is shut out, and sees nothing of the case any more."""
    month.day(10, 14)
    tone, kari, case = month.at("tone"), month.at("kari"), month.cases["Solveig"]
    kari.open(f"/sak/{case}/")
    tone.open(f"/sak/{case}/tilgang/")
    tone.choose("id_user", "Kari Lunde")
    tone.type(reason="Er søster til søkeren.")
    tone.press("Steng ute")
    tone.look()
    kari.open(f"/sak/{case}/", status=404)
    kari.open("/saker/?whose=all&status=open")
    kari.does_not_read("Solveig Strand")


def a_case_is_opened_in_need_and_the_auditor_finds_it(month: Month) -> None:
    """At night a colleague of another unit opens a case in need; the auditor finds it and settles it."""
    month.day(10, 17, hour=22)
    nora, case = month.at("nora"), month.cases["Nils"]
    nora.open(f"/sak/{case}/", status=404)
    nora.open("/saker/nod/")
    nora.type(asked=case, reason="Nils har falt hjemme, og legevakta må vite hvem som hjelper ham.")
    nora.look()
    nora.press("Åpne saken")
    nora.open(f"/sak/{case}/")
    nora.reads("Nils Aune")
    month.day(10, 19)
    nora.open(f"/sak/{case}/", status=404)
    arvid = month.at("arvid")
    arvid.open("/logg/")
    arvid.tick("id_in_need")
    arvid.press("Søk")
    arvid.reads(case, "Nora Nabo")
    arvid.look()
    arvid.open("/saker/apnet-i-nod/")
    arvid.reads("legevakta må vite")
    opening = arvid.visitor.page.locator("section.need", has_text=case)
    opening.locator("input[type=radio]").first.check()
    opening.locator("textarea").fill("Det var fare for liv og helse.")
    arvid.press(opening.get_by_role("button", name="Avgjør"))
    arvid.reads("Det var fare for liv og helse.")
    arvid.look()


def a_preliminary_reply_is_sent_in_time(month: Month) -> None:
    """In November the month is nearly out: the person is told when an answer can be awaited, and why."""
    month.day(11, 3)
    jonas, case = month.at("jonas"), month.cases["Solveig"]
    jonas.open(f"/sak/{case}/tidslinje/forelopig-svar/")
    jonas.type(expected="30.11.2026")
    jonas.tick("id_why_2")
    jonas.look()
    jonas.press(jonas.does("send"))
    jonas.open(f"/sak/{case}/brevene/")
    jonas.reads("Foreløpig svar")
    jonas.look()


def the_leader_reads_how_long_cases_take(month: Month) -> None:
    """Figures per month, with and without waiting for others; and the routine that nobody has written."""
    month.day(11, 6)
    tone = month.at("tone")
    tone.open("/saksbehandlingstid/")
    tone.look()
    tone.open("/rutiner/dekning/")
    tone.reads("Ingen rutine: Klage")
    tone.look()
