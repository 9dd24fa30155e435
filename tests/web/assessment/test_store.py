"""What is kept is what was found out, to the last value."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from json import dumps, loads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import Application, TimeUse
from rettvis.journey.assessment import Assessment, ClockRow, DayClock, NeedPeriod
from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.application import store as application_store
from rettvis.web.assessment import store
from rettvis.web.pages.content import Unreadable, from_json, to_json

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)

st.register_type_strategy(str, TEXT)
st.register_type_strategy(Fraction, st.fractions(min_value=0, max_value=168, max_denominator=52))
st.register_type_strategy(date, st.dates(date(1900, 1, 1), date(2200, 1, 1)) | st.just(LASTING))


@given(st.from_type(Application))
def test_an_application_comes_back_as_it_was_kept(application: Application) -> None:
    content = loads(dumps(application_store.content_of(application)))
    assert application_store.application_in(content) == application


@given(st.from_type(Assessment))
def test_an_assessment_comes_back_as_it_was_kept(assessment: Assessment) -> None:
    content = loads(dumps(store.content_of(assessment)))
    assert store.assessment_in(content) == assessment


def test_no_foreseeable_end_is_kept_as_a_word_and_a_third_stays_a_third() -> None:
    row = ClockRow("a", assessed=TimeUse(30, Fraction(1, 3)))
    assessment = Assessment(need=NeedPeriod(date(2026, 1, 1), LASTING), clock=DayClock((row,)))
    content = store.content_of(assessment)
    assert content["need"]["until"] == "lasting"
    assert content["clock"]["rows"][0]["assessed"]["times_per_week"] == "1/3"


def test_what_an_older_revision_did_not_have_gets_its_default() -> None:
    content = store.content_of(Assessment(summary="x"))
    del content["several_or_night_continuous"]
    assert store.assessment_in(content) == Assessment(summary="x")


@pytest.mark.parametrize(
    "broken", [{"unknown": 1}, {"summary": 3}, {"need": []}, {"need": {"start": "soon"}}, [], None]
)
def test_a_fact_that_is_not_understood_is_refused_and_not_lost(broken: object) -> None:
    with pytest.raises(Unreadable):
        from_json(Assessment, broken)


def test_a_value_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(Unreadable):
        store.content_of(replace(Assessment(), summary=1.5))  # type: ignore[arg-type]


def test_a_sentence_is_kept_with_its_values() -> None:
    words = sentence("{count} of {name}", count=2, name=sentence("Day clock"))
    kept = loads(dumps(to_json(words)))
    assert from_json(Sentence, kept).text == words.text
    assert kept["values"]["name"] == {"text": "Day clock", "values": {}}
    plain = sentence("The application")
    assert from_json(Sentence, loads(dumps(to_json(plain)))) == plain
