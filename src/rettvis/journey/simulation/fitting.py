"""How much of their hours persons have used before, as a distribution for those to come: no data, no fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from rettvis.journey.simulation.uncertain import Uncertain
from rettvis.rulekit.units import round_half_up

FEWEST_PERSONS = 10
"""Fewer persons than this say too little of others, and could be recognised."""
_PARTS = 10_000
"""Mean and deviation are told in hundredths of a percent, and computed with as they are told."""


@dataclass(frozen=True)
class FittedTakeUp:
    """A Beta distribution by the method of moments, and what it was fitted to.

    ``above`` is how many used more than they had; each of them counts as having used all.
    """

    take_up: Uncertain
    persons: int
    above: int


def fit_take_up(used_of_granted: Iterable[tuple[int, int]]) -> FittedTakeUp | None:
    """The share of her hours that one person uses, from minutes used and granted of each.

    Persons weigh alike. The Beta distribution has the mean of the shares, and their variance with n − 1 below
    (the method of moments). None where fewer than :data:`FEWEST_PERSONS` had any hours. Where all used
    alike, or the shares lie only at 0 and 1, the nearest distribution there is: certain, or almost so far.
    """
    pairs = [(max(used, 0), granted) for used, granted in used_of_granted if granted > 0]
    if len(pairs) < FEWEST_PERSONS:
        return None
    shares = [min(Fraction(used, granted), Fraction(1)) for used, granted in pairs]
    mean = _told(sum(shares, Fraction(0)) / len(shares))
    variance = sum(((share - mean) ** 2 for share in shares), Fraction(0)) / (len(shares) - 1)
    spread = min(_told(_root(variance)), _widest(mean))
    above = sum(used > granted for used, granted in pairs)
    return FittedTakeUp(Uncertain.share(mean, spread), len(pairs), above)


def _told(value: Fraction) -> Fraction:
    return Fraction(round_half_up(value * _PARTS), _PARTS)


def _root(value: Fraction) -> Fraction:
    return Fraction(isqrt(value.numerator * _PARTS**4 // value.denominator), _PARTS**2)


def _widest(mean: Fraction) -> Fraction:
    """The largest deviation that a share with this mean can have, a hundredth of a percent within."""
    parts = (_root(mean * (1 - mean)) * _PARTS).__floor__()
    return Fraction(max(parts - 1, 0), _PARTS)
