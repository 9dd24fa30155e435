"""Facts are typed and bounded, and every fault of an input is told at once."""

from datetime import date

import pytest

from rettvis.rulekit.expression import Kind
from rettvis.rulekit.facts import LASTING, Fact, fact_text, read_facts, read_value
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence
from tests.rulekit.invented_benefit import FACTS, beds, born


def test_nested_and_dotted_names_are_the_same():
    nested, _ = read_facts(FACTS, {"garden": {"beds": 3}})
    dotted, _ = read_facts(FACTS, {"garden.beds": 3})
    assert nested == dotted == {"garden.beds": 3}


def test_an_unknown_name_is_refused_with_the_nearest_known_one():
    _, faults = read_facts(FACTS, {"garden": {"bedz": 3}})
    assert faults[0].place == "garden.bedz"
    assert "“garden.beds”" in faults[0].message.say("en")


def test_all_faults_are_told_at_once():
    _, faults = read_facts(FACTS, {"born": "30.2.2020", "garden": {"beds": -1, "gate": "ja"}, "soil": "peat"})
    assert [fault.place for fault in faults] == ["born", "garden.beds", "garden.gate", "soil"]


@pytest.mark.parametrize("raw", [float("nan"), 1.5, "12", True, None.__class__, [1]])
def test_what_is_not_a_whole_number_is_refused(raw):
    assert isinstance(read_value(beds, raw, "garden.beds"), Fault)


@pytest.mark.parametrize("raw", ["2026-02-30", "1.7.2026", 20260701, "lasting"])
def test_what_is_not_a_date_is_refused(raw):
    assert isinstance(read_value(born, raw, "born"), Fault)


def test_numbers_outside_the_bounds_are_refused():
    assert read_value(beds, 1000, "") == 1000
    assert isinstance(read_value(beds, 1001, ""), Fault)
    assert isinstance(read_value(beds, -1, ""), Fault)


def test_an_open_end_is_written_with_its_word():
    until = Fact("until", Kind.DATE, sentence("until"), open_word="lasting")
    assert read_value(until, "lasting", "") == LASTING
    assert fact_text(until, LASTING).say("en") == "with no foreseeable end"
    assert fact_text(until, date(2026, 1, 1)) == date(2026, 1, 1)
