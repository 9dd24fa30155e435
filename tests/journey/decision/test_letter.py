"""The letter: the answer first, the figures exact, for a reader who is not a lawyer; in three languages."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rettvis.edges.holidays import public_holidays
from rettvis.journey.application import Application, Representative, RepresentativeKind, Service
from rettvis.journey.assessment import Participation
from rettvis.journey.decision import (
    Act,
    AdvanceNotice,
    CaseSnapshot,
    Decision,
    DecisionInForce,
    Event,
    Extent,
    Office,
    Party,
    ServiceLine,
)
from rettvis.journey.decision.document import BulletList, Callout, Document, FactTable, Heading, Paragraph
from rettvis.journey.decision.gate import gate
from rettvis.journey.decision.letter import internal_record, letter
from rettvis.rulekit.wording import LANGUAGES
from tests.journey.decision.complete import CASEWORKER, changed, complete, on_day

SENT = date(2026, 11, 23)
HOLIDAYS = public_holidays(2026, 2029)
NAMES = ("sak-1", "sak-2", "sak-3", "sak-4")


def sent(name: str = "sak-3") -> CaseSnapshot:
    case = complete(name)
    decision = case.decision.after(Event(Act.SEND, CASEWORKER, SENT))
    assert isinstance(decision, Decision)
    return replace(case, decision=decision)


def written(case: CaseSnapshot, language: str = "nb") -> Document:
    return letter(case, language, SENT, HOLIDAYS)


def texts(document: Document) -> list[str]:
    """Everything a reader reads, in order."""
    found = [document.title]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.text)
            case BulletList():
                found += block.items
            case Callout():
                found += [block.title, *block.texts]
            case FactTable():
                found += [block.caption, *(column.heading for column in block.columns)]
                found += [cell for row in block.rows for cell in row]
    return [text.replace("\u00a0", " ") for text in found]


def whole(document: Document) -> str:
    return "\n".join(texts(document))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("sak-1", "Du får BPA"),
        ("sak-2", "Du får praktisk bistand og støttekontakt, men ikke BPA"),
        ("sak-3", "Du får praktisk bistand, hjemmesykepleie og støttekontakt, men ikke BPA"),
        ("sak-4", "Dere får avlastning, men ikke BPA"),
    ],
)
def test_the_title_is_the_answer(name: str, title: str) -> None:
    assert written(sent(name)).title == title


def test_the_answer_comes_first_with_hours_and_period() -> None:
    callout = next(block for block in written(sent()).blocks if isinstance(block, Callout))
    said = " ".join(callout.texts).replace("\u00a0", " ")
    assert "Du får praktisk bistand: 1 time 30 minutter i uka." in said
    assert "Du får ikke brukerstyrt personlig assistanse (BPA)." in said
    assert "fra 1. desember 2026 til 30. november 2028" in said


def test_the_services_add_up() -> None:
    [services] = [b for b in written(sent()).blocks if isinstance(b, FactTable) and b.caption == "Tjenestene"]
    assert services.last_row_is_sum
    assert services.rows[-1][-1].replace("\u00a0", " ") == "10 timer i uka"


def test_each_condition_is_told_with_its_value_and_threshold() -> None:
    said = whole(written(sent()))
    assert "Du er 43 år, og grensen er at du må være under 67 år. Dette vilkåret er oppfylt." in said
    assert "6 timer 30 minutter i uka teller med. Det må være minst 25 timer" in said
    assert "det mangler 18 timer 30 minutter. Dette vilkåret er ikke oppfylt." in said
    assert "Hjemmesykepleie, 3 timer 30 minutter i uka, er en helsetjeneste og teller ikke med." in said


def test_a_met_right_between_the_limits_tells_of_the_cost() -> None:
    said = whole(written(sent("sak-1")))
    assert "Hvorfor du har rett til BPA" in said
    assert "31 timer 30 minutter i uka teller med. Fra 25 timer til 32 timer har man rett til BPA" in said
    assert "Vi har vurdert BPA likevel" not in said


def test_the_order_is_the_right_then_bpa_all_the_same_then_necessary_help() -> None:
    said = whole(written(sent()))
    order = [
        "Dette har vi bestemt",
        "Det du søkte om",
        "Hva som er viktig for deg",
        "Det vi har funnet ut",
        "Slik har vi regnet ut timene",
        "Hvorfor du ikke har rett til BPA",
        "Vi har vurdert BPA likevel",
        "Hvorfor du får hjelp",
        "Dette skjer nå",
        "Hva du kan måtte betale for",
        "Hvis du er uenig",
        "Reglene vi har brukt",
    ]
    places = [said.index(heading) for heading in order]
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_letter_or_record_holds_a_hole_or_a_word_of_the_code(name: str, language: str) -> None:
    for document in (written(sent(name), language), internal_record(sent(name), language, SENT)):
        said = whole(document)
        assert not re.search(r"None|\{|\}|Fraction|personal_care|vignett|  ", said)
        for before, after in zip(document.blocks, (*document.blocks[1:], None), strict=True):
            if isinstance(before, Heading):
                assert after is not None
                assert not isinstance(after, Heading) or after.level > before.level


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("name", NAMES)
def test_a_norwegian_letter_has_no_english_in_it(name: str, language: str) -> None:
    for document in (written(sent(name), language), internal_record(sent(name), language, SENT)):
        english = {
            "the",
            "you",
            "your",
            "and",
            "week",
            "weeks",
            "hours",
            "minutes",
            "with",
            "not",
            "is",
            "of",
        }
        words = set(re.findall(r"[a-zæøå]+", whole(document).casefold()))
        assert not words & english


def test_nynorsk_is_nynorsk() -> None:
    words = set(re.findall(r"[a-zæøå]+", whole(written(sent("sak-2"), "nn")).casefold()))
    assert not words & {"ikke", "jeg", "hvorfor", "hva", "uka", "uke", "timer", "fra", "mer", "noe", "dere"}
    assert {"ikkje", "kvifor", "veka", "timar", "frå", "meir"} <= words


def test_parents_are_spoken_to_as_parents_and_the_child_by_name() -> None:
    document = written(sent("sak-4"))
    said = whole(document)
    assert document.letterhead.recipient is not None
    assert document.letterhead.recipient.name == "Ida Eksempel og Per Eksempel"
    assert "Jonas er 7 år" in said
    assert "Hva som er best for Jonas" in said
    assert not re.search(r"\b(du|deg|din|ditt|dine)\b", said.casefold())


def test_a_guardian_is_told_who_you_is() -> None:
    guardian = Representative(RepresentativeKind.GUARDIAN, "Vera Verge", SENT)
    document = written(changed(sent(), "application.representative", guardian))
    assert document.letterhead.recipient is not None
    assert document.letterhead.recipient.name == "Vera Verge"
    assert "Brevet er sendt til Vera Verge, som handler på vegne av Mari Eksempel." in whole(document)


def test_the_deadline_is_computed_when_the_day_of_sending_is_known() -> None:
    said = whole(written(sent()))
    assert "Fristen er fire uker fra dagen du fikk vite om vedtaket." in said
    assert "er siste dag 21. desember 2026" in said
    assert "siste dag" not in whole(letter(complete(), "nb", on_day()))


def test_a_deadline_that_ends_on_a_holiday_is_moved() -> None:
    case = changed(sent(), "decision.history.2", Event(Act.SEND, CASEWORKER, date(2026, 11, 27)))
    assert "er siste dag 28. desember 2026" in whole(letter(case, "nb", SENT, HOLIDAYS))


def test_a_draft_says_so_and_has_no_signatures() -> None:
    draft = letter(changed(complete(), "decision.history", ()), "nb", on_day())
    assert isinstance(draft.blocks[0], Callout)
    assert draft.blocks[0].title == "Utkast"
    assert draft.blocks[-1].kind != "signature"


def test_both_persons_answer_for_an_approved_letter() -> None:
    signature: Any = written(sent()).blocks[-1]
    assert [signer.name for signer in signature.signers] == ["Ola Leder", "Siri Saksbehandler"]
    assert "godkjent elektronisk" in signature.approval


def test_what_may_carry_a_co_payment_is_told_from_what_is_free() -> None:
    said = whole(written(sent()))
    assert "egenandel for praktisk bistand" in said
    assert "Støttekontakt er gratis" in said
    assert "egenandel for praktisk" not in whole(written(sent("sak-1")))


def test_a_time_that_is_not_known_is_told_and_not_left_out() -> None:
    draft = changed(complete(), "assessment.clock.rows.7.assessed", None)
    tables = [b for b in letter(draft, "nb", on_day()).blocks if isinstance(b, FactTable)]
    [hours] = [table for table in tables if table.caption == "Tiden som trengs i en uke"]
    assert ("Svømming", "ikke kjent") in [(row[0], row[2]) for row in hours.rows]
    assert hours.rows[-1][2].startswith("minst ")


def test_a_parent_who_applies_is_not_called_the_child() -> None:
    child = complete("sak-4").assessment.child
    said = whole(written(changed(sent(), "assessment.child", child)))
    assert "Hva som er best for barnet" in said
    assert "best for Mari" not in said


def test_a_letter_of_an_empty_draft_still_reads() -> None:
    empty = CaseSnapshot("2026-000009", Party("Kari Eksempel"), Office("Eksempelvik kommune", "Tildeling"))
    assert texts(letter(empty, "nb", on_day()))[0] == "Vedtak om helse- og omsorgstjenester"
    internal_record(empty, "nb", on_day())


def test_a_reduction_tells_of_the_notice_the_answer_and_how_it_was_weighed() -> None:
    before = (ServiceLine("old", Service.SUPPORT_CONTACT, granted=True, extent=Extent(360)),)
    notice = AdvanceNotice(date(2026, 10, 20), date(2026, 11, 10))
    case = replace(sent(), in_force=DecisionInForce(date(2024, 1, 8), before))
    silent = whole(written(changed(case, "decision.advance_notice", notice)))
    assert "Vedtaket som gjelder nå, gir støttekontakt 6 timer i uka." in silent
    assert "Vi varslet deg 20. oktober 2026" in silent
    assert "Vi har ikke fått svar på dette." in silent
    answered = replace(notice, answer="Jeg trenger alle timene", weighed="Du har fått en treningsgruppe.")
    said = whole(written(changed(case, "decision.advance_notice", answered)))
    assert "Svaret var: «Jeg trenger alle timene». Du har fått en treningsgruppe." in said


def test_everything_refused_is_told_without_empty_sections() -> None:
    case = sent()
    bpa = case.decision.lines[0]
    case = changed(case, "decision.lines", (bpa, ServiceLine("respite", Service.RESPITE, granted=False)))
    document = written(changed(case, "assessment.participation", Participation()))
    said = whole(document)
    assert document.title == "Du får ikke BPA og avlastning"
    assert "Hvorfor du ikke får hjelp" in said
    assert "Dette skjer nå" not in said
    assert "Hva du kan måtte betale for" not in said
    assert "Hva som er viktig for deg" not in said


def test_the_record_holds_every_fact_with_its_origin_and_every_finding() -> None:
    case = sent("sak-1")
    record = internal_record(case, "nb", SENT)
    said = whole(record)
    right = case.right_on(SENT)
    assert len(right.answer.findings) > 10
    for finding in right.answer.findings:
        assert finding.sentence.say("nb").replace("\u00a0", " ") in said
    assert "Siri Saksbehandler, 12. november 2026. Hjemmetjenesten måtte kommet åtte ganger" in said
    assert "Alle opplysninger" in said
    assert "Ingenting står i veien." in said
    assert record.letterhead.recipient is None


def test_the_record_of_a_draft_names_what_stands_in_the_way() -> None:
    draft = changed(complete(), "application", Application())
    said = whole(internal_record(draft, "nb", SENT))
    blockers = gate(draft, SENT)
    assert len(blockers) > 4
    assert all(blocker.message.say("nb").replace("\u00a0", " ") in said for blocker in blockers)


@pytest.mark.parametrize(("name", "told"), [("sak-1", False), ("sak-3", True), ("sak-4", True)])
def test_what_is_taken_out_is_spoken_of_only_where_something_is(name, told):
    assert any("trukket fra på egne linjer" in text for text in texts(written(sent(name)))) is told
