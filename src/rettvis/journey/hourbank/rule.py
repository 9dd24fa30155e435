"""A municipality's rule for what is left when the year ends, as data, and what it makes of one year."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_down, round_half_up
from rettvis.rulekit.wording import N_, Sentence, sentence


class Leftover(Choice):
    """What a rule does with what is left."""

    LAPSE = "lapse", N_("What is left lapses")
    CARRY_OVER = "carry_over", N_("What is left is carried over, up to a limit")
    REPAY = "repay", N_("What was invoiced in advance and not used is paid back")


@dataclass(frozen=True)
class SettlementRule:
    """A municipality's rule for one service: what is left, and how much of it may be carried over at most.

    ``most_minutes`` and ``most_share`` (of the hours the year granted) are limits of what is carried over;
    the lower counts, and what is above it lapses. ``advance_share`` of the year's hours, with an opening
    balance and what was carried in, is invoiced in advance; they are used first, and those not used are
    paid back at ``price_ore`` (whole øre) an hour. ``source`` is the decision that the rule stands on.
    """

    leftover: Leftover
    source: str
    most_minutes: int | None = None
    most_share: Fraction | None = None
    advance_share: Fraction = Fraction(1)
    price_ore: int | None = None


@dataclass(frozen=True)
class Leftovers:
    """Whole minutes that lapse, are carried over, and are paid back: together all that was left."""

    lapsed: int = 0
    carried: int = 0
    repaid: int = 0


@dataclass(frozen=True)
class YearFigures:
    """Whole minutes of a year before it is settled: granted, brought in (opening or carried in), left."""

    granted: int
    brought: int
    left: int


def leftovers(rule: SettlementRule, year: YearFigures) -> Leftovers:
    """What becomes of what is left. Nothing, where nothing or less than nothing is left."""
    left = max(0, year.left)
    if rule.leftover is Leftover.CARRY_OVER:
        limits = [left]
        if rule.most_minutes is not None:
            limits.append(rule.most_minutes)
        if rule.most_share is not None:
            limits.append(round_down(rule.most_share * year.granted))
        carried = max(0, min(limits))
        return Leftovers(lapsed=left - carried, carried=carried)
    if rule.leftover is Leftover.REPAY:
        came = year.granted + year.brought
        unused = round_down(rule.advance_share * came) - (came - year.left)
        repaid = max(0, min(left, unused))
        return Leftovers(lapsed=left - repaid, repaid=repaid)
    return Leftovers(lapsed=left)


def repaid_ore(rule: SettlementRule, minutes: int) -> int | None:
    """Whole øre for minutes paid back, to the nearest, a half up; None where the rule has no price."""
    if rule.price_ore is None:
        return None
    return round_half_up(Fraction(minutes * rule.price_ore, MINUTES_PER_HOUR))


def because(rule: SettlementRule, year: YearFigures) -> Sentence:
    """Why the year is settled as it is, in a sentence that names the rule's source."""
    parts = leftovers(rule, year)
    if year.left < 0:
        return sentence(
            "{minutes:hours} more was used than the year gave. A person decides what is done; nothing is "
            "taken from next year.",
            minutes=-year.left,
        )
    if year.left == 0:
        if year.granted + year.brought == 0:
            return sentence("The year gave no hours.")
        return sentence("Every hour of the year was used.")
    values = {"minutes": year.left, "source": rule.source}
    if rule.leftover is Leftover.LAPSE:
        return sentence("{minutes:hours} was left, and lapses ({source}).", **values)
    if rule.leftover is Leftover.CARRY_OVER:
        return sentence(
            "{minutes:hours} was left: {over:hours} is carried over, and {lapsed:hours} lapses ({source}).",
            over=parts.carried,
            lapsed=parts.lapsed,
            **values,
        )
    if parts.lapsed == 0:
        return sentence(
            "{minutes:hours} was invoiced in advance and not used, and is paid back ({source}).", **values
        )
    return sentence(
        "{minutes:hours} was left: {repaid:hours} was invoiced in advance and is paid back, and "
        "{lapsed:hours} lapses ({source}).",
        repaid=parts.repaid,
        lapsed=parts.lapsed,
        **values,
    )


def check_rule(rule: SettlementRule) -> list[Fault]:
    """What is wrong with a rule, all of it at once; places are the names of its fields."""
    return list(_faults(rule))


def _faults(rule: SettlementRule) -> Iterator[Fault]:
    if not rule.source.strip():
        yield Fault("source", sentence("Write which decision the rule stands on."))
    if rule.most_minutes is not None and rule.most_minutes < 0:
        yield Fault("most_minutes", sentence("A limit of hours cannot be below nothing."))
    if rule.price_ore is not None and rule.price_ore < 0:
        yield Fault("price_ore", sentence("A price cannot be below nothing."))
    for place, share in (("most_share", rule.most_share), ("advance_share", rule.advance_share)):
        if share is not None and not 0 <= share <= 1:
            yield Fault(place, sentence("A share must be from 0 to 100 percent."))
    limited = rule.most_minutes is not None or rule.most_share is not None
    if limited and rule.leftover is not Leftover.CARRY_OVER:
        yield Fault("leftover", sentence("A limit belongs to a rule that carries hours over. Remove it."))
