"""Rules in words: every operator is said, and the words follow the rule."""

from datetime import date

import pytest

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.expression import Anniversary, Expression, Kind, Parameter
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.formula import Line, lines, words
from rettvis.rulekit.node import condition
from rettvis.rulekit.operators import (
    all_of,
    any_of,
    default,
    floor_division,
    greatest,
    known,
    least,
    one_of,
    when,
    whole_years,
)
from rettvis.rulekit.wording import NO_BREAK, sentence

hours = Fact("hours", Kind.INTEGER, sentence("hours asked for"), unit="hours")
more = Fact("more", Kind.INTEGER, sentence("more hours"), unit="hours")
begins = Fact("begins", Kind.DATE, sentence("first day"), unit="date")
ends = Fact("ends", Kind.DATE, sentence("last day"), unit="date")
alone = Fact("alone", Kind.BOOLEAN, sentence("lives alone"))
colour = Fact("colour", Kind.TEXT, sentence("the colour"), choices=("red", "blue"))
limit = Parameter("limit", 120, unit="hours")
enough = condition(
    "enough",
    hours >= limit,
    LegalBasis("Act", "1"),
    title="Enough hours",
    met="Enough.",
    not_met="Not enough.",
    unknown="Not known.",
)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (hours >= limit, "hours asked for is at least 2 hours"),
        (hours < limit, "hours asked for is less than 2 hours"),
        (hours <= limit, "hours asked for is at most 2 hours"),
        (hours > limit, "hours asked for is more than 2 hours"),
        (hours.equals(60), "hours asked for is 1 hour"),
        (begins < date(2026, 7, 1), "first day is before 1 July 2026"),
        (begins <= ends, "first day is on or before last day"),
        (begins > ends, "first day is after last day"),
        (begins >= ends, "first day is on or after last day"),
        (colour.equals("red"), "the colour is «red»"),
        (one_of(colour, "red", "blue"), "the colour is one of «red» and «blue»"),
        (hours + more - 30, "hours asked for + more hours − 30"),
        ((hours + more) * 2, "(hours asked for + more hours) · 2"),
        (hours + 0, "hours asked for"),
        (floor_division(hours, 7), "hours asked for divided by 7, rounded down"),
        (least(hours, more), "the least of hours asked for and more hours"),
        (greatest(hours, 0), "the greatest of hours asked for and 0"),
        (default(hours, 0), "hours asked for, or 0 while it is not known"),
        (known(hours), "hours asked for is known"),
        (whole_years(begins, ends), "completed years from first day to last day"),
        (Anniversary(begins, Parameter("years", 2, unit="years")), "the day 2 years after first day"),
        (when(alone, hours, more), "hours asked for where lives alone, otherwise more hours"),
        (all_of(enough, alone), "“Enough hours” is met and lives alone"),
        (any_of(enough, alone), "“Enough hours” is met or lives alone"),
        (~enough, "“Enough hours” is not met"),
        (~alone, "not so that lives alone"),
    ],
)
def test_every_operator_has_words(rule: Expression, said: str) -> None:
    assert words(rule).say("en").replace(NO_BREAK, " ") == said


def told(rule: Expression) -> list[object]:
    """The lines as plain text, sub-lists as lists."""

    def plain(line: Line) -> list[object]:
        text = line.text.say("en").replace(NO_BREAK, " ")
        return [text, [part for below in line.below for part in plain(below)]] if line.below else [text]

    return [part for line in lines(rule) for part in plain(line)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            all_of(alone, any_of(enough, alone)),
            [
                "all of these hold:",
                ["lives alone", "at least one holds:", ["“Enough hours” is met", "lives alone"]],
            ],
        ),
        (any_of(alone), ["lives alone"]),
        (~all_of(alone, enough), ["not all of these hold:", ["lives alone", "“Enough hours” is met"]]),
        (~any_of(alone, enough), ["none of these holds:", ["lives alone", "“Enough hours” is met"]]),
        (when(alone, 0, hours), ["0, where", ["lives alone"], "otherwise hours asked for"]),
        (
            when(alone, 0, default(hours, hours + more)),
            [
                "0, where",
                ["lives alone"],
                "otherwise hours asked for, or while it is not known:",
                ["hours asked for + more hours"],
            ],
        ),
        (hours + more, ["hours asked for + more hours"]),
        (
            hours - default(more, 0),
            [
                "the sum of these:",
                ["hours asked for"],
                "less:",
                ["more hours, or 0 while it is not known"],
            ],
        ),
        (greatest(hours - more, 0), ["the greatest of these:", ["hours asked for − more hours", "0"]]),
        (least(hours + more, 0), ["the least of these:", ["hours asked for + more hours", "0"]]),
    ],
)
def test_a_rule_of_parts_is_a_list(rule: Expression, said: list[object]) -> None:
    assert told(rule) == said


def test_what_is_no_rule_has_no_words() -> None:
    with pytest.raises(TypeError, match="no words"):
        words(Expression())
