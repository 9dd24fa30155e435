"""The agreed price of an hour on a day."""

from collections import defaultdict
from collections.abc import Iterable

from rettvis.journey.delivery.frame import AgreedPrice
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.shift import ShiftKind


class PriceList:
    """Prices by provider and kind; where two hold on a day, the one that stands last counts."""

    def __init__(self, prices: Iterable[AgreedPrice]) -> None:
        self._own: dict[tuple[str, ShiftKind | None], list[AgreedPrice]] = defaultdict(list)
        for price in prices:
            self._own[price.provider, price.kind].append(price)

    def on(self, provider: str, kind: ShiftKind | None, day: int) -> int | None:
        """Øre an hour; the price for every kind where the kind has none of its own that day."""
        for asked in dict.fromkeys((kind, None)):
            for price in reversed(self._own.get((provider, asked), ())):
                if date_of(day) in price.period:
                    return price.price
        return None
