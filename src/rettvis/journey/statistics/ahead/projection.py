"""Users and hours in years to come: age-specific rates held as they are, times the inhabitants there will be.

The three alternatives (low, main, high) are Statistics Norway's own, and are not probabilities. Within each,
the interval is the predictive distribution of the number of users: a Gamma-Poisson model with Jeffreys' prior
in each age group (A. Gelman et al., Bayesian Data Analysis, 3rd ed., ch. 2.6).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.journey.statistics.ahead.uncertainty import interval_of
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.journey.statistics.plausibility.ranges import HOURS, USERS
from rettvis.rulekit.wording import N_, Sentence, sentence

INHABITANTS = "inhabitants"
BASE_YEARS = 3
"""How many of the last years the rates are the mean of."""
PERCENT_WITHIN = 80
"""How much of the distribution the interval holds, in percent."""


class Alternative(Choice):
    """Statistics Norway's alternatives for how the population grows."""

    LOW = "low", N_("Low growth")
    MAIN = "main", N_("Main alternative")
    HIGH = "high", N_("High growth")

    @property
    def measure(self) -> str:
        """The measure that holds the projected inhabitants."""
        return f"{INHABITANTS}_{self}"


@dataclass(frozen=True)
class AgeRate:
    """One age group in the base years: the mean of users and inhabitants a year, and hours for each user."""

    group: str
    users: Fraction
    inhabitants: Fraction
    hours_per_user: Fraction

    @property
    def rate(self) -> Fraction:
        """Users for each inhabitant."""
        return self.users / self.inhabitants


@dataclass(frozen=True)
class Expected:
    """What is expected (exact), and the interval around it in whole numbers."""

    value: Fraction
    low: int
    high: int


@dataclass(frozen=True)
class AheadYear:
    """One year in one alternative: users on the day they are counted, and hours in the year."""

    year: int
    alternative: Alternative
    users: Expected
    hours: Expected


@dataclass(frozen=True)
class Ahead:
    """A place's need ahead: what it rests on, each year, and what could not be computed."""

    place: str
    name: str
    base_years: tuple[int, ...]
    rates: tuple[AgeRate, ...]
    years: tuple[AheadYear, ...]
    trend: Fraction | None
    """How much the users for each inhabitant changed a year over the base years, all ages: 1/50 is 2 %."""
    left_out: tuple[Sentence, ...] = ()

    def by_year(self) -> list[AheadYear]:
        """The years in order, low before main before high."""
        order = list(Alternative)
        return sorted(self.years, key=lambda one: (one.year, order.index(one.alternative)))

    def continued(self, year: AheadYear) -> Fraction | None:
        """The users of a year if the rate goes on changing as it did; None where no change is known."""
        if self.trend is None:
            return None
        return year.users.value * (1 + self.trend * (year.year - self.base_years[-1]))


def look_ahead(
    figures: Figures, place: str, *, base: int = BASE_YEARS, within: int = PERCENT_WITHIN
) -> Ahead:
    """The need ahead of ``place``, from the mean of its last ``base`` years; ``within`` is a percent."""
    name = figures.places[place]
    groups, years = _base(figures, place, base)
    if not groups:
        return Ahead(place, name, (), (), (), None, (_no_base(),))
    rates = tuple(_rate(figures, place, group, years) for group in groups)
    ahead: list[AheadYear] = []
    left_out: list[Sentence] = []
    for alternative in Alternative:
        found, lacking = _projected(figures, place, alternative, groups, years[-1])
        if lacking is not None:
            left_out.append(lacking)
        ahead += [_year(year, alternative, rates, inhabitants, within) for year, inhabitants in found.items()]
    return Ahead(
        place, name, years, rates, tuple(ahead), _trend(figures, place, groups, years), tuple(left_out)
    )


def places_ahead(figures: Figures) -> list[str]:
    """The places that there is a projection for."""
    measures = [alternative.measure for alternative in Alternative]
    return list(
        dict.fromkeys(place for measure in measures for place, _ in figures.by_measure.get(measure, {}))
    )


def _base(figures: Figures, place: str, base: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The age groups that are all the users, and the last years that have all of them, unbroken."""
    years: list[int] = []
    groups: tuple[str, ...] = ()
    for year in reversed(figures.years):
        if len(years) == base:
            break
        here = tuple(
            group
            for group in figures.groups(place, year, USERS)
            if _value(figures, place, year, USERS, group) is not None
            and _value(figures, place, year, INHABITANTS, group)
        )
        if not here or not _whole(figures, place, year, here):
            if years:
                break
            continue
        if groups and set(here) != set(groups):
            break
        cell = FigureCell(place, max([year, *years]), USERS, here[0])
        if years and figures.incomparable(cell, year) is not None:
            break
        groups = groups or here
        years.append(year)
    return groups, tuple(sorted(years))


def _whole(figures: Figures, place: str, year: int, groups: Sequence[str]) -> bool:
    """Whether the users of the groups are all users, where the number of all is given."""
    everybody = _value(figures, place, year, USERS, EVERYBODY)
    users = sum((_value(figures, place, year, USERS, one) or Fraction(0) for one in groups), Fraction(0))
    return everybody is None or everybody == users


def _rate(figures: Figures, place: str, group: str, years: Sequence[int]) -> AgeRate:
    users = _mean(figures, place, USERS, group, years)
    inhabitants = _mean(figures, place, INHABITANTS, group, years)
    return AgeRate(group, users, inhabitants, _hours_per_user(figures, place, group, years))


def _mean(figures: Figures, place: str, measure: str, group: str, years: Sequence[int]) -> Fraction:
    found = [_value(figures, place, year, measure, group) or Fraction(0) for year in years]
    return sum(found, Fraction(0)) / len(found)


def _hours_per_user(figures: Figures, place: str, group: str, years: Sequence[int]) -> Fraction:
    """Of the group in the last base year where its hours are given, otherwise of all users."""
    for one in (group, EVERYBODY):
        hours = _value(figures, place, years[-1], HOURS, one)
        users = _value(figures, place, years[-1], USERS, one)
        if hours is not None and users:
            return hours / users
    return Fraction(0)


def _projected(
    figures: Figures, place: str, alternative: Alternative, groups: Sequence[str], after: int
) -> tuple[dict[int, Mapping[str, Fraction]], Sentence | None]:
    """The projected inhabitants of every year after ``after`` that has all the groups."""
    found: dict[int, Mapping[str, Fraction]] = {}
    for year in figures.years:
        if year <= after:
            continue
        values = {one: _value(figures, place, year, alternative.measure, one) for one in groups}
        known = {group: value for group, value in values.items() if value is not None}
        if len(known) == len(groups):
            found[year] = known
    if found:
        return found, None
    return found, sentence(
        "There is no projection of {alternative} by the same age groups ({measure}).",
        alternative=alternative.label,
        measure=alternative.measure,
    )


def _year(
    year: int,
    alternative: Alternative,
    rates: Sequence[AgeRate],
    inhabitants: Mapping[str, Fraction],
    within: int,
) -> AheadYear:
    expected = [rate.rate * inhabitants[rate.group] for rate in rates]
    hours = [users * rate.hours_per_user for users, rate in zip(expected, rates, strict=True)]
    people = [inhabitants[rate.group] for rate in rates]
    low, high = interval_of(rates, people, [Fraction(1)] * len(rates), within)
    least, most = interval_of(rates, people, [rate.hours_per_user for rate in rates], within)
    return AheadYear(
        year,
        alternative,
        Expected(sum(expected, Fraction(0)), low, high),
        Expected(sum(hours, Fraction(0)), least, most),
    )


def _trend(figures: Figures, place: str, groups: Sequence[str], years: Sequence[int]) -> Fraction | None:
    """The yearly change of users for each inhabitant over the base years; not compounded."""
    if len(years) < 2:
        return None
    first, last = (
        sum((_value(figures, place, year, USERS, one) or Fraction(0) for one in groups), Fraction(0))
        / sum((_value(figures, place, year, INHABITANTS, one) or Fraction(0) for one in groups), Fraction(0))
        for year in (years[0], years[-1])
    )
    return (last / first - 1) / (years[-1] - years[0]) if first else None


def _value(figures: Figures, place: str, year: int, measure: str, group: str) -> Fraction | None:
    return figures.value(FigureCell(place, year, measure, group))


def _no_base() -> Sentence:
    return sentence(
        "There is no year with both {users} and {inhabitants} by the same age groups, all users among them.",
        users=measure_text(USERS),
        inhabitants=measure_text(INHABITANTS),
    )
