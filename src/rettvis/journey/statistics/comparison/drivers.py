"""The tables of what drives the differences: each place over the years, and each pair of places."""

from collections.abc import Sequence
from fractions import Fraction

from rettvis.journey.statistics.comparison.report import (
    Remark,
    ReportPart,
    ReportTable,
    ReportText,
    TableEntry,
    TableNotes,
)
from rettvis.journey.statistics.drivers import FACTOR_WORDS, Drivers, PlaceYear, Split, drivers_between
from rettvis.journey.statistics.drivers.decomposition import SplitMethod, in_whole_units
from rettvis.journey.statistics.drivers.pairs import between_places, over_time
from rettvis.journey.statistics.drivers.shown import DECIMALS
from rettvis.journey.statistics.publication import Publication
from rettvis.rulekit.wording import Sentence, sentence


def driver_parts(publication: Publication) -> tuple[ReportPart, ...]:
    """A table of each whole over the years and between places, and what could not be computed."""
    figures = publication.figures
    asked = [
        ("drivers_over_time", sentence("What the change over the years comes from"), over_time(figures)),
        (
            "drivers_between",
            sentence("What the difference between places comes from"),
            between_places(figures),
        ),
    ]
    parts: list[ReportPart] = []
    left_out: dict[str, Sentence] = {}
    for name, caption, pairs in asked:
        splits = [drivers_between(figures, *pair, SplitMethod.SHAPLEY, publication.ranks) for pair in pairs]
        parts += _tables(name, caption, pairs, splits)
        left_out |= {str(why): why for split in splits for why in split.left_out}
    if not parts:
        return ()
    return (*parts, *(Remark(why) for why in left_out.values()))


def _tables(
    name: str, caption: Sentence, pairs: Sequence[tuple[PlaceYear, PlaceYear]], splits: Sequence[Split]
) -> list[ReportTable]:
    """One table for each whole that could be split."""
    by_whole: dict[str, list[Drivers]] = {}
    for split in splits:
        for one in split.found:
            by_whole.setdefault(str(one.whole), []).append(one)
    return [_table(f"{name}.{whole}", caption, found) for whole, found in by_whole.items()]


def _table(name: str, caption: Sentence, found: Sequence[Drivers]) -> ReportTable:
    first, notes = found[0], TableNotes()
    factors = list(first.by_factor())
    columns: list[ReportText] = [
        sentence("From – to"),
        *(Sentence(FACTOR_WORDS[factor]) for factor in factors),
        sentence("Difference"),
    ]
    method = sentence(
        "{method}. The parts are exact and add up to the difference; what is shown is rounded by the largest "
        "remainders, so that it adds up too.",
        method=SplitMethod.SHAPLEY.label,
    )
    whole = sentence("{caption}. {unit}", caption=caption, unit=first.whole.label)
    return ReportTable(name, whole, tuple(columns), tuple(_row(one) for one in found), notes.all(method))


def _row(one: Drivers) -> tuple[TableEntry, ...]:
    decimals = DECIMALS[one.whole]
    amounts = [*one.by_factor().values()]
    units = in_whole_units([amount * 10**decimals for amount in amounts])
    shown = [Fraction(unit, 10**decimals) for unit in (*units, sum(units))]
    name = sentence("{start} – {end}", start=str(one.start), end=str(one.end))
    return (TableEntry(name), *(TableEntry(amount, decimals) for amount in shown))
