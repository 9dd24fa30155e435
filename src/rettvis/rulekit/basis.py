"""The legal basis of a rule as one object; every citation, link and title is made from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rettvis.rulekit.wording import NO_BREAK, translate

ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth".split(),
    "nb": "første andre tredje fjerde femte sjette sjuende åttende".split(),
    "nn": "første andre tredje fjerde femte sjette sjuande åttande".split(),
}
PART_WORDS = {
    "paragraph": "ledd",
    "sentence": "punktum",
    "no.": "nr.",
    "letter": "bokstav",
    "and": "og",
    "to": "til",
}
"""What a part of a section is named with, English to Norwegian (the same in bokmål and nynorsk)."""


@dataclass(frozen=True)
class LegalBasis:
    """Where in the law a rule stands.

    ``act`` is the act's English name (translated when cited), ``section`` its section ("2-1 d"), ``part`` the
    part in English words ("fourth paragraph first sentence", "first paragraph no. 6 letter b"), ``title`` the
    section's heading in English, ``link`` a public address, ``short`` the usual abbreviation ("pbrl.").
    """

    act: str
    section: str
    part: str = ""
    title: str = ""
    link: str = ""
    short: str = ""

    def cite(self, language: str, *, short: bool = False) -> str:
        """Act, section and part in ``language``; with ``short`` the abbreviation, if there is one."""
        act = self.short if short and self.short else translate(self.act, language)
        section = part_text(self.section, language)
        mark = "§§" if re.search(r"[,–]| (and|to) ", self.section) else "§"
        pieces = (act, f"{mark}{NO_BREAK}{section}" if section else "", part_text(self.part, language))
        return " ".join(piece for piece in pieces if piece)

    def name(self, language: str) -> str:
        """The heading of the section in ``language``; empty where none is given."""
        return translate(self.title, language)

    def as_data(self, language: str) -> Mapping[str, str]:
        """The citation with stable keys, for output as data."""
        return {"citation": self.cite(language), "title": self.name(language), "link": self.link}


def part_text(part: str, language: str) -> str:
    """A part of a section in ``language``: "fourth paragraph" is «fjerde ledd»."""
    if language == "en":
        return part
    words = dict(zip(ORDINALS["en"], ORDINALS[language], strict=True)) | PART_WORDS
    return " ".join(words.get(word, word) for word in part.split(" "))
