"""Plain content into dataclasses: exact, and every fault at once with its place."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from rettvis.edges.typed_reading import Reader
from rettvis.journey.calculation import SharedHousework
from rettvis.journey.decision import Extent, Per
from rettvis.rulekit.facts import LASTING


@dataclass(frozen=True)
class Thing:
    day: date | None = None
    yes: bool = False
    answer: bool | int | str = 0


def test_an_exact_share_and_a_choice_are_read() -> None:
    reader = Reader("a.yaml")
    raw = {"others_share": "1/3", "reason": "a", "source": "b"}
    assert reader.read(SharedHousework, raw, "").others_share == Fraction(1, 3)
    assert reader.read(Extent, {"amount": 2, "per": "weekends_per_month"}, "") == Extent(2, Per.WEEKENDS)
    assert reader.read(Thing, {"day": "lasting", "answer": "right"}, "") == Thing(LASTING, answer="right")
    assert reader.faults == []


@pytest.mark.parametrize(
    ("wanted", "raw", "said"),
    [
        (Extent, {"amount": 1.5}, "a.yaml amount: “1.5” is not a whole number."),
        (Extent, {"amount": True}, "a.yaml amount: “True” is not a whole number."),
        (Extent, {}, "a.yaml: Something is missing here: one of amount, per and every_weeks."),
        (Extent, [1], "a.yaml: “[1]” is not names with values."),
        (Extent, {"amount": 1, "per": "wek"}, "a.yaml per: “wek” is not a known name. Did you mean “week”?"),
        (Thing, {"yes": "yes"}, "a.yaml yes: “yes” is not true or false."),
        (Thing, {"day": 2026}, "a.yaml day: “2026” is not a date. Write it as 2026-07-01."),
        (Fraction, "1/0", "a.yaml: “1/0” is not an exact number. Write 2 or 1/2."),
        (tuple[Extent, ...], {"amount": 1}, "a.yaml: “{'amount': 1}” is not a list."),
    ],
)
def test_a_fault_names_the_place_and_the_mend(wanted: object, raw: object, said: str) -> None:
    reader = Reader("a.yaml")
    assert reader.read(wanted, raw, "") is None or reader.faults
    assert [fault.say("en") for fault in reader.faults] == [said]


def test_faults_deep_down_are_all_told() -> None:
    reader = Reader("a.yaml")
    reader.read(tuple[Extent, ...], [{"amount": "1"}, {"amount": 1, "pr": "week"}], "lines")
    assert [fault.place for fault in reader.faults] == ["a.yaml lines.1.amount", "a.yaml lines.2.pr"]
