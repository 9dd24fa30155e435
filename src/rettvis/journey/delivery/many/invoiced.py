"""Invoice lines beside the lines of a part of the persons, and beside each other and the agreement."""

import numpy as np

from rettvis.journey.delivery.deviation import DeviationCode
from rettvis.journey.delivery.many.calendar import Calendar
from rettvis.journey.delivery.many.columns import (
    ANY_KIND,
    NONE_GIVEN,
    InvoicedColumns,
    PriceColumns,
    ShiftColumns,
    WholeNumbers,
)
from rettvis.journey.delivery.many.pieces import Pieces
from rettvis.journey.delivery.many.told import Gathered
from rettvis.rulekit.units import MINUTES_PER_HOUR


def check_hours(
    part: ShiftColumns,
    pieces: Pieces | None,
    owner: WholeNumbers,
    invoiced: InvoicedColumns,
    low: int,
    count: int,
    calendar: Calendar,
    told: Gathered,
) -> None:
    """Hours invoiced beside hours worked: a line belongs to the day it begins on, with all its minutes."""
    worked = np.zeros(len(invoiced), np.int64)
    if pieces is not None:
        cells, minutes = owner * calendar.count + pieces.day, part.length - part.pause
        for layer in _layers(invoiced, calendar):
            worked += _sums(part, cells, minutes, invoiced, layer, low, count, calendar)
    for code, chosen in (
        (DeviationCode.INVOICE_HOURS, invoiced.minutes > worked),
        (DeviationCode.INVOICE_FEWER, invoiced.minutes < worked),
    ):
        rows = np.flatnonzero(chosen)
        _add(told, code, invoiced, rows, invoiced.minutes[rows], worked[rows])


def _layers(invoiced: InvoicedColumns, calendar: Calendar) -> list[WholeNumbers]:
    """Rows in layers: within one, no two lines of a person have a day in common."""
    left = np.lexsort((invoiced.place, invoiced.first, invoiced.person))
    seen = (invoiced.last >= calendar.first) & (invoiced.first < calendar.first + calendar.count)
    left = left[seen[left]]
    layers = []
    span = np.int64(1) << 33
    while len(left):
        base = invoiced.person[left].astype(np.int64) * span
        latest = np.maximum.accumulate(base + invoiced.last[left])
        free = np.ones(len(left), bool)
        free[1:] = base[1:] + invoiced.first[left][1:] > latest[:-1]
        layers.append(left[free])
        left = left[~free]
    return layers


def _sums(
    part: ShiftColumns,
    cells: WholeNumbers,
    minutes: WholeNumbers,
    invoiced: InvoicedColumns,
    layer: WholeNumbers,
    low: int,
    count: int,
    calendar: Calendar,
) -> WholeNumbers:
    """Minutes of the lines that belong to each invoice line of one layer."""
    first = np.clip(invoiced.first[layer] - calendar.first, 0, calendar.count)
    last = np.clip(invoiced.last[layer] - calendar.first, -1, calendar.count - 1)
    lengths = np.maximum(last - first + 1, 0)
    starts = (invoiced.person[layer] - low) * np.int64(calendar.count) + first
    ends = np.cumsum(lengths)
    painted = np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)
    table = np.full(count * calendar.count, len(invoiced), np.int32)
    table[painted] = np.repeat(layer, lengths)
    found = table[cells]
    provider = np.append(invoiced.provider, NONE_GIVEN)[found]
    kind = np.append(invoiced.kind, ANY_KIND)[found]
    wanted = provider == part.provider
    if (invoiced.kind[layer] != ANY_KIND).any():
        wanted &= (kind == part.kind) | (kind == ANY_KIND)
    weights = np.where(wanted, minutes, 0)
    return np.bincount(found, weights, len(invoiced) + 1)[:-1].astype(np.int64)


def check_invoice_lines(invoiced: InvoicedColumns, prices: PriceColumns | None, told: Gathered) -> None:
    """Price, amount, and what is invoiced twice: everything that asks no shift."""
    price, amount = invoiced.price, invoiced.amount
    right = (2 * invoiced.minutes * price + MINUTES_PER_HOUR) // (2 * MINUTES_PER_HOUR)
    rows = np.flatnonzero((price != NONE_GIVEN) & (amount != NONE_GIVEN) & (amount != right))
    _add(told, DeviationCode.INVOICE_AMOUNT, invoiced, rows, amount[rows], right[rows])
    if prices is not None:
        _prices(invoiced, prices, told)
    _twice(invoiced, told)


def _prices(invoiced: InvoicedColumns, prices: PriceColumns, told: Gathered) -> None:
    """The price on the first day, and on the last where the first agrees."""
    rows = np.flatnonzero(invoiced.price != NONE_GIVEN)
    for day in (invoiced.first, invoiced.last):
        agreed = agreed_on(prices, invoiced.provider[rows], invoiced.kind[rows], day[rows])
        none, other = agreed == NONE_GIVEN, agreed != invoiced.price[rows]
        wrong = rows[none]
        _add(told, DeviationCode.NO_PRICE, invoiced, wrong, invoiced.price[wrong], np.zeros(len(wrong)))
        wrong = rows[other & ~none]
        _add(told, DeviationCode.INVOICE_PRICE, invoiced, wrong, invoiced.price[wrong], agreed[other & ~none])
        rows = rows[~other]


def agreed_on(
    prices: PriceColumns, provider: WholeNumbers, kind: WholeNumbers, day: WholeNumbers
) -> WholeNumbers:
    """The agreed price on day numbers: the kind's own, or the common one; the last row that holds counts."""
    found = np.full(len(day), NONE_GIVEN, np.int64)
    for own in (False, True):
        for row in range(len(prices)):
            asked = kind if own else ANY_KIND
            if (own and prices.kind[row] == ANY_KIND) or (not own and prices.kind[row] != ANY_KIND):
                continue
            there = (provider == prices.provider[row]) & (asked == prices.kind[row])
            there &= (day >= prices.first[row]) & (day <= prices.last[row])
            found[there] = prices.price[row]
    return found


def _twice(invoiced: InvoicedColumns, told: Gathered) -> None:
    """Lines with a day in common with an earlier one of the same provider, person and kind."""
    keys = (invoiced.place, invoiced.first, invoiced.kind, invoiced.person, invoiced.provider)
    order = np.lexsort(keys)
    if len(order) < 2:
        return
    same = np.ones(len(order) - 1, bool)
    for column in keys[2:]:
        same &= column[order][1:] == column[order][:-1]
    group = np.concatenate(([0], np.cumsum(~same)))
    count = len(order)
    packed = (group << 40) + (invoiced.last[order].astype(np.int64) << 0)
    latest, whose = np.empty_like(packed), np.arange(count)
    np.maximum.accumulate(packed, out=latest)
    new = np.concatenate(([True], packed[1:] > latest[:-1]))
    whose = np.maximum.accumulate(np.where(new, whose, 0))
    later = np.flatnonzero((group[1:] << 40) + invoiced.first[order][1:] <= latest[:-1]) + 1
    rows = order[later]
    _add(
        told,
        DeviationCode.INVOICE_TWICE,
        invoiced,
        rows,
        invoiced.minutes[rows],
        np.zeros(len(rows)),
        other=invoiced.place[order[whose[later - 1]]],
    )


def _add(
    told: Gathered,
    code: DeviationCode,
    invoiced: InvoicedColumns,
    rows: WholeNumbers,
    found: WholeNumbers,
    allowed: WholeNumbers,
    **more: WholeNumbers,
) -> None:
    told.add(
        code,
        len(rows),
        person=invoiced.person[rows],
        invoiced=invoiced.place[rows],
        first=invoiced.first[rows],
        last=invoiced.last[rows],
        found=found,
        allowed=allowed,
        **more,
    )
