"""The pieces of a Markdown page: every sentence is put into the reader's language here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.formula import Line
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import NO_BREAK, Sentence, sentence, value_text

ABSENT = "–"


@dataclass(frozen=True)
class Writer:
    """Writes pieces of a page in ``language`` (nb, nn or en)."""

    language: str

    def say(self, value: Any, unit: str = "") -> str:
        """A sentence or a value as running text, with plain spaces so that it can be searched for."""
        return value_text(value, self.language, unit).replace(NO_BREAK, " ")

    def heading(self, level: int, text: Any) -> str:
        """A heading."""
        return f"{'#' * level} {capital(self.say(text))}"

    def strong(self, text: Any) -> str:
        """A line that stands out without being a heading."""
        return f"**{self.say(text)}**"

    def bullets(self, items: Iterable[Any]) -> str:
        """A list."""
        return "\n".join(f"- {self.say(item)}" for item in items)

    def rule(self, lines: Iterable[Line], depth: int = 0) -> str:
        """A rule in words, with its sub-lists."""
        rows = []
        for line in lines:
            rows.append(f"{'  ' * depth}- {self.say(line.text)}")
            if line.below:
                rows.append(self.rule(line.below, depth + 1))
        return "\n".join(rows)

    def table(self, columns: Sequence[Sentence], rows: Iterable[Sequence[Any]]) -> str:
        """A table; an empty cell has a dash, so that a screen reader says something."""
        head = f"| {' | '.join(capital(self.say(column)) for column in columns)} |"
        line = f"|{'---|' * len(columns)}"
        return "\n".join([head, line, *(f"| {' | '.join(map(self._cell, row))} |" for row in rows)])

    def cited(self, basis: LegalBasis, *, short: bool = False) -> str:
        """A citation that leads to the text of the law."""
        return f"[{self.say(basis.cite(self.language, short=short))}]({link_of(basis)})"

    def period(self, period: Period) -> str:
        """From when to when something held."""
        if period.first == date.min and period.last is None:
            return self.say(sentence("as far as is known always"))
        if period.first == date.min:
            return self.say(sentence("until {last:date}", last=period.last))
        if period.last is None:
            return self.say(sentence("from {first:date}", first=period.first))
        return self.say(sentence("{first:date} to {last:date}", first=period.first, last=period.last))

    def _cell(self, value: Any) -> str:
        text = self.say(value) if value not in (None, "") else ABSENT
        return text.replace("|", "\\|").replace("\n", " ")


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def link_of(basis: LegalBasis) -> str:
    """The address of a provision, with the sign for a section as addresses want it."""
    return basis.link.replace("§", "%C2%A7").replace("(", "%28").replace(")", "%29")


def code(text: str) -> str:
    """A name as it is written in a file."""
    return f"`{text}`"


def anchor(name: str) -> str:
    """The place on a page that a link to ``#name`` leads to."""
    return f'<a id="{name}"></a>'


def page(*parts: str | Iterator[str]) -> str:
    """The parts with an empty line between each."""
    texts: list[str] = []
    for part in parts:
        texts += [part] if isinstance(part, str) else list(part)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(text for text in texts if text)).rstrip() + "\n"
