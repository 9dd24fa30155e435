"""What drives the difference between two places or two years, from the figures that there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.journey.statistics.drivers.decomposition import (
    DriverPart,
    FactorState,
    SplitMethod,
    decompose,
    splittable,
)
from rettvis.journey.statistics.drivers.known import COST, HOURS, INHABITANTS, PRICE, USERS, KnownFactors
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.journey.statistics.price_rank import PriceRank
from rettvis.rulekit.wording import N_, Sentence, sentence


@dataclass(frozen=True)
class PlaceYear:
    """A place in a year: its newest number, its name and the calendar year."""

    number: str
    name: str
    year: int

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Whole(Choice):
    """What is split: its unit is kroner or hours, a year; per inhabitant where it says so."""

    COST = "cost", N_("Cost, kroner a year")
    HOURS = "hours", N_("Hours a year")
    COST_PER_INHABITANT = "cost_per_inhabitant", N_("Cost for each inhabitant, kroner a year")
    HOURS_PER_INHABITANT = "hours_per_inhabitant", N_("Hours for each inhabitant a year")


@dataclass(frozen=True)
class Drivers:
    """The difference of one whole between two place-years, and its parts: exact, in the unit of the whole."""

    whole: Whole
    start: PlaceYear
    end: PlaceYear
    before: Fraction
    after: Fraction
    method: SplitMethod
    parts: tuple[DriverPart, ...]

    @property
    def difference(self) -> Fraction:
        """What the parts add up to."""
        return self.after - self.before

    def by_factor(self) -> dict[str, Fraction]:
        """The parts of each factor, all groups together."""
        found: dict[str, Fraction] = {}
        for part in self.parts:
            found[part.factor] = found.get(part.factor, Fraction(0)) + part.amount
        return found


@dataclass(frozen=True)
class Split:
    """Everything that could be split between two place-years, and why the rest could not."""

    found: tuple[Drivers, ...]
    left_out: tuple[Sentence, ...]


def drivers_between(
    figures: Figures,
    start: PlaceYear,
    end: PlaceYear,
    method: SplitMethod = SplitMethod.SHAPLEY,
    ranks: Iterable[PriceRank] = (),
) -> Split:
    """Split what can be split between ``start`` and ``end``: the cost, or the hours where no price is known.

    Per inhabitant by age group as well, where users and inhabitants are given by the same groups.
    """
    broken = _broken(figures, start, end)
    if broken is not None:
        return Split((), (broken,))
    early, late = KnownFactors(figures, start.number, start.year), KnownFactors(figures, end.number, end.year)
    left_out: list[Sentence] = []
    priced = early.price is not None and late.price is not None
    if not priced:
        left_out.append(_no_price(start, end, tuple(ranks)))
    lacking = _lacking(early, late, start, end)
    if lacking is not None:
        return Split((), (*left_out, lacking))
    whole = Whole.COST if priced else Whole.HOURS
    found = _split(whole, start, end, method, early.levels(priced), late.levels(priced), left_out)
    groups = early.age_groups(late)
    if groups:
        wide = Whole.COST_PER_INHABITANT if priced else Whole.HOURS_PER_INHABITANT
        own = early.hours_by(groups) and late.hours_by(groups)
        before, after = early.by_group(groups, priced, own), late.by_group(groups, priced, own)
        found += _split(wide, start, end, method, before, after, left_out)
        if not own:
            left_out.append(
                sentence(
                    "Hours are not given by age group: each user of a group counts with the mean of all."
                )
            )
    else:
        left_out.append(_no_groups())
    return Split(tuple(found), tuple(left_out))


def _split(
    whole: Whole,
    start: PlaceYear,
    end: PlaceYear,
    method: SplitMethod,
    before: FactorState,
    after: FactorState,
    left_out: list[Sentence],
) -> list[Drivers]:
    if method is SplitMethod.LMDI and not splittable(before, after):
        left_out.append(
            sentence("LMDI cannot split a figure that is zero in one of the years. Use Shapley, which can.")
        )
        return []
    per_inhabitant = whole in (Whole.COST_PER_INHABITANT, Whole.HOURS_PER_INHABITANT)
    factors = FACTORS_PER_INHABITANT if per_inhabitant else FACTORS
    names = factors[: len(next(iter(before.values())))]
    parts = decompose(before, after, names, method)
    return [Drivers(whole, start, end, _sum(before), _sum(after), method, parts)]


FACTORS = (USERS, "hours_per_user", PRICE)
FACTORS_PER_INHABITANT = ("age_share", "users_per_inhabitant", "hours_per_user", PRICE)
FACTOR_WORDS = {
    USERS: N_("Number of users"),
    "hours_per_user": N_("Hours for each user"),
    PRICE: N_("Price of an hour"),
    "age_share": N_("Ages of the inhabitants"),
    "users_per_inhabitant": N_("Users among the inhabitants of each age"),
}
"""What each factor is called."""


def _sum(state: FactorState) -> Fraction:
    total = Fraction(0)
    for factors in state.values():
        product = Fraction(1)
        for factor in factors:
            product *= factor
        total += product
    return total


def _broken(figures: Figures, start: PlaceYear, end: PlaceYear) -> Sentence | None:
    """Why two years of one place cannot be compared; None where they can, and for two places."""
    if start.number != end.number:
        return None
    for measure in (USERS, HOURS, COST, PRICE):
        cell = FigureCell(end.number, end.year, measure, EVERYBODY)
        why = figures.incomparable(cell, start.year) if cell in figures.by_cell else None
        if why is not None:
            return why
    return None


def _lacking(early: KnownFactors, late: KnownFactors, start: PlaceYear, end: PlaceYear) -> Sentence | None:
    """Which figure is missing that everything is split by; None where all are there."""
    lacking = [
        sentence("{measure} in {place} {year}", measure=measure_text(name), place=at.name, year=str(at.year))
        for known, at in ((early, start), (late, end))
        for name in (USERS, HOURS)
        if known.value(name) is None or (name == USERS and known.value(name) == 0)
    ]
    if not lacking:
        return None
    return sentence("Nothing can be split, because this is missing or zero: {missing}.", missing=lacking)


def _no_price(start: PlaceYear, end: PlaceYear, ranks: tuple[PriceRank, ...]) -> Sentence:
    """Why the cost is not split: there is a rank alone, or nothing at all."""
    wanted = {(at.number, at.year) for at in (start, end)}
    if any((one.number, one.year) in wanted and one.rank is not None for one in ranks):
        return sentence(
            "The price of an hour is known by its rank alone. A rank says who is cheaper, not by how much: "
            "neither the cost nor the part of the price can be computed, only what the hours come from."
        )
    return sentence(
        "No price of an hour and no cost is given: only what the hours come from can be computed."
    )


def _no_groups() -> Sentence:
    return sentence(
        "Users and inhabitants are not given by the same age groups, so nothing is split by age. Add the "
        "measure {measure} by group.",
        measure=INHABITANTS,
    )
