"""Which figure counts where several sources give one: an order of sources, as data; all are kept."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rettvis.journey.statistics.observation import FigureCell, Observation
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class SourceChoice:
    """The figure that counts for a cell, those it counts before, and why."""

    chosen: Observation
    over: tuple[Observation, ...]
    because: Sentence


@lru_cache
def usual_precedence() -> tuple[str, ...]:
    """The order of sources that holds where a publication has none of its own."""
    return tuple(_sources()["precedence"])


@lru_cache
def known_breaks() -> frozenset[tuple[str, int]]:
    """Source and year of every known break: that year cannot be compared with the year before."""
    return frozenset((row["source"], row["year"]) for row in _sources()["series_break"])


def choose(
    observations: Iterable[Observation], precedence: Sequence[str]
) -> tuple[dict[FigureCell, Observation], tuple[SourceChoice, ...], list[Fault]]:
    """One observation for each cell, the choices that were made, and a fault for each that could not be."""
    found: dict[FigureCell, Observation] = {}
    several: dict[FigureCell, list[Observation]] = defaultdict(list)
    for one in observations:
        first = found.setdefault(one.cell, one)
        if first is not one:
            several[one.cell].append(one)
    choices, faults = [], []
    for cell, others in several.items():
        choice = _choice([found[cell], *others], precedence)
        if isinstance(choice, SourceChoice):
            found[cell] = choice.chosen
            choices.append(choice)
        else:
            faults.append(choice)
    return found, tuple(choices), faults


def _choice(rivals: list[Observation], precedence: Sequence[str]) -> SourceChoice | Fault:
    """One of several figures for a cell: the one that replaces the others, or the first by its source."""
    replacing = [
        one
        for one in rivals
        if one.replaces and all(one.replaces == other.source for other in rivals if other is not one)
    ]
    if len(replacing) == 1:
        return _chosen(replacing[0], rivals, sentence("It says itself that it replaces the other."))
    sources = [one.source for one in rivals]
    if len(set(sources)) < len(sources) or not set(sources) <= set(precedence):
        return _undecided(rivals, precedence)
    ranked = sorted(rivals, key=lambda one: (one.value is None, precedence.index(one.source)))
    order = sentence("The order of the sources is {order}.", order=list(precedence))
    return _chosen(ranked[0], ranked, order)


def _chosen(best: Observation, rivals: list[Observation], because: Sentence) -> SourceChoice:
    return SourceChoice(best, tuple(one for one in rivals if one is not best), because)


def _undecided(rivals: list[Observation], precedence: Sequence[str]) -> Fault:
    first, *others = rivals
    message = sentence(
        "There is a figure for {place}, {measure}, group {group}, {year} in {first} too, and the sources "
        "({sources}) do not say which counts. Remove one, or fill in the column “replaces”. "
        "Sources in order: {order}.",
        place=first.place_name,
        measure=first.cell.measure,
        group=first.cell.group,
        year=str(first.cell.year),
        first=first.found_at,
        sources=[one.source or "–" for one in rivals],
        order=list(precedence),
    )
    return Fault(others[-1].found_at, message)


@lru_cache
def _sources() -> dict[str, Any]:
    return tomllib.loads(files(__package__ or "").joinpath("sources.toml").read_text(encoding="utf-8"))
