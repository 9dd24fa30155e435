"""A number that is not known for certain: one value, three points, mean and spread, or listed outcomes.

Three points (low, likely, high) are a Beta distribution stretched from low to high (the PERT form): its mean
is (low + 4 × likely + high) / 6, and its variance (mean − low) × (high − mean) / 7. A mean with a standard
deviation is the Beta distribution from low to high that has just these two (the method of moments).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Uncertain:
    """``points`` are values in rising order with their ``chances`` (which add up to 1).

    With ``chances`` empty the points are one certain value, or low, likely and high. With ``spread``, a
    standard deviation, they are low, mean and high.
    """

    points: tuple[Fraction, ...]
    chances: tuple[Fraction, ...] = ()
    spread: Fraction | None = None

    @classmethod
    def certain(cls, value: Fraction | int) -> "Uncertain":
        """A value that is known."""
        return cls((Fraction(value),))

    @classmethod
    def between(cls, low: Fraction, likely: Fraction, high: Fraction) -> "Uncertain":
        """From ``low`` to ``high``, most likely near ``likely``; certain where low and high are the same."""
        return cls.certain(low) if low == high else cls((low, likely, high))

    @classmethod
    def outcomes(cls, pairs: Iterable[tuple[Fraction, Fraction]]) -> "Uncertain":
        """Listed values with the chance of each."""
        ordered = sorted(pairs)
        return cls(tuple(value for value, _ in ordered), tuple(chance for _, chance in ordered))

    @classmethod
    def share(cls, mean: Fraction, spread: Fraction) -> "Uncertain":
        """A share from 0 to 1 by its mean and standard deviation; certain where the deviation is 0."""
        return cls.certain(mean) if not spread else cls((Fraction(0), mean, Fraction(1)), (), spread)

    @property
    def known(self) -> bool:
        """Whether only one value is possible."""
        return self.points[0] == self.points[-1]

    @property
    def mean(self) -> Fraction:
        """The expected value, exact."""
        if self.chances:
            return sum((p * c for p, c in zip(self.points, self.chances, strict=True)), Fraction(0))
        if self.spread is not None:
            return self.points[1]
        return self.points[0] if self.known else (self.points[0] + 4 * self.points[1] + self.points[2]) / 6

    @property
    def variance(self) -> Fraction:
        """The variance, exact."""
        if self.spread is not None:
            return self.spread**2
        mean = self.mean
        if self.chances:
            pairs = zip(self.points, self.chances, strict=True)
            return sum((c * (p - mean) ** 2 for p, c in pairs), Fraction(0))
        return (mean - self.points[0]) * (self.points[-1] - mean) / 7

    def nodes(self, count: int) -> tuple[Numbers, Numbers]:
        """Values and their weights: the listed ones, or ``count`` midpoints of equal distance."""
        if self.chances or self.known:
            chances = self.chances or (Fraction(1),)
            return _floats(self.points[: len(chances)]), _floats(chances)
        low, middle, high = (float(point) for point in self.points)
        return _beta(low, high, *self._parameters(low, middle, high), count)

    def _parameters(self, low: float, middle: float, high: float) -> tuple[float, float]:
        """The two parameters of the Beta distribution."""
        place = (middle - low) / (high - low)
        if self.spread is None:
            return 1 + 4 * place, 5 - 4 * place
        both = place * (1 - place) * ((high - low) / float(self.spread)) ** 2 - 1
        return place * both, (1 - place) * both

    def at(self, chances: Numbers, count: int = 20_000) -> Numbers:
        """The value that is not exceeded with each of the given chances, each in [0, 1)."""
        values, weights = self.nodes(count)
        if self.chances or self.known:
            last = len(values) - 1
            found = values[np.minimum(np.searchsorted(np.cumsum(weights), chances, side="right"), last)]
            return np.asarray(found, dtype=np.float64)
        edges = np.concatenate(([0.0], np.cumsum(weights)))
        low, high = float(self.points[0]), float(self.points[-1])
        return np.interp(chances, edges, np.linspace(low, high, count + 1))


def _floats(values: Iterable[Any]) -> Numbers:
    return np.array([float(value) for value in values], dtype=np.float64)


@lru_cache(maxsize=1024)
def _beta(low: float, high: float, first: float, second: float, count: int) -> tuple[Numbers, Numbers]:
    """Midpoints from low to high with their weights; kept, since every step of a scheme asks for the same."""
    edges = np.arange(count + 1) / count
    places = (edges[:-1] + edges[1:]) / 2
    if first >= 1 and second >= 1:
        weights = places ** (first - 1) * (1 - places) ** (second - 1)
    else:
        # Near 0 or 1 the density may have no bound: there the factor that has none is integrated.
        below = np.diff(edges**first) / first * (1 - places) ** (second - 1)
        above = -np.diff((1 - edges) ** second) / second * places ** (first - 1)
        weights = np.where(places < 0.5, below, above)
    values, weights = low + (high - low) * places, weights / weights.sum()
    values.flags.writeable = weights.flags.writeable = False
    return values, weights
