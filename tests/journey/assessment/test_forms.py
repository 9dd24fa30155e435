"""Mapping forms: what comes along, what is refused, what differs, and what a case keeps."""

from dataclasses import replace

import pytest

from rettvis.journey.application.activities import ACTIVITIES
from rettvis.journey.assessment import (
    Answer,
    Assessment,
    ClockRow,
    DayClock,
    FormGroup,
    FormKind,
    FormRow,
    LocalWords,
    MappingForm,
    UsedForm,
    check_clock,
    missing_in_assessment,
    shipped_day_clock,
    usual_kind,
)
from rettvis.journey.assessment.form import Changed, check_form, differences, switched

TITLE = LocalWords("Sjekkliste", "Sjekkliste", "Checklist")


def row(key: str, words: str = "", **more: object) -> FormRow:
    return FormRow(key, LocalWords(words or key, words or key), **more)  # type: ignore[arg-type]


def form(*rows: FormRow, kind: FormKind = FormKind.CHECKLIST) -> MappingForm:
    return MappingForm(kind, FormGroup.ADULT, TITLE, rows)


@pytest.mark.parametrize("group", list(FormGroup))
def test_the_day_clock_that_comes_along_says_what_old_cases_say(group: FormGroup) -> None:
    shipped = shipped_day_clock(group)
    assert [one.key for one in shipped.rows] == list(ACTIVITIES)
    for one in shipped.rows:
        for language in ("nb", "nn", "en"):
            assert one.words.say(language) == ACTIVITIES[one.key].say(language)
    assert check_form(shipped) == []


def test_no_activity_that_comes_along_says_when_or_how_long() -> None:
    assert all(one.part is None and not one.required for one in shipped_day_clock(FormGroup.ADULT).rows)
    assert usual_kind("work_or_study") is None
    assert usual_kind("shower") is not None


def test_every_fault_of_a_form_is_found_at_once() -> None:
    wrong = MappingForm(
        FormKind.CHECKLIST,
        FormGroup.ADULT,
        LocalWords("Bare bokmål"),
        (row("a", "Lik"), row("a", "Noe annet"), row("b", "Lik"), row("c d"), row("e", "x" * 301)),
    )
    assert {fault.place for fault in check_form(wrong)} == {
        "title.nn",
        "rows.a",
        "rows.b.nb",
        "rows.c d",
        "rows.e.nb",
        "rows.e.nn",
    }
    assert [fault.place for fault in check_form(form())] == ["rows"]


def test_a_day_clock_has_no_required_rows_and_others_no_kind_of_service() -> None:
    clock = form(row("a", required=True), kind=FormKind.DAY_CLOCK)
    assert [fault.place for fault in check_form(clock)] == ["rows.a.required"]
    kind = usual_kind("shower")
    assert [fault.place for fault in check_form(form(row("a", kind=kind)))] == ["rows.a.kind"]


def test_what_differs_between_two_versions_is_named_row_by_row() -> None:
    before = form(row("a"), row("b"), row("c"), row("d"))
    after = form(row("b"), row("a"), row("c", "annet"), row("e"))
    found = {(one.after or one.before).key: one.changed for one in differences(before, after)}  # type: ignore[union-attr]
    assert found == {
        "a": Changed.MOVED,
        "b": Changed.MOVED,
        "c": Changed.CHANGED,
        "e": Changed.ADDED,
        "d": Changed.REMOVED,
    }
    assert differences(before, before) == ()


def test_an_answer_stays_when_a_newer_version_is_used_also_to_what_is_not_asked_any_more() -> None:
    used = UsedForm("f", 1, form(row("a"), row("b")), (Answer("a", done=True), Answer("b", text="notat")))
    newer = switched(used, form(row("a"), row("c")), 2)
    assert newer.version == 2
    assert newer.answer("a").done
    assert newer.answer("b").text == "notat"
    assert [one.key for one in newer.left] == ["b"]
    assert [one.key for one in newer.open_rows] == ["c"]
    again = switched(newer, form(row("b")), 3)
    assert again.left == (row("a"),)


def test_only_a_required_row_stops_a_case_and_a_day_clock_never_does() -> None:
    checklist = UsedForm("f", 1, form(row("must", required=True), row("may")))
    clock = UsedForm("d", 1, form(row("x"), kind=FormKind.DAY_CLOCK))
    missing = missing_in_assessment(Assessment(forms=(checklist, clock)))
    assert [fault.place for fault in missing if fault.place.startswith("checklist")] == ["checklist.f-must"]
    done = replace(checklist, answers=(Answer("must", done=True),))
    assert not [one for one in missing_in_assessment(Assessment(forms=(done,))) if "checklist" in one.place]
    noted = replace(checklist, answers=(Answer("must", text="et notat er ikke et kryss"),))
    assert [one for one in missing_in_assessment(Assessment(forms=(noted,))) if "checklist" in one.place]


def test_an_activity_of_the_municipalitys_own_is_known_by_its_own_name() -> None:
    own = ClockRow("r", "guide_dog", named=LocalWords("Førerhund", "Førarhund"))
    assert [own.label.say(language) for language in ("nb", "nn", "en")] == [
        "Førerhund",
        "Førarhund",
        "Førerhund",
    ]
    assert check_clock(DayClock((own,))) == []
    assert check_clock(DayClock((replace(own, named=None),)))
