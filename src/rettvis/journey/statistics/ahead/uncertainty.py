"""How sure a projected number is: the distribution of a sum of Gamma-Poisson counts, by convolution.

The same users are counted year after year, so the base years count as one year of evidence, however many
they are. In each age group the users of a coming year are negative binomial: rate ~ Gamma(users + 1/2,
inhabitants), users ~ Poisson(rate x inhabitants then).
"""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, lgamma, log
from typing import Any, Protocol

_STEPS = 4000
"""How finely the sum is divided: the interval is at most this part of its whole width off."""
_SPREADS = 12
"""How many standard deviations of each group are counted with; what lies beyond is less than 1e-9."""


class Counted(Protocol):
    """An age group as it was counted: the mean of its users and inhabitants a year."""

    @property
    def users(self) -> Fraction:
        """Users, the mean a year."""
        ...

    @property
    def inhabitants(self) -> Fraction:
        """Inhabitants, the mean a year."""
        ...


def interval_of(
    counted: Sequence[Counted], inhabitants: Sequence[Fraction], weights: Sequence[Fraction], within: int
) -> tuple[int, int]:
    """The interval that holds ``within`` percent of the weighted sum of users, as whole numbers.

    ``inhabitants`` are those of the coming year and ``weights`` what each user counts for (1, or hours).
    """
    chances = [_chances(one, float(people)) for one, people in zip(counted, inhabitants, strict=True)]
    width = sum(float(weight) * (len(chance) - 1) for weight, chance in zip(weights, chances, strict=True))
    if not width:
        return 0, 0
    step = 1.0 if all(weight == 1 for weight in weights) else width / _STEPS
    whole = _sum(chances, [float(weight) / step for weight in weights])
    tail = (100 - within) / 200
    return round(_quantile(whole, tail) * step), round(_quantile(whole, 1 - tail) * step)


def _chances(counted: Counted, people: float) -> list[float]:
    """The chance of 0, 1, 2 … users."""
    shape = float(counted.users) + 0.5
    mean = shape * people / float(counted.inhabitants)
    if mean <= 0:
        return [1.0]
    spread = (mean + mean * mean / shape) ** 0.5
    most = int(mean + _SPREADS * spread) + 10
    ratio = mean / (shape + mean)
    return [
        exp(
            lgamma(count + shape)
            - lgamma(shape)
            - lgamma(count + 1)
            + shape * log(1 - ratio)
            + count * log(ratio)
        )
        for count in range(most + 1)
    ]


def _sum(chances: Sequence[Sequence[float]], weights: Sequence[float]) -> Any:
    """The distribution of the weighted sum, in steps; a value between two steps is shared by both."""
    import numpy

    whole = numpy.ones(1)
    for chance, weight in zip(chances, weights, strict=True):
        places = numpy.arange(len(chance)) * weight
        below = numpy.floor(places).astype(int)
        above = places - below
        one = numpy.zeros(below[-1] + 2)
        numpy.add.at(one, below, numpy.asarray(chance) * (1 - above))
        numpy.add.at(one, below + 1, numpy.asarray(chance) * above)
        whole = numpy.convolve(whole, one)
    return whole


def _quantile(whole: Any, chance: float) -> int:
    """The least place where at least ``chance`` lies at or below."""
    import numpy

    return int(numpy.searchsorted(numpy.cumsum(whole), chance * whole.sum()))
