"""Splitting the difference between two products, or two sums of products, on their factors. Exact.

Shapley: what a factor adds, averaged over every order in which the factors could have changed; the parts add
up to the whole difference, and no order is preferred (A. F. Shorrocks, "Decomposition procedures for
distributional analysis: a unified framework based on the Shapley value", Journal of Economic Inequality 11,
2013). LMDI: the logarithmic mean Divisia index, which divides by the logarithm of each factor's ratio
(B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide", Energy Policy 33, 2005).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import factorial, prod

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_

_DIGITS = 40
"""How many digits a logarithm is found with; the parts are made to add up afterwards."""


class SplitMethod(Choice):
    """How a difference is split on its factors."""

    SHAPLEY = "shapley", N_("Shapley: what each factor adds, averaged over every order")
    LMDI = "lmdi", N_("LMDI: by the logarithm of how much each factor grew")


@dataclass(frozen=True)
class DriverPart:
    """What one factor accounts for in one group of the difference, in the unit of the whole."""

    factor: str
    group: str
    amount: Fraction


FactorState = Mapping[str, Sequence[Fraction]]
"""The factors of each group, in the same order for all groups; the whole is the sum of their products."""


def decompose(
    before: FactorState, after: FactorState, factors: Sequence[str], method: SplitMethod
) -> tuple[DriverPart, ...]:
    """The parts of the difference, one for each factor and group; they add up to it exactly.

    Raises ValueError where the groups differ, or where LMDI meets a factor that is zero in one state alone.
    """
    if before.keys() != after.keys():
        raise ValueError("both states must have the same groups")
    split = _shapley if method is SplitMethod.SHAPLEY else _lmdi
    return tuple(
        DriverPart(factor, group, amount)
        for group in before
        for factor, amount in zip(factors, split(tuple(before[group]), tuple(after[group])), strict=True)
    )


def splittable(before: FactorState, after: FactorState) -> bool:
    """Whether LMDI can be used: no factor is zero in one of the states and not in the other."""
    return all(
        _grows(early, late) or prod(before[group]) == prod(after[group]) == 0
        for group in before
        for early, late in [(before[group], after[group])]
    )


def in_whole_units(amounts: Sequence[Fraction]) -> list[int]:
    """The amounts as whole numbers that add up to their rounded sum: the largest remainders are rounded up.

    Hamilton's method of the largest remainder; among equal remainders the first.
    """
    floors = [amount.numerator // amount.denominator for amount in amounts]
    total = sum(amounts, Fraction(0))
    lacking = (total + Fraction(1, 2)).__floor__() - sum(floors)
    by_remainder = sorted(range(len(amounts)), key=lambda place: (floors[place] - amounts[place], place))
    for place in by_remainder[:lacking]:
        floors[place] += 1
    return floors


def _shapley(before: tuple[Fraction, ...], after: tuple[Fraction, ...]) -> list[Fraction]:
    number = len(before)
    return [
        (after[place] - before[place])
        * sum(
            (
                weight * prod((after if other in changed else before)[other] for other in others)
                for changed, weight in _orders(number, place)
            ),
            Fraction(0),
        )
        for place in range(number)
        for others in [[other for other in range(number) if other != place]]
    ]


@lru_cache(maxsize=64)
def _orders(number: int, place: int) -> tuple[tuple[frozenset[int], Fraction], ...]:
    """Every set of factors that may have changed before the one at ``place``, with its weight."""
    others = [other for other in range(number) if other != place]
    return tuple(
        (frozenset(chosen), Fraction(factorial(size) * factorial(number - size - 1), factorial(number)))
        for size in range(number)
        for chosen in combinations(others, size)
    )


def _grows(before: Sequence[Fraction], after: Sequence[Fraction]) -> bool:
    return all(early > 0 and late > 0 for early, late in zip(before, after, strict=True))


def _lmdi(before: tuple[Fraction, ...], after: tuple[Fraction, ...]) -> list[Fraction]:
    whole_before, whole_after = prod(before), prod(after)
    if whole_before == whole_after == 0:
        return [Fraction(0)] * len(before)
    if not _grows(before, after):
        raise ValueError("LMDI needs every factor above zero in both states")
    logarithms = [_logarithm(late / early) for early, late in zip(before, after, strict=True)]
    whole = sum(logarithms)
    mean = (whole_after - whole_before) / whole if whole else Fraction(whole_before)
    amounts = [mean * one for one in logarithms]
    # A logarithm is cut off after forty digits: the largest part takes what that leaves.
    largest = max(range(len(amounts)), key=lambda place: abs(amounts[place]))
    amounts[largest] += whole_after - whole_before - sum(amounts)
    return amounts


def _logarithm(ratio: Fraction) -> Fraction:
    context = Context(prec=_DIGITS)
    quotient = context.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    return Fraction(context.ln(quotient))
