"""The follow-up of providers in words: what is told of it on the page and in the report alike."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.edges.month_names import month_name
from rettvis.journey.delivery import DeviationCode
from rettvis.journey.follow_up import Days, FoundIn, ProviderRow, StepOfTime, WorkKind
from rettvis.journey.follow_up.administration import AdministrationWork
from rettvis.journey.invoices import InvoiceDeviationCode
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import Sentence, sentence

OTHER_FAULT = sentence("A fault in the invoice")


@dataclass(frozen=True)
class ToldFollowUp:
    """A follow-up as it is told: ``whole`` is the whole period, ``steps`` each month or quarter of it.

    ``providers`` has a row for each provider in the whole period (empty for those who see none of them), and
    ``lines`` the minutes of each provider by step, for the chart. ``work`` is the administration's by kind.
    ``small_hidden``: figures that too few persons stand behind are not told to this reader.
    """

    whole: ProviderRow
    steps: Sequence[ProviderRow]
    step: StepOfTime
    providers: Sequence[ProviderRow]
    lines: Mapping[str, Sequence[ProviderRow]]
    names: Mapping[str, str]
    work: Mapping[WorkKind, AdministrationWork]
    about: str
    municipality: str
    read_on: date
    version: str
    synthetic: bool = False
    small_hidden: bool = False


def summary(told: ToldFollowUp) -> Iterator[Sentence]:
    """The figures of the whole period in sentences; what is not known is said to be so."""
    row = told.whole
    if row.hidden:
        yield sentence("The hours are hidden: too few persons stand behind some of them.")
    elif row.minutes is None:
        yield sentence("No hours are known in the period.")
    else:
        yield sentence(
            "{minutes:hours} were delivered, by {sources}.",
            minutes=row.minutes,
            sources=[source.label for source in row.sources],
        )
        if row.missing:
            yield sentence("In {months} of the months no hours are known.", months=row.missing)
    if row.deviation_count is not None:
        yield sentence("{count} deviations were found.", count=row.deviation_count)
    if row.corrected is not None:
        yield sentence("{amount:kroner} were corrected.", amount=row.corrected)
    yield from _times(row)
    if row.work is None:
        yield sentence("No hours of the administration’s own are recorded.")
    elif row.work.cost is None:
        yield sentence(
            "The administration used {minutes:hours}. What an hour costs is not set for all of them.",
            minutes=row.work.minutes,
        )
    else:
        yield sentence(
            "The administration used {minutes:hours}, which cost {cost:kroner}.",
            minutes=row.work.minutes,
            cost=row.work.cost,
        )


def _times(row: ProviderRow) -> Iterator[Sentence]:
    if row.answer.count:
        yield sentence(
            "Of the questions to providers {count} were answered, half of them within {days} days.",
            count=row.answer.count,
            days=_days_text(row.answer),
        )
    if row.answer.still_open:
        yield sentence("{count} questions have no answer yet.", count=row.answer.still_open)
    if row.start.count:
        yield sentence(
            "{count} came to the first day of assistance, half of them within {days} days of the decision.",
            count=row.start.count,
            days=_days_text(row.start),
        )


def methods(told: ToldFollowUp) -> Iterator[Sentence]:
    """How the figures come about."""
    yield sentence(
        "Hours are those of approved timesheets, by the day they were worked. For a case without any in the "
        "month they are those that were invoiced afterwards and not rejected, spread over the days of the "
        "line, with credits taken off; lines of no known case count where the provider has no timesheet. "
        "Hours paid in advance are granted hours, and not counted here. A month with no hours known is "
        "missing."
    )
    yield sentence(
        "Deviations are what the checks of timesheets and invoices have found, in the month that they are "
        "about. Amounts corrected are credit notes, rejected invoices, price reductions and damages, in the "
        "month of the invoice or of the act. A credit note of a rejected invoice counts no second time."
    )
    yield sentence(
        "The answer time is from the day a question was sent to the day of the answer. The start-up time is "
        "from the decision to the first day of assistance. Both are medians in days."
    )
    yield sentence(
        "The cost of administration is the recorded hours × the hourly cost that held on the day, rounded "
        "once. What is missing is shown as missing, and never as zero."
    )
    if told.small_hidden:
        yield sentence(
            "Figures that too few persons stand behind are hidden, and others with them where they could "
            "otherwise be worked out."
        )


def code_text(where: FoundIn, code: str) -> Sentence:
    """What a kind of deviation is called."""
    kinds: type[InvoiceDeviationCode | DeviationCode]
    kinds = InvoiceDeviationCode if where is FoundIn.INVOICES else DeviationCode
    return kinds(code).label if code in {str(one) for one in kinds} else OTHER_FAULT


def step_text(period: Period, step: StepOfTime) -> str:
    """A month as ``05.26``, a quarter as ``2.26``: short, for the axis of a chart."""
    number = (period.first.month + 2) // 3 if step is StepOfTime.QUARTER else period.first.month
    width = 1 if step is StepOfTime.QUARTER else 2
    return f"{number:0{width}d}.{period.first:%y}"


def step_name(period: Period, step: StepOfTime) -> Sentence:
    """A month or a quarter in words."""
    year = str(period.first.year)
    if step is StepOfTime.QUARTER:
        return sentence("Quarter {number} of {year}", number=(period.first.month + 2) // 3, year=year)
    return sentence("{month} {year}", month=month_name(period.first.month), year=year)


def period_text(period: Period) -> Sentence:
    """A period of whole months in words."""
    last = period.last or period.first
    first = step_name(period, StepOfTime.MONTH)
    if (period.first.year, period.first.month) == (last.year, last.month):
        return first
    return sentence("{first} to {last}", first=first, last=step_name(Period(last), StepOfTime.MONTH))


def kinds_of(row: ProviderRow) -> list[tuple[FoundIn, str, int]]:
    """Where, which code and how many, the most frequent first; other faults are one, with no code."""
    found: Counter[tuple[FoundIn, str]] = Counter()
    for (where, code), count in (row.deviations or {}).items():
        found[where, code if code_text(where, code) is not OTHER_FAULT else ""] += count
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(where, code, count) for (where, code), count in ordered]


def _days_text(days: Days) -> Sentence:
    """Days with a half where there is one; whole otherwise."""
    return decimal_text(days.median or Fraction(0))
