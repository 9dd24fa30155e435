"""Which assumption matters most: how much of the variance of the yearly cost each of them explains.

The shares are Sobol indices of the first order: the part of the variance that would be gone if that one
assumption were known. The cost is shared take-up × price × the sum over groups of level × persons, and all
of these are independent, so the indices follow from means and variances, without draws. What no single
assumption explains is told as ``together``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rettvis.journey.simulation.assumptions import FULL
from rettvis.journey.simulation.uncertain import Uncertain

TOGETHER = "together"
METHOD = "sobol_first_order"


@dataclass(frozen=True)
class VarianceShare:
    """``name`` is shared_take_up, price_growth, together, or a group's name with ``group`` true.

    ``level`` is true for what is common to all in the group, false for what each person does.
    """

    name: str
    share: float
    group: bool = False
    level: bool = False


@dataclass(frozen=True)
class GroupSpread:
    """The cost of a group: mean and variance of its persons' sum, and the level that is common to them."""

    name: str
    mean: float
    variance: float = 0.0
    level: Uncertain = FULL


def variance_shares(
    take_up: Uncertain, growth: Uncertain, groups: Sequence[GroupSpread]
) -> tuple[VarianceShare, ...]:
    """The shares, the largest first; empty where all is known."""
    used, used_variance = float(take_up.mean), float(take_up.variance)
    price, price_variance = 1 + float(growth.mean), float(growth.variance)
    levels = [
        (1.0, 0.0) if group.level is FULL else (float(group.level.mean), float(group.level.variance))
        for group in groups
    ]
    mean = variance = 0.0
    for group, (level, spread) in zip(groups, levels, strict=True):
        mean += level * group.mean
        variance += (level**2 + spread) * (group.variance + group.mean**2) - (level * group.mean) ** 2
    total = (used**2 + used_variance) * (price**2 + price_variance) * (mean**2 + variance)
    total -= (used * price * mean) ** 2
    if not used_variance and not price_variance and not variance:
        return ()
    common = (used * price) ** 2 / total
    found = [
        VarianceShare("shared_take_up", used_variance * (price * mean) ** 2 / total),
        VarianceShare("price_growth", price_variance * (used * mean) ** 2 / total),
    ]
    for group, (level, spread) in zip(groups, levels, strict=True):
        found.append(VarianceShare(group.name, group.variance * level**2 * common, True))
        found.append(VarianceShare(group.name, spread * group.mean**2 * common, True, True))
    found.append(VarianceShare(TOGETHER, max(0.0, 1 - sum(one.share for one in found))))
    return tuple(sorted((one for one in found if one.share > 1e-9), key=lambda one: -one.share))
