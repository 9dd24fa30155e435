"""Versions, statuses and approvals of a routine, and which steps are covered."""

from dataclasses import replace
from datetime import date

import pytest

from rettvis.journey.routines import (
    CaseStep,
    Content,
    Done,
    Lack,
    Mark,
    Routine,
    RoutineAct,
    Status,
    Version,
    check_act,
    check_content,
    coverage,
    in_words,
    missing_in_content,
)

TODAY = date(2026, 3, 2)
WHOLE = Content(
    "Hjemmebesøk",
    owner="Tildelingskontoret",
    steps=(CaseStep.ASSESSMENT,),
    review_on=date(2027, 3, 1),
    text="Slik gjør vi.",
)


def done(*acts: RoutineAct, by: str = "leader") -> tuple[Done, ...]:
    return tuple(Done(act, by, "Tone", TODAY) for act in acts)


def version(number: int = 1, *acts: RoutineAct, content: Content = WHOLE) -> Version:
    return Version(number, content, frozenset({"author"}), done(*acts))


APPROVED = (RoutineAct.SUBMIT, RoutineAct.APPROVE)


def test_a_version_is_a_draft_until_it_is_sent_and_approved() -> None:
    assert version().status is Status.DRAFT
    assert version(1, RoutineAct.SUBMIT).status is Status.FOR_APPROVAL
    assert version(1, RoutineAct.SUBMIT, RoutineAct.RETURN).status is Status.DRAFT
    assert version(1, *APPROVED).status is Status.APPROVED
    assert version(1, *APPROVED, RoutineAct.RETIRE).status is Status.RETIRED


def test_an_approved_version_is_followed_until_the_next_one_is_approved() -> None:
    first, second = version(1, *APPROVED), version(2)
    routine = Routine((first, second))
    assert (routine.in_force, routine.coming, routine.shown) == (first, second, first)
    after = Routine((first, version(2, *APPROVED)))
    assert after.in_force == after.newest
    assert after.coming is None
    assert after.status_of(first) is Status.REPLACED


def test_a_routine_taken_out_of_use_is_not_followed_by_an_older_version() -> None:
    routine = Routine((version(1, *APPROVED), version(2, *APPROVED, RoutineAct.RETIRE)))
    assert routine.in_force is None
    assert routine.coming is None


def test_whoever_wrote_in_it_cannot_approve_it() -> None:
    sent = version(1, RoutineAct.SUBMIT)
    assert [fault.place for fault in check_act(sent, RoutineAct.APPROVE, "author", TODAY)] == ["status"]
    assert check_act(sent, RoutineAct.APPROVE, "leader", TODAY) == []


def test_everything_that_is_missing_before_approval_is_said_at_once() -> None:
    found = missing_in_content(Content("Bare tittel"), TODAY)
    assert [fault.place for fault in found] == ["owner", "steps", "text", "review_on"]
    passed = replace(WHOLE, review_on=TODAY)
    assert [fault.place for fault in missing_in_content(passed, TODAY)] == ["review_on"]
    assert missing_in_content(replace(WHOLE, text="", link="Arkivsak 26/12"), TODAY) == []


def test_a_title_is_all_that_a_draft_needs_and_a_long_one_is_refused() -> None:
    assert check_content(Content("Utkast")) == []
    assert [fault.place for fault in check_content(Content(""))] == ["title"]
    assert [fault.place for fault in check_content(Content("x" * 201, owner="y" * 201))] == ["title", "owner"]


@pytest.mark.parametrize("act", [RoutineAct.RETURN, RoutineAct.APPROVE, RoutineAct.RETIRE])
def test_what_the_status_does_not_allow_is_refused_with_the_status(act: RoutineAct) -> None:
    (fault,) = check_act(version(), act, "leader", TODAY, "fordi")
    assert fault.message.say("en") == "The version is Draft, so this cannot be done with it now."


def test_a_return_and_taking_out_of_use_need_a_reason() -> None:
    assert check_act(version(1, RoutineAct.SUBMIT), RoutineAct.RETURN, "leader", TODAY, " ")
    assert check_act(version(1, *APPROVED), RoutineAct.RETIRE, "leader", TODAY, "")
    assert check_act(version(1, *APPROVED), RoutineAct.RETIRE, "leader", TODAY, "Slått sammen") == []


def test_each_step_says_what_is_missing() -> None:
    routines = {
        1: Routine((version(1, *APPROVED),)),
        2: Routine((version(content=replace(WHOLE, steps=(CaseStep.CALCULATION,))),)),
        3: Routine((version(1, RoutineAct.SUBMIT, content=replace(WHOLE, steps=(CaseStep.DECISION,))),)),
        4: Routine(
            (
                version(
                    1, *APPROVED, content=replace(WHOLE, steps=(CaseStep.LETTER,), review_on=date(2026, 3, 1))
                ),
            )
        ),
    }
    found = {one.step: one for one in coverage(routines, TODAY)}
    assert found[CaseStep.ASSESSMENT].lack is None
    assert found[CaseStep.ASSESSMENT].marks == {1: Mark.IN_FORCE}
    assert found[CaseStep.CALCULATION].lack is Lack.ONLY_DRAFTS
    assert found[CaseStep.DECISION].lack is Lack.NOT_APPROVED
    assert found[CaseStep.LETTER].lack is Lack.REVIEW_PASSED
    assert found[CaseStep.COMPLAINT].lack is Lack.NO_ROUTINE
    head, *rest = in_words(found.values())
    assert head.say("en").startswith("12 of 13 steps")
    assert [text.say("nb") for text in rest][1] == "Bare utkast: Utmåling."


def test_a_review_on_the_very_day_has_not_passed() -> None:
    assert not version(1, *APPROVED).review_passed(date(2027, 3, 1))
    assert version(1, *APPROVED).review_passed(date(2027, 3, 2))


def test_nothing_is_missing_when_every_step_is_covered() -> None:
    all_steps = Routine((version(1, *APPROVED, content=replace(WHOLE, steps=tuple(CaseStep))),))
    (words,) = in_words(coverage({1: all_steps}, TODAY))
    assert words.say("en") == "Every step has an approved routine, and no review date has passed."
