"""What every report has: the answer in short, how it is worked out, and hours and kroner in its tables."""

from collections.abc import Iterable

from rettvis.edges.amounts import in_hours, in_kroner
from rettvis.journey.statistics.comparison import Remark, ReportSection, TableEntry
from rettvis.journey.statistics.comparison.report import ReportText
from rettvis.rulekit.wording import sentence


def in_short(words: Iterable[ReportText], *, synthetic: bool) -> ReportSection:
    """The first section: the answer in sentences, and that the data are invented where they are."""
    remarks = [Remark(one) for one in words]
    if synthetic:
        remarks.append(Remark(sentence("Synthetic data. Every person and case here is invented.")))
    return ReportSection(sentence("In short"), tuple(remarks))


def how_worked_out(words: Iterable[ReportText]) -> ReportSection:
    """The last section: how the figures come about."""
    return ReportSection(sentence("How this is worked out"), tuple(Remark(one) for one in words))


def hours_entry(minutes: int | None) -> TableEntry:
    """Hours with one decimal."""
    return TableEntry(in_hours(minutes), 1)


def kroner_entry(ore: int | None) -> TableEntry:
    """Whole kroner."""
    return TableEntry(in_kroner(ore), 0)
