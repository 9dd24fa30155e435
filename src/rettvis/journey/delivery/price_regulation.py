"""The regulation of agreed prices by an index: exact until it is rounded once, and told with its figures.

The new price is the price at the start × (1 − share + share × the index now ÷ the index at the start). It is
counted from the start each time, so that no rounding is carried along. Source of the rule: the agreement.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.units import MONTHS_PER_YEAR, Rounding, round_down, round_half_up
from rettvis.rulekit.wording import N_, Sentence, sentence

WHOLE_PRICE = 100
_ORE_PER_KRONE = 100


class PriceRounding(Choice):
    """How a regulated price becomes whole øre: a named rule, from the agreement."""

    NEAREST_ORE = "nearest_ore", N_("to the nearest øre, a half up")
    DOWN_TO_ORE = "down_to_ore", N_("down to whole øre")
    NEAREST_KRONE = "nearest_krone", N_("to the nearest whole krone, a half up")

    @property
    def rule(self) -> Rounding:
        """The rounding itself, from an exact number of øre."""
        return _ROUNDINGS[self]


def _nearest_krone(ore: Fraction) -> int:
    return _ORE_PER_KRONE * round_half_up(ore / _ORE_PER_KRONE)


_ROUNDINGS: Mapping[PriceRounding, Rounding] = {
    PriceRounding.NEAREST_ORE: round_half_up,
    PriceRounding.DOWN_TO_ORE: round_down,
    PriceRounding.NEAREST_KRONE: _nearest_krone,
}


@dataclass(frozen=True)
class PriceIndex:
    """An index: its name, and its value by month (the month's first day), as they are published."""

    name: str
    values: Mapping[date, Decimal]


@dataclass(frozen=True)
class PriceRule:
    """How an agreement regulates its prices.

    ``first`` is the day whose prices are regulated from, ``base_month`` and ``base_value`` the index at the
    start. Prices change on the first day of each of ``months`` (1–12), by the index of the month
    ``months_back`` before. ``percent`` of the price follows the index; the rest stands.
    """

    index: str
    first: date
    base_month: date
    base_value: Decimal
    months: tuple[int, ...]
    months_back: int
    percent: int = WHOLE_PRICE
    rounding: PriceRounding = PriceRounding.NEAREST_ORE

    def __post_init__(self) -> None:
        """Raise ValueError for a rule that cannot be: the forms and services tell a user first."""
        right = (
            self.base_value > 0 and self.months and all(1 <= one <= MONTHS_PER_YEAR for one in self.months)
        )
        if not right or not 0 < self.percent <= WHOLE_PRICE or self.months_back < 0:
            raise ValueError(
                "a rule has a base above zero, months of the year, and a share of 1 to 100 percent"
            )

    def due_days(self, until: date) -> Iterator[date]:
        """Each day after the first on which prices change, in order, to ``until`` at the latest."""
        for year in range(self.first.year, until.year + 1):
            for month in sorted(set(self.months)):
                day = date(year, month, 1)
                if self.first < day <= until:
                    yield day

    def index_month(self, day: date) -> date:
        """The month whose index the prices of ``day`` follow."""
        return month_before(day, self.months_back)


@dataclass(frozen=True)
class PriceProposal:
    """A regulated price from ``from_on``: øre an hour, the exact figure before rounding, and its grounds."""

    rule: PriceRule
    from_on: date
    base: int
    month: date
    value: Decimal
    exact: Fraction
    price: int

    def explanation(self) -> Sentence:
        """How the price comes about, with every figure."""
        told = {
            "base": self.base,
            "index": self.rule.index,
            "month": month_text(self.month),
            "base_month": month_text(self.rule.base_month),
            "value": self.value,
            "base_value": self.rule.base_value,
            "exact": _ore_text(self.exact),
            "rounding": self.rule.rounding.label,
            "price": self.price,
        }
        if self.rule.percent == WHOLE_PRICE:
            return sentence(
                "{base:kroner} × {value} ÷ {base_value} = {exact} øre, rounded {rounding}: {price:kroner}. "
                "{index}: {value} in {month}, {base_value} in {base_month}.",
                **told,
            )
        return sentence(
            "{base:kroner} × ({rest} % + {percent} % × {value} ÷ {base_value}) = {exact} øre, rounded "
            "{rounding}: {price:kroner}. {index}: {value} in {month}, {base_value} in {base_month}.",
            percent=self.rule.percent,
            rest=WHOLE_PRICE - self.rule.percent,
            **told,
        )


def regulated_price(rule: PriceRule, base: int, from_on: date, index: PriceIndex) -> PriceProposal | None:
    """The price from a day, regulated from ``base`` øre an hour; None while the index is not published."""
    month = rule.index_month(from_on)
    value = index.values.get(month)
    if value is None:
        return None
    share = Fraction(rule.percent, WHOLE_PRICE)
    exact = base * (1 - share + share * Fraction(value) / Fraction(rule.base_value))
    return PriceProposal(rule, from_on, base, month, value, exact, rule.rounding.rule(exact))


def month_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of ``day``."""
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 - months, MONTHS_PER_YEAR)
    return date(year, month + 1, 1)


def month_text(month: date) -> str:
    """A month as ``05.2026``."""
    return f"{month:%m.%Y}"


def half_years(first: int) -> tuple[int, ...]:
    """The two months of a year, six apart, of which ``first`` (1–12) is one."""
    other = (first + 5) % MONTHS_PER_YEAR + 1
    return tuple(sorted((first, other)))


def newest_by_month(rows: Iterable[tuple[date, Decimal]]) -> Mapping[date, Decimal]:
    """The value of each month: of several, the last one given, for it corrects those before."""
    return {month.replace(day=1): value for month, value in rows}


def _ore_text(exact: Fraction) -> Decimal:
    """Øre with four decimals for the reader; the figure itself stays exact."""
    return Decimal(round_half_up(exact * 10**4)).scaleb(-4)
