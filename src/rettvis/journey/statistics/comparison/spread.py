"""The lowest and the highest hours a week, and the ranks of prices: a row for each place."""

from collections.abc import Sequence
from fractions import Fraction

from rettvis.journey.statistics.comparison.report import (
    ChartLine,
    ReportChart,
    ReportTable,
    ReportText,
    TableEntry,
    TableNotes,
)
from rettvis.journey.statistics.decimal_text import decimal_text, decimals_of
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import group_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.journey.statistics.plausibility import HoursRange
from rettvis.journey.statistics.plausibility.doubt import HOURS_IN_A_WEEK
from rettvis.journey.statistics.plausibility.ranges import HOURS, USERS
from rettvis.journey.statistics.price_rank import PriceRank
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence


def range_table(ranges: Sequence[HoursRange]) -> ReportTable:
    """The lowest and the highest of each year, side by side."""
    notes = TableNotes()
    years = sorted({one.year for one in ranges})
    found = {(one.number, one.group, one.year): one for one in ranges}
    rows = []
    for number, group, name in dict.fromkeys((one.number, one.group, one.place) for one in ranges):
        row = [TableEntry(_name(name, group))]
        for year in years:
            one = found.get((number, group, year))
            row.append(TableEntry(one.least if one else None, _decimals(one.least if one else None)))
            most = one.most if one else None
            beyond = most is not None and most > HOURS_IN_A_WEEK
            row.append(TableEntry(most, _decimals(most), notes.mark(_beyond() if beyond else None)))
        rows.append(tuple(row))
    columns: list[ReportText] = [sentence("Place")]
    for year in years:
        columns += [sentence("{year} lowest", year=str(year)), sentence("{year} highest", year=str(year))]
    caption = sentence("Lowest and highest hours a week of any user")
    return ReportTable("weekly_hours_range", caption, tuple(columns), tuple(rows), notes.all(_missing()))


def range_chart(ranges: Sequence[HoursRange], figures: Figures) -> list[ReportChart]:
    """A line of dots for each place in the last year: the lowest, the mean where it is known, the highest."""
    last = max((one.year for one in ranges), default=0)
    known = [one for one in ranges if one.year == last and one.least is not None and one.most is not None]
    if not known:
        return []
    lines = tuple(
        ChartLine(_name(one.place, one.group), (one.least, _mean(one, figures), one.most)) for one in known
    )
    steps = (sentence("lowest"), sentence("mean"), sentence("highest"))
    parts = [
        sentence(
            "{name} from {low} to {high}",
            name=line.name,
            low=decimal_text(line.points[0] or Fraction(0)),
            high=decimal_text(line.points[2] or Fraction(0)),
        )
        for line in lines
    ]
    caption = sentence(
        "Hours a week in {year}: lowest, mean (the hours of the year over 52 weeks) and highest",
        year=str(last),
    )
    told = sentence("{parts}. Every figure is in the table.", parts=parts)
    return [ReportChart("dots", caption, told, steps, lines)]


def rank_table(ranks: Sequence[PriceRank]) -> ReportTable:
    """The rank of each place's price in each year; the prices themselves are not shown."""
    years = sorted({one.year for one in ranks})
    found = {(one.number, one.year): one.rank for one in ranks}
    rows = []
    for number, name in dict.fromkeys((one.number, one.place) for one in ranks):
        given = [found.get((number, year)) for year in years]
        rows.append(
            (TableEntry(name), *(TableEntry(None if rank is None else Fraction(rank)) for rank in given))
        )
    notes = TableNotes().all(
        sentence("1 is the lowest price of the year among the places. The prices themselves are not shown."),
        _missing(),
    )
    caption = sentence("Hourly price, ranked from the lowest")
    columns: tuple[ReportText, ...] = (sentence("Place"), *(str(year) for year in years))
    return ReportTable("hourly_price_rank", caption, columns, tuple(rows), notes)


def _mean(one: HoursRange, figures: Figures) -> Fraction | None:
    """Hours a week for each user, from the yearly figures over 52 weeks."""
    hours, users = (
        figures.value(FigureCell(one.number, one.year, name, one.group)) for name in (HOURS, USERS)
    )
    return hours / users / WEEKS_BY_PRACTICE if hours and users else None


def _beyond() -> Sentence:
    return sentence(
        "More than the {week:number} hours of a week: takes more than one assistant at a time.",
        week=HOURS_IN_A_WEEK,
    )


def _missing() -> Sentence:
    return sentence("– means that the figure is missing.")


def _name(place: str, group: str) -> Sentence | str:
    return place if group == EVERYBODY else sentence("{place}, {group}", place=place, group=group_text(group))


def _decimals(value: Fraction | None) -> int:
    return 0 if value is None else decimals_of(value)
