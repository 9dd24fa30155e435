"""What a case needs, what has come, what was asked for and what is late."""

from datetime import date

import pytest

from rettvis.journey.decision.document import FactTable, Letterhead, Signer
from rettvis.journey.documents import (
    APPLIES_TO,
    Asked,
    AskedOf,
    Asking,
    DocumentKind,
    DocumentRules,
    DocumentState,
    Received,
    Words,
    check_document_rules,
    needed_documents,
    request_letter,
    usual_rules,
)

DAY = date(2026, 3, 2)
NAME = Words("Uttalelse", "Uttale", "Statement")
RULES = DocumentRules(
    (
        DocumentKind("medical", NAME, needed_for=("new.adult",)),
        DocumentKind("school", NAME, needed_for=("new.child",)),
        DocumentKind("other", NAME),
    )
)


def states(*, received=(), asked=(), on=DAY, group="adult"):
    found = needed_documents(RULES, "new", group, received, asked, on)
    return {one.kind.key: one.state for one in found}


def test_a_case_needs_what_its_kind_needs_and_no_more() -> None:
    assert states() == {"medical": DocumentState.MISSING}
    assert states(group="child") == {"school": DocumentState.MISSING}
    assert needed_documents(RULES, "review", "adult", (), (), DAY) == ()


def test_what_has_come_is_there_with_its_number() -> None:
    [one] = needed_documents(RULES, "new", "adult", [Received(4, "medical", DAY)], [], DAY)
    assert one.state is DocumentState.THERE
    assert one.documents == (4,)


def test_a_letter_makes_it_asked_for_then_late_and_what_comes_ticks_it_off() -> None:
    letter = Asked(("medical", "other"), DAY, date(2026, 3, 23))
    assert set(states(asked=[letter], on=date(2026, 3, 23)).values()) == {DocumentState.ASKED}
    late = states(asked=[letter], on=date(2026, 3, 24))
    assert late == {"medical": DocumentState.LATE, "other": DocumentState.LATE}
    came = [Received(1, "medical", DAY)]
    assert states(asked=[letter], received=came, on=date(2026, 3, 24))["medical"] is DocumentState.THERE


def test_what_came_before_it_was_asked_for_anew_does_not_answer_the_letter() -> None:
    letter = Asked(("medical",), DAY, date(2026, 3, 23))
    before = [Received(1, "medical", date(2026, 3, 1))]
    assert states(asked=[letter], received=before) == {"medical": DocumentState.ASKED}


def test_the_newest_letter_about_a_document_counts() -> None:
    first, second = Asked(("medical",), DAY, DAY), Asked(("medical",), date(2026, 3, 9), date(2026, 4, 1))
    assert states(asked=[second, first], on=date(2026, 3, 10)) == {"medical": DocumentState.ASKED}


def test_a_kind_that_is_taken_off_the_list_still_stands_where_it_was_asked_for() -> None:
    found = needed_documents(DocumentRules(), "new", "adult", (), [Asked(("gone",), DAY, DAY)], DAY)
    assert [one.kind.name.say("nn") for one in found] == ["gone"]


def test_the_usual_list_is_right_and_written_in_every_language() -> None:
    rules = usual_rules()
    assert check_document_rules(rules) == []
    for kind in rules.kinds:
        assert all((kind.name.nb, kind.name.nn, kind.name.en, kind.why.nb, kind.why.nn, kind.why.en))
    assert {name for kind in rules.kinds for name in kind.needed_for} <= set(APPLIES_TO)
    assert rules.needed("new", "child") != rules.needed("new", "adult")


def test_every_fault_of_a_list_is_said_at_once() -> None:
    wrong = DocumentKind("Feil nøkkel", Words(nb="x" * 90), Words(en="y" * 400), ("new.adlt",))
    faults = check_document_rules(DocumentRules((wrong, wrong)))
    places = {fault.place for fault in faults}
    key = "kinds.Feil nøkkel"
    ends = ("", ".name_nb", ".name_nn", ".name_en", ".why_en", ".needed_for")
    assert places == {f"{key}{end}" for end in ends}
    assert any("new.adult" in fault.say("en") for fault in faults)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("asked_of", list(AskedOf))
def test_the_letter_says_what_why_until_when_and_how(language: str, asked_of: AskedOf) -> None:
    kinds = usual_rules().kinds[1:3]
    head = Letterhead("Fjordvik", "Tildelingskontoret", DAY, "2026-000007")
    asking = Asking(
        head, kinds, date(2026, 3, 23), asked_of, "Ola Berg", DAY, Signer("Kari", "Saksbehandler")
    )
    letter = request_letter(asking, language)
    text = str(letter).replace("\\xa0", " ")
    [table] = [block for block in letter.blocks if isinstance(block, FactTable)]
    assert [row[0] for row in table.rows] == [kind.name.say(language) for kind in kinds]
    assert all(row[1] for row in table.rows)
    assert "23" in text
    assert "2026-000007" in text
    assert "§ 17" in text
    assert ("Ola Berg" in text) is (asked_of is AskedOf.DOCTOR)
