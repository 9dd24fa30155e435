"""Everything that a budget rests on and that the scheme does not say."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.simulation.uncertain import Uncertain
from rettvis.rulekit.units import WEEKS_BY_PRACTICE

FULL = Uncertain.certain(1)
NO_GROWTH = Uncertain.certain(0)
LEVELS = (Fraction(5, 100), Fraction(50, 100), Fraction(95, 100))
"""The levels that are told where nobody asks for others: 5, 50 and 95 percent."""
DRAWS = 200_000
"""How many draws are made where something is common to all."""


@dataclass(frozen=True)
class Group:
    """Persons who are alike: each uses a share of the step's hours on her own, independent of the others.

    ``price`` is øre an hour. ``take_up`` is the share of the hours that one person uses; ``shared_take_up``
    is a share of that which is common to all in the group, and may be uncertain too. ``wanted`` is the
    minutes a week one person would use if she could; then she uses that or the step, whichever is less, and
    ``take_up`` does not count. ``newcomers`` a year come evenly (a Poisson number with that mean), and
    ``leavers`` is each person's chance to leave within a year, on any day alike. ``basis`` is where the
    assumption comes from.
    """

    name: str
    persons: int
    price: int
    take_up: Uncertain = FULL
    wanted: Uncertain | None = None
    newcomers: Fraction = Fraction(0)
    leavers: Fraction = Fraction(0)
    basis: str = ""
    shared_take_up: Uncertain = FULL


@dataclass(frozen=True)
class Assumptions:
    """What a budget is computed from, beside the scheme. Money is whole øre, shares are exact.

    Without ``groups`` the scheme's printed costs are used. ``shared_take_up`` is one share common to all, and
    ``price_growth`` the growth from today's prices. ``administration`` is øre a year for one full-time
    equivalent, or None where it is not counted. ``budget`` is what the year may cost in all.
    """

    groups: tuple[Group, ...] = ()
    shared_take_up: Uncertain = FULL
    price_growth: Uncertain = NO_GROWTH
    weeks_per_year: Fraction = WEEKS_BY_PRACTICE
    administration: int | None = None
    budget: int | None = None
    certainty: Fraction = Fraction(95, 100)
    levels: tuple[Fraction, ...] = LEVELS
    seed: int = 1
    draws: int = DRAWS

    @property
    def in_common(self) -> bool:
        """Whether something uncertain is common to all, or to a group, so that the cost must be drawn."""
        shared = (self.shared_take_up, self.price_growth, *(group.shared_take_up for group in self.groups))
        return not all(one is FULL or one.known for one in shared)
