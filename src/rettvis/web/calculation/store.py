"""Kept revisions ⇄ the choices of a calculation: the only translator.

A norm is kept with its words, range and source as they stood, so that a decision still shows what the time
was compared with when the municipality has changed its norms.
"""

from dataclasses import dataclass
from typing import Any

from rettvis.journey.calculation import (
    FIFTY_TWO,
    Choices,
    Deduction,
    Norm,
    NormUse,
    SharedHousework,
    WeeksPerYear,
)
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.models import Case
from rettvis.web.application.revisions import current_revision
from rettvis.web.application.saving import Kept
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.pages.content import from_json, to_json


@dataclass(frozen=True)
class KeptNorm:
    """A norm as it stood when it was compared with; ``words`` is the source text of its name."""

    words: str
    low: int | None
    high: int | None
    source: str

    @property
    def label(self) -> Sentence:
        """What the norm is about, in words."""
        return Sentence(self.words)


@dataclass(frozen=True)
class _KeptUse:
    norm: KeptNorm
    rows: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class _KeptChoices:
    shared_housework: SharedHousework | None = None
    deductions: tuple[Deduction, ...] = ()
    norms: tuple[_KeptUse, ...] = ()
    weeks: WeeksPerYear = FIFTY_TWO


def kept_norm(norm: Norm) -> KeptNorm:
    """``norm`` as it is kept."""
    return KeptNorm(norm.label.text, norm.low, norm.high, norm.source)


def load_choices(case: Case) -> Choices:
    """The choices of the case as they stand; the usual ones when nothing is saved."""
    revision = current_revision(CalculationRevision, case)
    return Choices() if revision is None else choices_in(revision.content)


def choices_in(content: Any) -> Choices:
    """The choices that a revision's content holds; the usual ones for None."""
    if content is None:
        return Choices()
    kept = from_json(_KeptChoices, content)
    norms = tuple(NormUse(use.norm, use.rows, use.reason) for use in kept.norms)
    return Choices(kept.shared_housework, kept.deductions, norms, kept.weeks)


def content_of(choices: Choices) -> Any:
    """The content of a revision that holds ``choices``."""
    norms = tuple(_KeptUse(kept_norm(use.norm), use.rows, use.reason) for use in choices.norms)
    return to_json(_KeptChoices(choices.shared_housework, choices.deductions, norms, choices.weeks))


KEPT = Kept(CalculationRevision, choices_in, content_of, Choices())
"""How the choices are kept."""
