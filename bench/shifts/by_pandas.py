"""Every check as an analyst writes it with pandas."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from bench.shifts.data import DAYS, FIRST, MONTHS, RULES, Counts, Data
from rettvis.journey.delivery.local_time import midnight
from rettvis.journey.delivery.many.columns import GroundColumns

Found = Counter[str]


def by_pandas(frame: Any, frames: Any, prices: Any, invoiced: Any, stays: Any) -> Counts:
    """The counts of every check."""
    counts: Found = Counter()
    counts["duplicate_line"] = frame.duplicated(["person", "assistant", "provider", "start", "end"]).sum()
    _at_once_and_rest(frame, counts)
    _days(frame, counts)
    _weeks(frame, counts)
    _persons(frame, frames, stays, counts)
    _payment(frame, prices, invoiced, counts)
    return {code: int(count) for code, count in counts.items() if count}


def _at_once_and_rest(frame: Any, counts: Found) -> None:
    limits = RULES.limits
    ordered = frame.sort_values(["assistant", "start", "row"])
    latest = ordered.groupby("assistant", sort=False)["end"].cummax()
    before = latest.groupby(ordered["assistant"], sort=False).shift()
    counts["assistant_overlap"] = (ordered["start"] < before).sum()
    for code, rest, window in (
        ("daily_rest", limits.daily_rest, 1440),
        ("weekly_rest", limits.weekly_rest, 10080),
    ):
        stretch = (before.isna() | (ordered["start"] - before >= rest)).cumsum()
        stretches = ordered.groupby(stretch, sort=False)
        counts[code] = (stretches["end"].max() - stretches["start"].min() > window - rest).sum()


def _days(frame: Any, counts: Found) -> None:
    limits = RULES.limits
    days = frame.groupby(["assistant", "day"], sort=False)["length"].sum()
    counts["long_day"] = ((days > limits.total_day) & (days <= 1440)).sum()
    counts["over_24_hours"] = (days > 1440).sum()
    counts["ordinary_day"] = ((days > limits.ordinary_day) & (days <= limits.total_day)).sum()
    table = days.unstack(fill_value=0).reindex(columns=range(FIRST, FIRST + DAYS), fill_value=0).T
    passed = table.rolling(7, min_periods=1).sum() > limits.total_week
    counts["long_week"] = (passed & ~passed.shift(fill_value=False)).to_numpy().sum()


def _weeks(frame: Any, counts: Found) -> None:
    limits = RULES.limits
    weeks = frame.groupby(["assistant", "week"], sort=False)["length"].sum()
    counts["ordinary_week"] = ((weeks > limits.ordinary_week) & (weeks <= limits.total_week)).sum()
    over = (weeks - limits.ordinary_week).clip(lower=0).unstack(fill_value=0).sort_index(axis=1).T
    for code, width, most in (
        ("overtime_4_weeks", 4, limits.overtime_4_weeks),
        ("overtime_52_weeks", 52, limits.overtime_52_weeks),
    ):
        passed = over.rolling(width, min_periods=1).sum() > most
        counts[code] = (passed & ~passed.shift(fill_value=False)).to_numpy().sum()


def _persons(frame: Any, frames: Any, stays: Any, counts: Found) -> None:
    ordered = frame.sort_values(["person", "start", "row"])
    end = ordered.groupby("person", sort=False)["end"].cummax()
    grouped = ordered["person"]
    before, assistant = end.groupby(grouped).shift(), ordered.groupby("person")["assistant"].shift()
    merged = ordered.merge(frames, on="person", how="left")
    inside = (merged["day"] <= merged["last"]).to_numpy()
    at_once = (ordered["start"] < before) & (ordered["assistant"] != assistant)
    counts["several_assistants"] = (at_once.to_numpy() & inside).sum()
    counts["outside_decision"] = (~inside).sum()
    clock = merged["clock"]
    counts["night_not_granted"] = (((clock < 360) | (clock + merged["length"] > 1380)) & inside).sum()
    away = ordered.merge(stays, on="person", how="inner")
    counts["in_institution"] = ((away["day"] >= away["from"]) & (away["day"] <= away["to"])).sum()
    used = merged[inside].groupby(["person", "week"], sort=False)["length"].sum().reset_index()
    used = used.merge(frames, on="person")
    first = used["week"] * 7 - 3
    in_force = (np.minimum(used["last"], first + 6) - np.maximum(FIRST, first) + 1).clip(lower=0)
    counts["over_week"] = (used["length"] > -(-(in_force * used["per_week"]) // 7)).sum()


def _payment(frame: Any, prices: Any, invoiced: Any, counts: Found) -> None:
    worked = frame.groupby(["person", "month"], sort=False)["length"].sum().reset_index()
    both = invoiced.merge(worked, on=["person", "month"], how="left").fillna({"length": 0})
    counts["invoice_hours"] = (both["minutes"] > both["length"]).sum()
    counts["invoice_fewer"] = (both["minutes"] < both["length"]).sum()
    counts["invoice_amount"] = (both["amount"] != (2 * both["minutes"] * both["price"] + 60) // 120).sum()
    billed = pd.merge_asof(both.sort_values("first"), prices, left_on="first", right_on="from", by="provider")
    counts["invoice_price"] = (billed["price"] != billed["agreed"]).sum()
    ordered = frame[["provider", "day", "price"]].sort_values("day")
    agreed = pd.merge_asof(ordered, prices, left_on="day", right_on="from", by="provider")
    counts["price_differs"] = (agreed["price"] != agreed["agreed"]).sum()


def pandas_frames(data: Data) -> tuple[Any, ...]:
    """The same columns as data frames, days, weeks and months ready."""
    lines, grounds = data.lines, data.grounds
    midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 1)], np.int32)
    day = (np.searchsorted(midnights, lines.start, side="right") - 1 + FIRST).astype(np.int32)
    frame = pd.DataFrame(
        {
            "row": np.arange(len(lines), dtype=np.int32),
            "person": lines.person,
            "assistant": lines.assistant,
            "provider": lines.provider.astype(np.int32),
            "start": lines.start,
            "end": lines.start + lines.length,
            "length": lines.length.astype(np.int32),
            "price": lines.price,
            "day": day,
            "week": (day + 3) // 7,
            "month": (np.searchsorted(MONTHS, day, side="right")).astype(np.int32),
            "clock": lines.start - midnights[day - FIRST],
        }
    )
    return frame, *_grounds(grounds)


def _grounds(grounds: GroundColumns) -> tuple[Any, ...]:
    assert grounds.invoiced is not None
    assert grounds.prices is not None
    frames = pd.DataFrame(
        {"person": grounds.frames.person, "last": grounds.frames.last, "per_week": grounds.frames.per_week}
    )
    prices = pd.DataFrame(
        {"provider": grounds.prices.provider, "from": grounds.prices.first, "agreed": grounds.prices.price}
    ).sort_values("from")
    invoiced = pd.DataFrame(
        {
            "person": grounds.invoiced.person,
            "month": grounds.invoiced.place % 12 + 1,
            "minutes": grounds.invoiced.minutes,
            "price": grounds.invoiced.price,
            "amount": grounds.invoiced.amount,
            "provider": grounds.invoiced.provider,
            "first": grounds.invoiced.first,
        }
    )
    stays = pd.DataFrame(
        {"person": grounds.absences.person, "from": grounds.absences.first, "to": grounds.absences.last}
    )
    return frames, prices, invoiced, stays
