"""A number with decimals as the reader writes it: 2 135,23 in Norwegian, 2,135.23 in English."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.wording import MINUS, Sentence, number_text


@dataclass(frozen=True, init=False)
class DecimalText(Sentence):
    """A number that is said with the reader's decimal mark; ``text`` is the number with a point."""

    def say(self, language: str) -> str:
        """The number in ``language``."""
        whole, _, decimals = self.text.removeprefix("-").partition(".")
        shown = number_text(int(whole), language)
        if decimals:
            shown += ("." if language == "en" else ",") + decimals
        return MINUS + shown if self.text.startswith("-") else shown

    __hash__ = Sentence.__hash__


def decimal_text(value: Fraction, decimals: int | None = None) -> DecimalText:
    """``value`` with so many decimals, rounded; with None as few as show it exactly, and at most four."""
    if decimals is None:
        decimals = decimals_of(value)
    scaled = int(rounded(value, decimals) * 10**decimals)
    digits = f"{abs(scaled):0{decimals + 1}d}"
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return DecimalText("-" + text if scaled < 0 else text)


def decimals_of(value: Fraction) -> int:
    """As few decimals as show ``value`` exactly, and at most four."""
    if value.denominator == 1:
        return 0
    return next((few for few in range(1, 4) if (value * 10**few).denominator == 1), 4)
