"""What is kept of a calculation, of answers and of a decision comes back as it was."""

import json
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import KindOfService, Service, TimeUse
from rettvis.journey.calculation import (
    CALENDAR_YEAR,
    FIFTY_TWO,
    Choices,
    Deduction,
    Ground,
    NormUse,
    SharedHousework,
)
from rettvis.journey.conditions import ANSWERABLE, HumanAnswer
from rettvis.journey.decision import (
    RULES,
    Act,
    AdvanceNotice,
    Decision,
    Event,
    Extent,
    KindMinutes,
    Official,
    Organised,
    Per,
    Reason,
    ServiceLine,
    Tried,
)
from rettvis.rulekit.expression import Kind
from rettvis.web.calculation import store as calculation
from rettvis.web.calculation.store import KeptNorm
from rettvis.web.conditions import store as conditions
from rettvis.web.decision import store as decision
from rettvis.web.decision.store import Draft, StoodOn

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
keys = st.text("abcdefghij0123456789-_", min_size=1, max_size=10)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
minutes = st.integers(0, 100_000)
shares = st.fractions(Fraction(0), Fraction(1), max_denominator=1000)
times = st.builds(TimeUse, minutes, st.none() | st.fractions(0, 168, max_denominator=100), st.integers(1, 10))


def some(values: st.SearchStrategy) -> st.SearchStrategy:
    """A tuple of a few."""
    return st.lists(values, max_size=4).map(tuple)


deductions = st.builds(
    Deduction,
    keys,
    st.sampled_from(Ground),
    st.none() | times,
    texts,
    texts,
    st.none() | keys,
    st.none() | st.sampled_from(KindOfService),
)
norms = st.builds(KeptNorm, texts, st.none() | minutes, st.none() | minutes, texts)
choices = st.builds(
    Choices,
    st.none() | st.builds(SharedHousework, shares, texts, texts),
    some(deductions),
    some(st.builds(NormUse, norms, some(keys), texts)),
    st.sampled_from([FIFTY_TWO, CALENDAR_YEAR]),
)


@st.composite
def human_answers(draw: st.DrawFn) -> HumanAnswer:
    """An answer of the fact's own kind."""
    fact = draw(st.sampled_from(sorted(ANSWERABLE.values(), key=lambda fact: fact.name)))
    value = draw(st.booleans() if fact.kind is Kind.BOOLEAN else st.sampled_from(fact.choices))
    return HumanAnswer(fact.name, value, draw(texts), draw(days), draw(texts))


reasons = st.builds(Reason, some(st.sampled_from(sorted(RULES))), texts, texts)
tried = st.builds(Tried, st.none() | st.booleans(), reasons)
lines = st.builds(
    ServiceLine,
    keys,
    st.sampled_from(Service),
    st.none() | st.booleans(),
    st.none() | st.sampled_from(Organised),
    st.none() | st.builds(Extent, st.integers(1, 100), st.sampled_from(Per), st.integers(1, 52)),
    some(st.builds(KindMinutes, st.sampled_from(KindOfService), minutes)),
    st.none() | days,
    st.none() | days,
    st.none() | days,
    some(keys),
    some(reasons),
    texts,
)
people = st.builds(Official, keys, texts, texts, st.booleans())
histories = st.just(()) | st.tuples(st.builds(Event, st.just(Act.SEND_FOR_APPROVAL), people, days, texts))
notices = st.builds(AdvanceNotice, st.none() | days, st.none() | days, texts, texts)
drafts = st.builds(
    Draft,
    st.builds(
        Decision,
        some(lines),
        tried,
        tried,
        tried,
        texts,
        st.none() | notices,
        st.none() | days,
        texts,
        histories,
    ),
    some(texts),
    st.sampled_from(["nb", "nn", "en"]),
    some(st.builds(StoodOn, keys, st.integers(0, 99))),
)


@given(choices)
def test_choices_come_back_as_they_were(made: Choices) -> None:
    assert calculation.choices_in(json.loads(json.dumps(calculation.content_of(made)))) == made


@given(st.builds(conditions.Answered, some(human_answers()), st.none() | days))
def test_answers_come_back_as_they_were(made: conditions.Answered) -> None:
    assert conditions.answered_in(json.loads(json.dumps(conditions.content_of(made)))) == made


@given(drafts)
def test_a_decision_comes_back_as_it_was(made: Draft) -> None:
    assert decision.draft_in(json.loads(json.dumps(decision.content_of(made)))) == made
