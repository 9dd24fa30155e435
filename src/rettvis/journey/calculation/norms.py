"""How the measured time stands to a norm: told, never used as the answer."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.application.time_use import exact_hours
from rettvis.journey.calculation.calculation import Calculation
from rettvis.journey.calculation.choices import Norm, NormUse
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class NormComparison:
    """One norm beside what was measured: ``outside`` is ``None`` while the measured time is not known."""

    use: NormUse
    measured: Fraction | None
    outside: bool | None

    def words(self) -> Sentence:
        """The norm, its source and the measured time in one sentence."""
        return sentence(
            "{label}: guidance {range} ({source}); measured {measured}.",
            label=self.use.norm.label,
            range=norm_range(self.use.norm),
            source=self.use.norm.source,
            measured=sentence("not known") if self.measured is None else exact_hours(self.measured),
        )


def compare_with_norms(calculation: Calculation, uses: tuple[NormUse, ...]) -> tuple[NormComparison, ...]:
    """Every norm beside the sum of its rows, with what was taken out of them taken out."""
    return tuple(_compare(calculation, use) for use in uses)


def norm_range(norm: Norm) -> Sentence:
    """The range of a norm in words."""
    if norm.low is not None and norm.high is not None:
        if norm.low == norm.high:
            return sentence("{minutes:hours} a week", minutes=norm.low)
        return sentence("{low:hours} to {high:hours} a week", low=norm.low, high=norm.high)
    if norm.low is not None:
        return sentence("at least {minutes:hours} a week", minutes=norm.low)
    if norm.high is not None:
        return sentence("up to {minutes:hours} a week", minutes=norm.high)
    return sentence("set for each person")


def _compare(calculation: Calculation, use: NormUse) -> NormComparison:
    exact = [row.exact for row in calculation.rows if row.activity in use.rows]
    known = [minutes for minutes in exact if minutes is not None]
    if not exact or len(known) < len(exact):
        return NormComparison(use, None, None)
    measured = sum(known, Fraction(0))
    below = use.norm.low is not None and measured < use.norm.low
    above = use.norm.high is not None and measured > use.norm.high
    return NormComparison(use, measured, below or above)
