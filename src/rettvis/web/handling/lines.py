"""The lines of the tables of handling time: words, figures, and where each number leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rettvis.journey.handling import CaseTime, Spread, time_figures
from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.suppression import DividedTable, small
from rettvis.rulekit.wording import NO_BREAK, number_text
from rettvis.web.handling.asked import Asked
from rettvis.web.handling.counting import CountedCase
from rettvis.web.pages.engine import language

HIDDEN = "*"
"""A share that is not shown."""


@dataclass(frozen=True)
class Half:
    """One half of a line, with or without waiting on others: figures as words."""

    median: str
    percentile: str
    over: str
    over_query: str
    spread: Spread


@dataclass(frozen=True)
class Line:
    """One line of a table; ``hidden`` where too few cases are behind it for this reader."""

    label: str
    cases: int
    query: str
    whole: Half
    own: Half
    hidden: bool = False


def lines_of(
    groups: Sequence[tuple[object, Sequence[CountedCase]]],
    labels: Mapping[object, str],
    asked: Mapping[object, Asked],
    threshold: int | None,
) -> list[Line]:
    """A line for each group. With a ``threshold``, small groups are hidden, and enough others beside them."""
    hidden = hidden_groups({key: len(cases) for key, cases in groups}, threshold)
    found = {
        key: line(labels[key], [case.time for case in cases], asked[key], threshold, hidden=key in hidden)
        for key, cases in groups
    }
    return _shares_hidden(found, threshold)


def _shares_hidden(lines: Mapping[object, Line], threshold: int | None) -> list[Line]:
    """The lines with no share over the limit that few cases stand behind, nor one that gives it away."""
    if threshold is None:
        return list(lines.values())
    held = {}
    for half in ("whole", "own"):
        spreads = {key: getattr(one, half).spread for key, one in lines.items()}
        over = {key: spread.over for key, spread in spreads.items()}
        inside = {key: spread.limited - spread.over for key, spread in spreads.items()}
        held[half] = hidden_groups(over, threshold) | hidden_groups(inside, threshold)
    return [
        replace(
            one,
            whole=replace(one.whole, over=HIDDEN) if key in held["whole"] else one.whole,
            own=replace(one.own, over=HIDDEN) if key in held["own"] else one.own,
        )
        for key, one in lines.items()
    ]


def line(
    label: str, times: Sequence[CaseTime], asked: Asked, threshold: int | None, *, hidden: bool = False
) -> Line:
    """One line."""
    figures = time_figures(times)
    return Line(
        label=label,
        cases=figures.whole.cases,
        query=asked.query,
        whole=_half(figures.whole, asked.narrowed(over="whole").query, threshold),
        own=_half(figures.own, asked.narrowed(over="own").query, threshold),
        hidden=hidden,
    )


def hidden_groups(counts: Mapping[object, int], threshold: int | None) -> frozenset[object]:
    """The groups that must be hidden so that no small one can be seen, nor worked out from the sum."""
    if threshold is None:
        return frozenset()
    by_name = {str(key): key for key in counts}
    cells = [(name, _measured(counts[key])) for name, key in by_name.items()]
    found = DividedTable(cells, _measured(sum(counts.values()))).hidden(threshold)
    names = by_name.keys() if found is None else found
    return frozenset(by_name[name] for name in names if counts[by_name[name]])


def _measured(cases: int) -> Measured:
    return Measured(cases, 0, 0, None, None, (0, 0))


def _half(spread: Spread, over_query: str, threshold: int | None) -> Half:
    return Half(
        median=days_words(spread.median),
        percentile=days_words(spread.percentile_90),
        over=_over(spread, threshold),
        over_query=over_query if spread.over else "",
        spread=spread,
    )


def _over(spread: Spread, threshold: int | None) -> str:
    """How many of how many took longer than the limit, and the share in whole percent."""
    share = spread.share_over
    if share is None:
        return "–"
    inside = spread.limited - spread.over
    if threshold is not None and (small(spread.over, threshold) or small(inside, threshold)):
        return HIDDEN
    of = {"nb": "av", "nn": "av", "en": "of"}[language()]
    code = language()
    counts = f"{number_text(spread.over, code)} {of} {number_text(spread.limited, code)}"
    return f"{counts} ({percent(share)})"


def days_words(days: Fraction | int | None) -> str:
    """A number of days, half a day with a comma (a point in English); a dash for none."""
    if days is None:
        return "–"
    whole, rest = divmod(Fraction(days), 1)
    mark = "." if language() == "en" else ","
    return number_text(int(whole), language()) + (f"{mark}5" if rest else "")


def percent(share: Fraction) -> str:
    """A share in whole percent, a half up."""
    return f"{int(share * 100 + Fraction(1, 2))}{NO_BREAK}%"
