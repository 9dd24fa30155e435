"""What drives a difference is split as far as the figures go, and no further."""

from fractions import Fraction

from rettvis.journey.statistics.drivers import PlaceYear, SplitMethod, Whole, drivers_between
from rettvis.journey.statistics.drivers.pairs import between_places, over_time
from rettvis.journey.statistics.figures import Figures, gather
from rettvis.journey.statistics.observation import FigureCell, Observation
from rettvis.journey.statistics.price_rank import PriceRank

START, END = PlaceYear("9901", "Fjordvik", 2020), PlaceYear("9901", "Fjordvik", 2025)


def one(measure: str, year: int, value: float | None, group: str = "all", **more: object) -> Observation:
    exact = None if value is None else Fraction(str(value))
    cell = FigureCell("9901", year, measure, group)
    return Observation(cell, "9901", "Fjordvik", "unit", exact, "municipality", **more)


def figures(*observations: Observation) -> Figures:
    found, faults = gather(observations)
    assert faults == []
    return found


HOURS = (
    one("bpa_users", 2020, 10),
    one("bpa_users", 2025, 12),
    one("bpa_hours", 2020, 1000),
    one("bpa_hours", 2025, 1320),
)


def test_the_cost_is_split_on_users_hours_and_price() -> None:
    prices = one("bpa_price", 2020, 400), one("bpa_cost", 2025, 1320 * 500)
    (cost,) = drivers_between(figures(*HOURS, *prices), START, END).found
    assert cost.whole is Whole.COST
    assert (cost.before, cost.after) == (400_000, 660_000)
    parts = cost.by_factor()
    assert list(parts) == ["bpa_users", "hours_per_user", "bpa_price"]
    assert sum(parts.values()) == 260_000
    assert parts["bpa_price"] == 100 * Fraction(1000 + 1320, 3) + 100 * Fraction(1200 + 1100, 6)


def test_a_rank_alone_gives_no_cost_and_says_so() -> None:
    ranks = [PriceRank("Fjordvik", "9901", 2025, 2, "ranks.csv:2")]
    split = drivers_between(figures(*HOURS), START, END, ranks=ranks)
    assert [found.whole for found in split.found] == [Whole.HOURS]
    assert "rank" in split.left_out[0].say("en")
    assert "rang" in split.left_out[0].say("nb")


def test_a_missing_figure_is_named_and_nothing_is_split() -> None:
    split = drivers_between(figures(*HOURS[:3], one("bpa_hours", 2025, None)), START, END)
    assert split.found == ()
    assert "2025" in split.left_out[-1].say("en")


def test_nothing_is_split_across_a_break() -> None:
    broken = figures(*HOURS[:3], one("bpa_hours", 2025, 1320, series_break=True))
    split = drivers_between(broken, START, END)
    assert split.found == ()
    assert "break" in split.left_out[0].say("en")


def test_ages_are_a_factor_of_their_own_where_they_are_known() -> None:
    ages = [
        one("inhabitants", 2020, 800, "0-66"),
        one("inhabitants", 2020, 200, "67+"),
        one("inhabitants", 2025, 700, "0-66"),
        one("inhabitants", 2025, 300, "67+"),
        one("bpa_users", 2020, 8, "0-66"),
        one("bpa_users", 2020, 2, "67+"),
        one("bpa_users", 2025, 7, "0-66"),
        one("bpa_users", 2025, 5, "67+"),
    ]
    split = drivers_between(figures(*HOURS, *ages), START, END)
    wide = split.found[1]
    assert wide.whole is Whole.HOURS_PER_INHABITANT
    assert (wide.before, wide.after) == (Fraction(1000, 1000), Fraction(1320, 1000))
    assert sum(part.amount for part in wide.parts) == Fraction(320, 1000)
    assert {part.group for part in wide.parts} == {"0-66", "67+"}
    younger = [
        part.amount for part in wide.parts if (part.group, part.factor) == ("0-66", "users_per_inhabitant")
    ]
    assert younger == [0], "the share of users among the younger is the same in both years"
    assert any("mean of all" in why.say("en") for why in split.left_out)


def test_groups_that_are_not_all_users_are_not_used() -> None:
    some = [one("inhabitants", year, 100, "67+") for year in (2020, 2025)]
    some += [one("bpa_users", year, 2, "67+") for year in (2020, 2025)]
    assert len(drivers_between(figures(*HOURS, *some), START, END).found) == 1


def test_lmdi_says_when_it_cannot_be_used() -> None:
    none = figures(*HOURS[:2], one("bpa_hours", 2020, 0), one("bpa_hours", 2025, 5))
    split = drivers_between(none, START, END, SplitMethod.LMDI)
    assert split.found == ()
    assert any("Shapley" in why.say("en") for why in split.left_out)


def test_a_place_is_followed_back_to_where_its_series_breaks() -> None:
    broken = figures(*HOURS, one("bpa_users", 2019, 5), one("bpa_hours", 2019, 50))
    assert over_time(broken) == [(PlaceYear("9901", "Fjordvik", 2019), END)]
    assert between_places(broken) == []
