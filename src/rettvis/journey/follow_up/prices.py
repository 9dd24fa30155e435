"""What the agreed prices are as figures: ranks that show no price, and averages that too few hide."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.delivery import ShiftKind


@dataclass(frozen=True)
class AveragePrice:
    """The mean of the agreed prices of a kind of hour, in øre, and of how many providers.

    Both are None where the providers are too few to be shown.
    """

    kind: ShiftKind
    providers: int | None
    mean: Fraction | None


def ranks_of(prices: Mapping[str, int]) -> Mapping[str, int]:
    """The rank of each provider's price, 1 the lowest; equal prices share the lowest of their ranks."""
    ordered = sorted(prices.values())
    return {provider: ordered.index(price) + 1 for provider, price in prices.items()}


def average_prices(
    prices: Mapping[ShiftKind, Mapping[str, int]], threshold: int | None = None
) -> list[AveragePrice]:
    """The average of each kind of hour; with a threshold none of fewer providers is shown."""
    found = []
    for kind in ShiftKind:
        own = prices.get(kind)
        if not own:
            continue
        if threshold is not None and len(own) < threshold:
            found.append(AveragePrice(kind, None, None))
        else:
            found.append(AveragePrice(kind, len(own), Fraction(sum(own.values()), len(own))))
    return found
