"""Texts of the reasons library: what cannot be right in one, filling it, and how far a version has come."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import Service
from rettvis.journey.decision import CaseSnapshot, Extent, ServiceLine
from rettvis.journey.decision.gate.right import reason_faults
from rettvis.journey.decision.library import (
    PLACEHOLDERS,
    ReasonText,
    TextAct,
    TextState,
    Written,
    check_reason_text,
    filled,
    fits,
    may_approve,
    placeholders_in,
    sample,
    state_of,
)
from rettvis.journey.decision.reasons import Reason, UsedText
from rettvis.journey.decision.words import Words
from tests.journey.decision.complete import complete, on_day

DAY = date(2026, 3, 2)
TEXT = ReasonText("Tittel", Words(nb="Du får {tjeneste}: {omfang}."), ("necessary_services",))
LINE = ServiceLine("a", Service.PRACTICAL_ASSISTANCE, granted=True, extent=Extent(90), start=DAY)


def faults(**changed: object) -> dict[str, str]:
    return {fault.place: fault.say("en") for fault in check_reason_text(replace(TEXT, **changed))}


def test_a_good_text_has_no_faults() -> None:
    assert check_reason_text(TEXT) == []


def test_every_fault_of_a_text_is_said_at_once() -> None:
    found = faults(title=" ", rules=(), words=Words(nb="Du får {omfagn}.", nn="{", en="x" * 3001))
    assert set(found) == {"title", "rules", "words.nb", "words.nn", "words.en"}
    assert "omfang" in found["words.nb"]


def test_an_unknown_provision_is_refused_with_the_nearest_known() -> None:
    assert "necessary_services" in faults(rules=("necesary_services",))["rules"]


@pytest.mark.parametrize("words", ["{omfang", "omfang}", "{{omfang}", "}{", "{a{omfang}}"])
def test_brackets_that_do_not_fit_are_refused(words: str) -> None:
    assert "words.nb" in faults(words=Words(nb=words))


def test_a_text_that_only_cites_a_norm_must_be_marked_as_one() -> None:
    words = Words(nb="Tiden er satt i tråd med kommunens norm.")
    assert "words.nb" in faults(words=words)
    assert faults(words=words, norm=True) == {}


def test_every_placeholder_has_a_meaning_a_sample_and_a_place() -> None:
    case = complete()
    for name, known in PLACEHOLDERS.items():
        assert placeholders_in(f"x {{{name}}} {{ {name.upper()} }}") == (name,)
        assert all((known.sample.nb, known.sample.nn, known.sample.en))
        known.find(LINE, case)
        for code in ("nb", "nn", "en"):
            assert known.meaning.say(code)


def test_a_text_is_filled_with_what_is_true_of_its_line() -> None:
    filling = filled(TEXT, LINE, complete(), "nb")
    words = filling.words.replace("\xa0", " ")
    assert words == "Du får praktisk bistand: 1 time 30 minutter i uka."
    assert filling.missing == ()


def test_what_the_case_has_no_value_for_stays_open_and_is_said() -> None:
    filling = filled(TEXT, replace(LINE, extent=None), complete(), "nb")
    assert filling.missing == ("omfang",)
    assert "{omfang}" in filling.words


def test_a_text_that_is_not_written_in_the_language_gives_no_words() -> None:
    assert filled(TEXT, LINE, complete(), "en").words == ""


@given(st.text(max_size=80))
def test_what_is_put_in_is_never_read_as_a_name_again(content: str) -> None:
    text = replace(TEXT, words=Words(nb="A {innhold} B"))
    line = replace(LINE, content=content)
    expected = content.strip().rstrip(".")
    assert filled(text, line, complete(), "nb").words in (f"A {expected} B", "A {innhold} B")


def test_the_sample_fills_everything() -> None:
    every = replace(TEXT, words=Words(nb=" ".join(f"{{{name}}}" for name in PLACEHOLDERS)))
    assert "{" not in sample(every, "nb")


def test_a_text_fits_its_services_or_all() -> None:
    assert fits(TEXT, Service.BPA)
    only = replace(TEXT, services=(Service.RESPITE,))
    assert fits(only, None)
    assert fits(only, Service.RESPITE)
    assert not fits(only, Service.BPA)


def used(**changed: object) -> UsedText:
    return replace(UsedText("k", 1, "Tittel", "nb", "Loven sier det."), **changed)


def said(*texts: UsedText, considerations: str = "") -> list[str]:
    reason = Reason(("necessary_services",), "Hun faller ofte i trappen.", considerations, texts)
    return [fault.say("en") for fault in reason_faults(reason, "lines.a.reasons")]


def test_a_norm_cannot_be_the_only_reason() -> None:
    [fault] = said(used(norm=True))
    assert "norm is guidance" in fault
    [cited] = said(used(norm=True), considerations="Dette følger kommunens norm.")
    assert "norm is guidance" in cited


def test_no_text_of_the_library_is_the_whole_reason() -> None:
    [fault] = said(used())
    assert "same for everybody" in fault
    assert said(used(), used(norm=True), considerations="Hun bor alene og trenger hjelp hver morgen.") == []


def test_a_text_with_something_left_open_or_no_words_stops_the_decision() -> None:
    found = said(used(missing=("omfang",)), used(words=" "), considerations="Hun bor alene og trenger hjelp.")
    assert any("how much is granted" in fault for fault in found)
    assert any("language of the letter" in fault for fault in found)


A, R, OUT = TextAct.APPROVE, TextAct.RETURN, TextAct.RETIRE


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), TextState.DRAFT),
        (((R, DAY),), TextState.RETURNED),
        (((A, DAY),), TextState.APPROVED),
        (((A, DAY), (OUT, DAY)), TextState.RETIRED),
        (((A, DAY), (OUT, date(2026, 3, 3))), TextState.APPROVED),
    ],
)
def test_where_a_version_stands(acts: tuple, state: TextState) -> None:
    assert state_of([Written(1, 7, acts)], 1, DAY) is state


def test_an_approved_version_is_in_use_until_a_newer_one_is_approved() -> None:
    versions = [Written(1, 7, ((A, DAY),)), Written(2, 7)]
    assert state_of(versions, 1, DAY) is TextState.APPROVED
    versions[1] = Written(2, 7, ((A, DAY),))
    assert state_of(versions, 1, DAY) is TextState.REPLACED


def test_nobody_approves_what_she_has_had_a_hand_in_since_the_last_approval() -> None:
    versions = [Written(1, 7, ((A, DAY),)), Written(2, 8), Written(3, 9)]
    assert not may_approve(versions, 3, 9)
    assert not may_approve(versions, 3, 8)
    assert may_approve(versions, 3, 7)


def test_the_letter_says_the_text_and_the_record_names_it_with_its_version() -> None:
    from rettvis.journey.decision.letter import internal_record, letter

    case: CaseSnapshot = complete()
    lines = tuple(
        replace(
            line,
            reasons=tuple(
                replace(one, texts=(used(words="Loven gir rett til hjelp."),)) for one in line.reasons
            ),
        )
        for line in case.decision.lines
    )
    case = replace(case, decision=replace(case.decision, lines=lines))
    assert "Loven gir rett til hjelp." in str(letter(case, "nb", on_day()))
    record = str(internal_record(case, "nb", on_day()))
    assert "Tittel" in record
    assert "(k, 1)" in record
