"""A text of the library filled with what is true of one service line in one case."""

from dataclasses import dataclass

from rettvis.journey.decision.library.placeholders import PLACEHOLDERS, placeholders_in, put_in
from rettvis.journey.decision.library.text import ReasonText
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.rulekit.wording import value_text


@dataclass(frozen=True)
class Filling:
    """The text as it stands in the letter; ``missing`` are names that the case has no value for yet."""

    words: str
    missing: tuple[str, ...] = ()


def filled(text: ReasonText, line: ServiceLine, case: CaseSnapshot, language: str) -> Filling:
    """The text in ``language``; no words where it is not written in that language. Nothing is guessed."""
    template = text.words.of(language).strip()
    values, missing = {}, []
    for name in placeholders_in(template):
        known = PLACEHOLDERS.get(name)
        value = None if known is None else known.find(line, case)
        if known is None or value is None:
            missing.append(name)
        else:
            values[name] = value_text(value, language, known.unit)
    return Filling(put_in(template, values), tuple(missing))


def sample(text: ReasonText, language: str) -> str:
    """The text in ``language`` with invented values."""
    values = {name: known.sample.of(language) for name, known in PLACEHOLDERS.items()}
    return put_in(text.words.of(language).strip(), values)
