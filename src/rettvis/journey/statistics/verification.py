"""Every printed figure recomputed exactly: what agrees, what does not, and what could not be checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.explanation import explain
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.printed import PrintedFigure, recompute
from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.wording import Sentence


@dataclass(frozen=True)
class Deviation:
    """A printed figure that does not follow: what it should be, exactly and rounded, and why, maybe."""

    figure: PrintedFigure
    recomputed: Fraction
    exact: Fraction
    explanation: tuple[Sentence, ...]


@dataclass(frozen=True)
class NotChecked:
    """A printed figure that could not be recomputed, and why."""

    figure: PrintedFigure
    reason: Sentence


@dataclass(frozen=True)
class Verification:
    """How many figures were recomputed and agree, each that deviates, and each that was not checked."""

    agree: int
    deviations: tuple[Deviation, ...]
    not_checked: tuple[NotChecked, ...]

    @property
    def checked(self) -> int:
        """How many figures were recomputed."""
        return self.agree + len(self.deviations)


def verify(printed: Iterable[PrintedFigure], figures: Figures) -> Verification:
    """Recompute every figure, rounding a half up to the decimals that were printed."""
    agree, deviations, not_checked = 0, [], []
    for figure in printed:
        exact = recompute(figure, figures)
        if isinstance(exact, Sentence):
            not_checked.append(NotChecked(figure, exact))
            continue
        right = rounded(exact, figure.decimals)
        if right == figure.printed:
            agree += 1
        else:
            deviations.append(Deviation(figure, right, exact, explain(figure, exact, figures)))
    return Verification(agree, tuple(deviations), tuple(not_checked))
