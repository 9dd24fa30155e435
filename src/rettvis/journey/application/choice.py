"""Choices with words: an enumeration whose members carry the sentence a reader sees."""

from enum import StrEnum
from typing import Self

from rettvis.rulekit.wording import Sentence, sentence


class Choice(StrEnum):
    """A fixed choice: ``str(member)`` is what is stored, ``member.label`` what is read.

    Members are written ``NAME = "stored", N_("Words")``.
    """

    label: Sentence

    def __new__(cls, stored: str, words: str = "") -> Self:
        """Make a member that is the text ``stored`` and carries ``words``."""
        member = str.__new__(cls, stored)
        member._value_ = stored
        member.label = sentence(words)
        return member
