"""The agreed price of every provider, kind and day as one table."""

import numpy as np

from rettvis.journey.delivery.many.calendar import Calendar
from rettvis.journey.delivery.many.columns import ANY_KIND, NONE_GIVEN, PriceColumns, WholeNumbers


class PriceTable:
    """Øre an hour, :data:`NONE_GIVEN` where none is agreed; a kind without its own has the common one."""

    def __init__(self, prices: PriceColumns, providers: int, calendar: Calendar) -> None:
        table = np.full((providers, ANY_KIND + 1, calendar.count), NONE_GIVEN, np.int32)
        begins = np.clip(prices.first - calendar.first, 0, calendar.count)
        ends = np.clip(prices.last.astype(np.int64) + 1 - calendar.first, 0, calendar.count)
        rows = zip(prices.provider, prices.kind, begins, ends, prices.price, strict=True)
        for provider, kind, begin, end, price in rows:
            table[provider, kind, begin:end] = price
        common = table[:, ANY_KIND : ANY_KIND + 1]
        self._table = np.where(table == NONE_GIVEN, common, table).reshape(-1)
        self._days = calendar.count

    def on(self, provider: WholeNumbers, kind: WholeNumbers, day: WholeNumbers) -> WholeNumbers:
        """The price on a place among the calendar's days."""
        place = (provider.astype(np.int32) * np.int32(ANY_KIND + 1) + kind) * np.int32(self._days) + day
        agreed: WholeNumbers = self._table[place]
        return agreed
