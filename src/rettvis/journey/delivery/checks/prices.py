"""The agreed price of an hour on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rettvis.journey.delivery.frame import AgreedPrice
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.shift import ShiftKind


class PriceList:
    """Prices by provider and kind; where two hold on a day, the one that stands last counts.

    ``more`` are those of further price lines for a kind.
    """

    def __init__(self, prices: Iterable[AgreedPrice], more: Iterable[AgreedPrice] = ()) -> None:
        self._own = _by_kind(prices)
        self._more = _by_kind(more)

    def on(self, provider: str, kind: ShiftKind | None, day: int) -> int | None:
        """Øre an hour; the price for every kind where the kind has none of its own that day."""
        found = self._found(provider, kind, day)
        return found.price if found else None

    def has(self, provider: str, kind: ShiftKind | None, day: int, price: int) -> bool:
        """Whether a price is that of any line for the kind, as :meth:`on` finds it or beside it."""
        found = self._found(provider, kind, day)
        if found is None:
            return False
        beside = self._more.get((provider, found.kind), ())
        return price == found.price or any(price == one.price for one in beside if date_of(day) in one.period)

    def _found(self, provider: str, kind: ShiftKind | None, day: int) -> AgreedPrice | None:
        for asked in dict.fromkeys((kind, None)):
            for price in reversed(self._own.get((provider, asked), ())):
                if date_of(day) in price.period:
                    return price
        return None


def _by_kind(prices: Iterable[AgreedPrice]) -> Mapping[tuple[str, ShiftKind | None], list[AgreedPrice]]:
    found: dict[tuple[str, ShiftKind | None], list[AgreedPrice]] = defaultdict(list)
    for price in prices:
        found[price.provider, price.kind].append(price)
    return found
