"""A run of what-ifs as a page shows it: sentences first, then the table, the chart and who."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from rettvis.edges.comparison.bars import Bar, draw_bars
from rettvis.journey.simulation.what_if import Between
from rettvis.journey.simulation.what_if.words import (
    CAUTION,
    HIDDEN,
    ORE_PER_KRONE,
    between_words,
    division_name,
    group_name,
    moved_sentence,
)
from rettvis.lawbook.bpa_right.text import CHAPTER
from rettvis.rulekit.formula import with_unit
from rettvis.rulekit.units import MINUTES_PER_HOUR
from rettvis.rulekit.wording import Sentence, date_text
from rettvis.web.pages.engine import language, say

OPEN = ("unknown", "human")


@dataclass(frozen=True)
class ShownRow:
    """Today or one what-if as a row: texts, a dash where a figure is hidden or not counted."""

    name: str
    right: str
    refused: str
    missing: str
    human: str
    gain: str
    lose: str
    hours: str
    supplement: str
    cost: str


@dataclass(frozen=True)
class ShownDivision:
    """One what-if divided in one way: rows of a name and six texts; none where all of them are hidden."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ShownWhatIf:
    """The whole answer."""

    persons: int
    law_date: str
    words: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    with_supplement: bool
    with_cost: bool
    chart: Markup
    divisions: tuple[ShownDivision, ...]
    withheld: tuple[str, ...]
    hidden: str
    caution: str
    changed: tuple[tuple[str, tuple[str, ...]], ...]


def shown(document: Mapping[str, Any], *, full: bool) -> ShownWhatIf:
    """The page of a document. Without ``full``, what-ifs whose totals tell of a few are hidden too."""
    today, scenarios = document["today"], document["scenarios"]
    told = [full or may for may in document["told"]]
    today_told = full or any(document["told"]) or document["today_told"]
    rows = [_row(_("Today"), today, today_told)]
    rows += [_row(one["name"], one, may) for one, may in zip(scenarios, told, strict=True)]
    bars = [
        Bar(row.name, _value(one, may))
        for row, one, may in zip(rows, [today, *scenarios], [today_told, *told], strict=True)
    ]
    divisions = list(_divisions(scenarios))
    return ShownWhatIf(
        document["cases"],
        date_text(date.fromisoformat(document["law_date"]), language()),
        tuple(_sentences(today, scenarios, told)),
        tuple(rows),
        today["supplement"] is not None,
        today["cost_ore"] is not None,
        Markup(draw_bars(bars, _("hidden"), language())),
        tuple(one for one in divisions if one.rows),
        tuple(one.title for one in divisions if not one.rows),
        say(Sentence(HIDDEN, {"threshold": document["threshold"]})),
        say(CAUTION),
        tuple((one["name"], tuple(_changes(one))) for one in scenarios),
    )


def _between(bounds: Mapping[str, Any]) -> Between:
    return Between(bounds["at_least"], bounds["at_most"])


def _words(bounds: Mapping[str, Any] | None, unit: int = 1) -> str:
    return "–" if bounds is None else say(between_words(_between(bounds), unit))


def _value(one: Mapping[str, Any], told: bool) -> Fraction | None:
    return Fraction(one["right"]["at_least"]) if told else None


def _row(name: str, one: Mapping[str, Any], told: bool) -> ShownRow:
    if not told:
        return ShownRow(name, *["–"] * 9)
    found, supplement = one["outcomes"], one["supplement"]
    return ShownRow(
        name,
        *(say(between_words(Between(found[key], found[key]))) for key in ("met", "not_met", *OPEN)),
        _words(one.get("gain")) if "gain" in one else "",
        _words(one.get("lose")) if "lose" in one else "",
        _words(one["minutes"], MINUTES_PER_HOUR),
        _words(supplement and supplement["minutes"], MINUTES_PER_HOUR),
        _words(one["cost_ore"], ORE_PER_KRONE),
    )


def _sentences(today: Mapping[str, Any], scenarios: list[Any], told: list[bool]) -> Iterator[str]:
    for one, may in zip(scenarios, told, strict=True):
        if may:
            moved = (_between(one[name]) for name in ("gain", "lose", "right"))
            yield say(moved_sentence(one["name"], *moved, _between(today["right"])))
        else:
            yield _("%(name)s: the counts are too small to be shown.") % {"name": one["name"]}


def _divisions(scenarios: list[Any]) -> Iterator[ShownDivision]:
    names = ("cases", "right_today", "gain", "lose", "right", "open")
    for one in scenarios:
        for name, groups in one["by"].items():
            values = {"name": one["name"], "division": say(division_name(name))}
            title = _("%(name)s, by %(division)s") % values
            if all(group["gain"] is None for group in groups):
                yield ShownDivision(title, ())
                continue
            yield ShownDivision(
                title,
                tuple(
                    (say(group_name(name, group["group"])), *(_figure(group[key]) for key in names))
                    for group in groups
                ),
            )


def _figure(value: int | None) -> str:
    return "–" if value is None else say(between_words(Between(value, value)))


def _changes(one: Mapping[str, Any]) -> Iterator[str]:
    """What a what-if changes, in the words of the law book."""
    units = {parameter.name: parameter.unit for parameter in CHAPTER.versions.all[-1].value.parameters}
    for name, value in one["set"].items():
        words = say(with_unit(value, units.get(name, "")))
        yield f"{say(CHAPTER.parameters[name])}: {words}"
    if one["norms"]:
        yield _("Norms as in %(municipality)s") % {"municipality": one["norms"]}
    if one["supplement"] is not None:
        yield _("Step %(number)s of the supplement") % {"number": one["supplement"]["step"]}
