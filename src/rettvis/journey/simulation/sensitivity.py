"""Which assumption matters most: how much of the variance of the yearly cost each of them explains.

The shares are Sobol indices of the first order: the part of the variance that would be gone if that one
assumption were known. The cost is shared take-up × price × the sum over groups, and all three are
independent, so the indices follow from means and variances, without draws. What no single assumption
explains is told as ``together``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rettvis.journey.simulation.uncertain import Uncertain

TOGETHER = "together"
METHOD = "sobol_first_order"


@dataclass(frozen=True)
class VarianceShare:
    """``name`` is shared_take_up, price_growth, together, or a group's name with ``group`` true."""

    name: str
    share: float
    group: bool = False


def variance_shares(
    take_up: Uncertain, growth: Uncertain, groups: Mapping[str, tuple[float, float]]
) -> tuple[VarianceShare, ...]:
    """The shares, the largest first; ``groups`` gives mean and variance of each; empty where all is known."""
    mean = sum(mean for mean, _ in groups.values())
    variance = sum(variance for _, variance in groups.values())
    used, used_variance = float(take_up.mean), float(take_up.variance)
    price, price_variance = 1 + float(growth.mean), float(growth.variance)
    total = (used**2 + used_variance) * (price**2 + price_variance) * (mean**2 + variance)
    total -= (used * price * mean) ** 2
    if not used_variance and not price_variance and not variance:
        return ()
    found = [
        VarianceShare("shared_take_up", used_variance * (price * mean) ** 2 / total),
        VarianceShare("price_growth", price_variance * (used * mean) ** 2 / total),
        *(
            VarianceShare(name, part * (used * price) ** 2 / total, True)
            for name, (_, part) in groups.items()
        ),
    ]
    found.append(VarianceShare(TOGETHER, max(0.0, 1 - sum(one.share for one in found))))
    return tuple(sorted((one for one in found if one.share > 1e-9), key=lambda one: -one.share))
