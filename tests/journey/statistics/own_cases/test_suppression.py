"""Nobody can recompute what is hidden: each test is somebody who tries, with all that is published."""

from datetime import date, timedelta
from itertools import combinations, pairwise, product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from rettvis.journey.statistics.own_cases.measured import Measured, measured
from rettvis.journey.statistics.own_cases.movement import Moved
from rettvis.journey.statistics.own_cases.published import (
    HIDDEN,
    PublishedStatistics,
    publication_days,
    published,
)
from rettvis.journey.statistics.own_cases.selection import Selection
from rettvis.journey.statistics.own_cases.standing import InForce
from rettvis.journey.statistics.own_cases.suppression import (
    P_PERCENT,
    DividedTable,
    bounds_of,
    sensitive,
)
from tests.journey.statistics.own_cases.recount import Row, age_key, extract, interval_key

ON = date(2025, 3, 31)
INTERVALS = ("0-2", "2-4", "4-10", "10-20", "20-30", "30-40", "40-50", "50-100", "100-", "none")
few_minutes = st.sampled_from([30, 60, 120, 130, 200, 240, 300, 599, 700, 1500, 2500, 6001, 9000])


def measure(minutes: list[int]) -> Measured:
    """Some users with these minutes."""
    return measured(np.array(minutes, dtype=np.int64), np.ones(len(minutes), dtype=np.bool_))


@given(st.lists(st.lists(few_minutes, max_size=9), min_size=2, max_size=6), st.integers(3, 6))
def test_hidden_counts_can_each_be_any_small_number_and_hidden_hours_are_nobodys(groups, threshold):
    everybody = [one for group in groups for one in group]
    assume(len(everybody) >= threshold)
    cells = [(str(place), measure(group)) for place, group in enumerate(groups)]
    hidden = DividedTable(cells, measure(everybody)).hidden(threshold)
    if hidden is None:
        return
    assert {key for key, cell in cells if sensitive(cell, threshold)} <= hidden
    if not hidden:
        return
    held = [groups[int(key)] for key in hidden]
    # What is left of the total when everything shown is taken away, and each hidden cell has somebody.
    left = sum(len(group) for group in held)
    assert len(held) >= 2
    assert left - (len(held) - 1) >= threshold
    first, _second, *rest = sorted((one for group in held for one in group), reverse=True)
    assert sum(rest) >= P_PERCENT * first


@settings(max_examples=150)
@given(st.lists(few_minutes | st.just(None), min_size=6, max_size=40), st.integers(3, 5))
def test_no_count_of_an_interval_follows_from_the_hours_the_bounds_and_the_median(minutes, threshold):
    groups = {key: [one for one in minutes if interval_key([one]) == key] for key in INTERVALS}
    cells = []
    for key, group in groups.items():
        given_minutes = np.array([one or 0 for one in group], dtype=np.int64)
        in_hours = np.array([one is not None for one in group], dtype=np.bool_)
        cells.append((key, measured(given_minutes, in_hours)))
    total = measured(
        np.array([one or 0 for one in minutes], dtype=np.int64),
        np.array([one is not None for one in minutes], dtype=np.bool_),
    )
    hidden = DividedTable(cells, total, intervals=True).hidden(threshold)
    if not hidden:
        return
    keys = sorted(hidden)
    assume(len(keys) <= 5)
    possible = {key: set() for key in keys}
    known = {key: len(group) for key, group in groups.items() if key not in hidden}
    left = len(minutes) - sum(known.values())
    for tried in product(range(1, left + 1), repeat=len(keys) - 1):
        last = left - sum(tried)
        if last >= 1:
            counts = known | dict(zip(keys, (*tried, last), strict=True))
            if fits(counts, total):
                for key in keys:
                    possible[key].add(counts[key])
    for key in keys:
        assert len(groups[key]) in possible[key]
        assert len(possible[key]) > 1, key


def fits(counts: dict[str, int], total: Measured) -> bool:
    """Whether so many in each interval agree with the hours and the median that are printed."""
    least = sum(users * bounds_of(key)[0] for key, users in counts.items())
    most = sum(users * (bounds_of(key)[1] or 10**9) for key, users in counts.items() if key != "none")
    if not least <= total.minutes <= most:
        return False
    if total.median is None:
        return True
    in_order = [key for key in INTERVALS[:-1] for _ in range(counts.get(key, 0))]
    if not in_order:
        return False
    low, high = in_order[(len(in_order) - 1) // 2], in_order[len(in_order) // 2]
    top = bounds_of(high)[1]
    lowest = (bounds_of(low)[0] + bounds_of(high)[0]) / 2
    highest = None if top is None else ((bounds_of(low)[1] or 0) + top) / 2
    return lowest <= total.median and (highest is None or total.median <= highest)


@st.composite
def populations(draw: st.DrawFn) -> list[Row]:
    """Persons with one line of one service each, so that every table is divided without overlap."""
    return [
        Row(
            person=person,
            service=draw(st.sampled_from(["bpa", "bpa", "bpa", "respite"])),
            minutes=draw(few_minutes),
            first=date(2025, 1, 1),
            birth_date=draw(st.sampled_from([date(2015, 1, 1), date(1990, 1, 1), date(1965, 1, 1)])),
            sex=draw(st.sampled_from(["female", "male"])),
            unit=draw(st.sampled_from(["1", "1", "2"])),
            organised=draw(st.sampled_from(["bpa", "municipal"])),
        )
        for person in range(draw(st.integers(4, 45)))
    ]


DIVIDED = ("age", "sex", "organised", "unit")
THRESHOLD = 4


def all_pages(lines) -> dict[Selection, PublishedStatistics]:
    """Every page that somebody without access to the cases can open."""
    choices = [Selection(), Selection(service="bpa"), Selection(service="respite")]
    everything = InForce(lines, ON)
    for service in ("bpa", "respite"):
        for table in DIVIDED:
            choices += [
                Selection(service=service).also(table, key)
                for key, cell in everything.by(table)
                if cell.users
            ]
    pages = {one: published(lines, ON.replace(day=1), ON, one, THRESHOLD) for one in choices}
    return {one: page for one, page in pages.items() if page is not None}


@settings(max_examples=40, deadline=None)
@given(populations())
def test_all_pages_together_do_not_give_a_hidden_count_away(people):
    lines = extract(people)
    pages = all_pages(lines)
    for service in ("bpa", "respite"):
        own = [person for person in people if person.service == service]
        for one, other in combinations(DIVIDED, 2):
            Attacker(lines, pages, service, own, (one, other)).tries()


def key_of(row: Row, table: str) -> str:
    """The cell of a table that a person is in."""
    return age_key(row.birth_date, ON) if table == "age" else getattr(row, table)


class Attacker:
    """Bounds the counts of a cross of two tables by all published numbers, by linear programming."""

    def __init__(self, lines, pages, service: str, own: list[Row], dims: tuple[str, str]) -> None:
        self.service, self.own, self.dims = service, own, dims
        self.axes = [sorted({key for key, _ in InForce(lines, ON).by(table)}) for table in dims]
        self.pairs = list(product(*self.axes))
        counts = [len(self.group(**dict(zip(dims, pair, strict=True)))) for pair in self.pairs]
        self.known = [edge for selection, page in pages.items() for edge in self.edges_of(selection, page)]
        self.right = [float(edge @ np.array(counts)) for edge in self.known]

    def edge(self, **keys: str) -> np.ndarray:
        """The cells that a number adds up."""
        places = {self.dims.index(name): key for name, key in keys.items()}
        return np.array([all(pair[at] == key for at, key in places.items()) for pair in self.pairs], float)

    def group(self, **keys: str) -> list[Row]:
        """Who really is there."""
        return [row for row in self.own if all(key_of(row, name) == key for name, key in keys.items())]

    def edges_of(self, selection: Selection, page: PublishedStatistics):
        """Every number of a page that tells of the cross."""
        fixed = {name: value for name, value in selection.chosen.items() if name != "service"}
        if selection.service is None:
            shown = dict(page.tables["service"] or ())
            if self.service in shown and shown[self.service].users is not None:
                yield self.edge()
        if selection.service != self.service or not fixed.keys() <= set(self.dims):
            return
        yield self.edge(**fixed)
        for table in set(self.dims) - fixed.keys():
            axis = self.axes[self.dims.index(table)]
            for key, cell in page.tables[table] or ():
                if cell.users is not None and key in axis:
                    yield self.edge(**fixed, **{table: key})

    def tries(self) -> None:
        """Fails where a small count has no room left."""
        one, other = self.dims
        asked = [{one: a, other: b} for a, b in self.pairs]
        asked += [{table: key} for table, axis in zip(self.dims, self.axes, strict=True) for key in axis]
        for keys in asked if self.known else ():
            if 0 < len(self.group(**keys)) < THRESHOLD:
                target = self.edge(**keys)
                least = linprog(target, A_eq=self.known, b_eq=self.right, bounds=(0, None)).fun
                most = -linprog(-target, A_eq=self.known, b_eq=self.right, bounds=(0, None)).fun
                assert most - least >= 1 - 1e-6, (keys, least, most)


@settings(max_examples=40, deadline=None)
@given(populations())
def test_nothing_sensitive_is_ever_shown(people):
    lines = extract(people)
    for selection, page in all_pages(lines).items():
        exact = InForce(lines, page.last, selection)
        assert not sensitive(exact.totals.all, THRESHOLD)
        for table, rows in page.tables.items():
            cells = dict(exact.by(table))
            for key, cell in rows or ():
                if cell != HIDDEN:
                    assert not sensitive(cells[key], THRESHOLD)
                    assert cell.users == cells[key].users


def test_a_choice_does_not_show_what_its_table_hides():
    women = [Row(one, "bpa", 600 + one, date(2025, 1, 1), sex="female") for one in range(20)]
    men = [Row(20 + one, "bpa", 700 + one, date(2025, 1, 1), sex="male") for one in range(3)]
    lines = extract(women + men)
    page = published(lines, ON, ON, Selection(service="bpa"), 5)
    assert page is not None
    assert page.total.users == 23
    assert dict(page.tables["sex"] or ())["male"] == HIDDEN
    assert dict(page.tables["sex"] or ())["female"] == HIDDEN
    assert published(lines, ON, ON, Selection(service="bpa", sex="female"), 5) is None


def test_a_small_service_hides_the_total_and_not_a_large_service():
    large = [Row(one, "bpa", 600 + one, date(2025, 1, 1)) for one in range(20)]
    small = [Row(20 + one, "respite", 700 + one, date(2025, 1, 1)) for one in range(2)]
    lines = extract(large + small)
    page = published(lines, ON, ON, Selection(), 5)
    assert page is not None
    assert page.total == HIDDEN
    assert page.months == ()
    assert (page.movement.new, page.movement.ended, page.movement.changed) == (None, None, None)
    services = dict(page.tables["service"] or ())
    assert services["respite"] == HIDDEN
    assert services["bpa"].users == 20
    assert published(lines, ON, ON, Selection(service="respite"), 5) is None
    bpa = published(lines, ON, ON, Selection(service="bpa"), 5)
    assert bpa is not None
    assert bpa.total.users == 20


def test_a_group_of_nobody_is_shown_as_zero():
    lines = extract([Row(one, "bpa", 600 + one, date(2025, 1, 1), sex="female") for one in range(20)])
    page = published(lines, ON, ON, Selection(service="bpa"), 5)
    assert page is not None
    assert dict(page.tables["age"] or ())["80-"].users == 0


def test_hours_that_one_user_has_most_of_are_hidden():
    one_big = [Row(one, "bpa", 60, date(2025, 1, 1), unit="1") for one in range(9)]
    one_big.append(Row(9, "bpa", 9000, date(2025, 1, 1), unit="1"))
    others = [Row(10 + one, "bpa", 600, date(2025, 1, 1), unit="2") for one in range(30)]
    page = published(extract(one_big + others), ON, ON, Selection(service="bpa"), 5)
    assert page is not None
    assert {key: cell == HIDDEN for key, cell in page.tables["unit"] or ()} == {"1": True, "2": True}


@given(populations(), st.lists(st.integers(0, 400), min_size=45, max_size=45))
@settings(max_examples=40, deadline=None)
def test_publication_days_are_so_far_apart_that_no_few_persons_are_the_difference(people, delays):
    moved = [
        Row(**{**vars(row), "first": date(2024, 1, 1) + timedelta(days=late)})
        for row, late in zip(people, delays, strict=False)
    ]
    lines = extract(moved)
    days = publication_days(lines, Selection(), date(2025, 12, 31), THRESHOLD)
    for before, day in pairwise(days):
        came = Moved(lines, before + timedelta(days=1), day).counted.flows["new"]
        assert came == 0 or came >= THRESHOLD
