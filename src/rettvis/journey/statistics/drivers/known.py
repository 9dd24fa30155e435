"""What is known of one place in one year, as the factors that its hours and cost are a product of."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from rettvis.journey.statistics.drivers.decomposition import FactorState
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell

USERS, HOURS, COST, PRICE, INHABITANTS = "bpa_users", "bpa_hours", "bpa_cost", "bpa_price", "inhabitants"
"""The measures: persons, hours a year, kroner a year, kroner an hour, persons on 1 January."""


class KnownFactors:
    """The figures of one place in one year."""

    def __init__(self, figures: Figures, place: str, year: int) -> None:
        self._figures, self._place, self._year = figures, place, year

    def value(self, measure: str, group: str = EVERYBODY) -> Fraction | None:
        """A figure; None where it is missing."""
        return self._figures.value(FigureCell(self._place, self._year, measure, group))

    @cached_property
    def price(self) -> Fraction | None:
        """Kroner an hour: the cost over the hours where both are given, otherwise the price that is given."""
        cost, hours = self.value(COST), self.value(HOURS)
        return cost / hours if cost is not None and hours else self.value(PRICE)

    def levels(self, priced: bool) -> FactorState:
        """Users, hours for each user and, with ``priced``, the price of an hour: one group of all."""
        users, hours = self.value(USERS) or Fraction(0), self.value(HOURS) or Fraction(0)
        factors = (users, hours / users if users else Fraction(0))
        return {EVERYBODY: (*factors, self.price or Fraction(0)) if priced else factors}

    def age_groups(self, other: "KnownFactors") -> tuple[str, ...]:
        """The groups that both have users and inhabitants for; empty where they are not the whole of both."""
        mine, others = self._groups, other._groups
        return mine if mine and set(mine) == set(others) else ()

    @cached_property
    def _groups(self) -> tuple[str, ...]:
        """The groups with users and inhabitants, where the users of the groups are all the users."""
        found = tuple(
            group
            for group in self._figures.groups(self._place, self._year, INHABITANTS)
            if self.value(INHABITANTS, group) and self.value(USERS, group) is not None
        )
        users = sum((self.value(USERS, group) or Fraction(0) for group in found), Fraction(0))
        return found if found and users == self.value(USERS) else ()

    def by_group(self, groups: Sequence[str], priced: bool, own_hours: bool) -> FactorState:
        """For each age group: its share, users for each inhabitant, hours for each user, and the price.

        Without ``own_hours`` each user of a group counts with the mean of all users.
        """
        everybody = sum((self.value(INHABITANTS, group) or Fraction(0) for group in groups), Fraction(0))
        found: dict[str, tuple[Fraction, ...]] = {}
        for group in groups:
            inhabitants = self.value(INHABITANTS, group) or Fraction(1)
            users = self.value(USERS, group) or Fraction(0)
            hours = self._hours_for_each(group if own_hours and users else EVERYBODY)
            factors = (inhabitants / everybody, users / inhabitants, hours)
            found[group] = (*factors, self.price or Fraction(0)) if priced else factors
        return found

    def hours_by(self, groups: Sequence[str]) -> bool:
        """Whether the hours of the groups are given, and are all the hours."""
        given = [self.value(HOURS, group) for group in groups]
        known = [one for one in given if one is not None]
        return len(known) == len(given) and sum(known, Fraction(0)) == self.value(HOURS)

    def _hours_for_each(self, group: str) -> Fraction:
        users, hours = self.value(USERS, group), self.value(HOURS, group)
        return hours / users if users and hours is not None else Fraction(0)
