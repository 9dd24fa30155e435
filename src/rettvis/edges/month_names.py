"""The names of months, in whichever language a sentence is read."""

from dataclasses import dataclass

from rettvis.rulekit.wording import MONTHS, Sentence


@dataclass(frozen=True)
class MonthName(Sentence):
    """The name of a month in the reader's language; ``text`` is its number."""

    def say(self, language: str) -> str:
        """The name."""
        return MONTHS[language][int(self.text) - 1]

    __hash__ = Sentence.__hash__


def month_name(month: int) -> Sentence:
    """The name of month 1 to 12."""
    return MonthName(str(month), {})
