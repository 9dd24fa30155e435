"""Mapping forms as YAML: there and back, and refused with line and mend."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.mapping_forms import LARGEST, place_in_file, read_form, write_form
from rettvis.journey.application import KindOfService
from rettvis.journey.assessment import DayPart, FormGroup, FormKind, FormRow, LocalWords, MappingForm
from rettvis.journey.assessment.form import check_form
from rettvis.rulekit.faults import Faulty

ROOT = Path(__file__).parent.parent.parent
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
WORDS = st.builds(LocalWords, nb=TEXT, nn=TEXT, en=TEXT)
ROWS = st.builds(
    FormRow,
    key=st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True),
    words=WORDS,
    help=WORDS,
    kind=st.none() | st.sampled_from(KindOfService),
    part=st.none() | st.sampled_from(DayPart),
    required=st.booleans(),
)
FORMS = st.builds(
    MappingForm,
    kind=st.sampled_from(FormKind),
    group=st.sampled_from(FormGroup),
    title=WORDS,
    rows=st.lists(ROWS, max_size=5).map(tuple),
)
GOOD = """kind: checklist
group: adult
title: {nb: Sjekkliste, nn: Sjekkliste}
rows:
  - key: a
    words: {nb: Tolk, nn: Tolk}
"""


@given(FORMS)
def test_a_form_written_and_read_again_is_the_same(form: MappingForm) -> None:
    assert read_form(write_form(form), "f.yaml") == form


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Faulty) as caught:
        read_form(text, "f.yaml")
    return [(fault.place, fault.message.say("nb")) for fault in caught.value.faults]


def test_a_row_without_a_key_gets_one() -> None:
    form = read_form(GOOD.replace("key: a\n    ", ""), "f.yaml")
    assert form.rows[0].key == "row-1"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("group: adult", "group: adults", 2),
        ("kind: checklist", "kind: checklist\ncolour: red", 2),
        ("    words: {nb: Tolk, nn: Tolk}", "    wrods: {nb: Tolk}", 6),
        ("  - key: a", "  - key: [a]", 5),
        ("title: {nb: Sjekkliste, nn: Sjekkliste}", "title: Sjekkliste", 3),
        ("group: adult", "group: adult\ngroup: child", 3),
        ("group: adult", "group: *x", 2),
        ("group: adult", "group: 'adult", None),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(old: str, new: str, line: int | None) -> None:
    found = refused(GOOD.replace(old, new))
    assert found
    assert line is None or f"f.yaml:{line}" in [place for place, _text in found]
    assert all(place.startswith("f.yaml:") for place, _text in found)


@pytest.mark.parametrize("text", ["", "[]", "hei", "\x00", "a: " * 30, "- " * 2000])
def test_what_is_no_form_at_all_is_refused(text: str) -> None:
    assert refused(text)


def test_a_huge_text_is_refused_before_it_is_read() -> None:
    assert refused("a" * (LARGEST + 1))[0][0] == "f.yaml"


def test_all_faults_are_told_at_once() -> None:
    found = refused("kind: checklist\ngroup: nobody\ntitle: {nb: 1, no: x}\nrows:\n  - words: 3\n")
    assert len(found) >= 3


def test_a_fault_of_the_form_itself_has_its_line() -> None:
    text = GOOD.replace("{nb: Tolk, nn: Tolk}", "{nb: Tolk}")
    form = read_form(text, "f.yaml")
    (fault,) = check_form(form)
    assert place_in_file(form, text, "f.yaml", fault.place) == "f.yaml:6"


def test_the_file_in_the_handbook_is_a_form_that_can_be_published() -> None:
    text = (ROOT / "docs" / "handbook" / "rutiner-og-skjema.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert check_form(read_form(shown, "handbook")) == []
