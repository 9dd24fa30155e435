"""The follow-up of providers as a report: by provider, by month or quarter, and what it costs to follow."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rettvis.edges.amounts import in_hours
from rettvis.edges.provider_words import (
    ToldFollowUp,
    code_text,
    kinds_of,
    methods,
    period_text,
    step_name,
    step_text,
    summary,
)
from rettvis.edges.report_parts import hours_entry, how_worked_out, in_short, kroner_entry
from rettvis.journey.follow_up import ProviderRow, StepOfTime
from rettvis.journey.statistics.comparison import (
    ChartLine,
    Report,
    ReportChart,
    ReportSection,
    ReportTable,
    TableEntry,
)
from rettvis.journey.statistics.comparison.report import ReportText, TableNotes
from rettvis.rulekit.wording import Sentence, sentence

MOST_STEPS = 8
"""How many names of steps there is room for below the chart."""


def provider_report(told: ToldFollowUp) -> Report:
    """The report."""
    title = sentence(
        "Follow-up of providers: {about}, {period}", about=told.about, period=period_text(told.whole.period)
    )
    source = sentence(
        "{municipality}: timesheets, invoices and recorded hours in Rettvis {version}, read {day:date}",
        municipality=told.municipality,
        version=told.version,
        day=told.read_on,
    )
    sections = [in_short(summary(told), synthetic=told.synthetic)]
    if told.providers:
        heading = sentence("Each provider")
        sections.append(ReportSection(heading, tuple(_tables("providers", heading, told, told.providers))))
    by_step = (
        sentence("Quarter by quarter") if told.step is StepOfTime.QUARTER else sentence("Month by month")
    )
    parts = _tables("steps", by_step, told, told.steps)
    sections.append(ReportSection(by_step, (hours_chart(told), *parts)))
    if told.whole.deviations:
        sections.append(ReportSection(sentence("Deviations by kind"), (_kinds_table(told),)))
    if told.work:
        sections.append(ReportSection(sentence("The administration’s own hours"), (_work_table(told),)))
    return Report(title, source, (*sections, how_worked_out(methods(told))))


def hours_chart(told: ToldFollowUp) -> ReportChart:
    """The hours of each step, a line for each provider, or one for all."""
    lines = told.lines or {"": told.steps}
    return ReportChart(
        "lines",
        sentence("Hours delivered"),
        sentence("Lines of hours over time. The table below has every figure."),
        tuple(_thinned([step_text(row.period, told.step) for row in told.steps])),
        tuple(
            ChartLine(
                told.names.get(number, number) if number else sentence("All"),
                tuple(in_hours(row.minutes) for row in rows),
            )
            for number, rows in lines.items()
        ),
    )


def _thinned(steps: Sequence[str]) -> Iterator[str]:
    """So many names of steps that they do not meet."""
    every = -(-len(steps) // MOST_STEPS)
    return (step if place % every == 0 else "" for place, step in enumerate(steps))


def _tables(
    name: str, caption: Sentence, told: ToldFollowUp, rows: Sequence[ProviderRow]
) -> list[ReportTable]:
    """What was delivered, with notes of where the hours are from; and what it took to follow it up."""
    first = sentence("Provider") if name == "providers" else told.step.label
    notes = TableNotes()
    delivered = (
        sentence("Hours"),
        sentence("Deviations"),
        sentence("Corrected, kroner"),
        sentence("Answer time, days"),
        sentence("Start-up time, days"),
    )
    work = (sentence("Administration, hours"), sentence("Administration, kroner"))
    heads = [_head(name, told, row) for row in rows]
    shown = tuple((head, *_delivered(row, notes)) for head, row in zip(heads, rows, strict=True))
    worked = tuple((head, *_worked(row)) for head, row in zip(heads, rows, strict=True))
    about = sentence("{what}: administration", what=caption)
    return [
        ReportTable(name, caption, (first, *delivered), shown, notes.all()),
        ReportTable(f"{name}_work", about, (first, *work), worked),
    ]


def _head(name: str, told: ToldFollowUp, row: ProviderRow) -> TableEntry:
    named = told.names.get(row.provider, "") if name == "providers" else step_name(row.period, told.step)
    return TableEntry(named)


def _delivered(row: ProviderRow, notes: TableNotes) -> Iterator[TableEntry]:
    origin = (
        sentence("By {sources}.", sources=[source.label for source in row.sources]) if row.sources else None
    )
    missing = (
        sentence("In {months} of the months no hours are known.", months=row.missing)
        if row.minutes is not None and row.missing
        else None
    )
    if row.hidden:
        origin, missing = sentence("Hidden: too few persons stand behind it."), None
    yield TableEntry(in_hours(row.minutes), 1, notes.mark(origin, missing))
    yield TableEntry(None if row.deviation_count is None else Fraction(row.deviation_count))
    yield kroner_entry(row.corrected)
    yield TableEntry(row.answer.median, 1)
    yield TableEntry(row.start.median, 1)


def _worked(row: ProviderRow) -> Iterator[TableEntry]:
    work = row.work
    yield hours_entry(None if work is None else work.minutes)
    yield kroner_entry(None if work is None else work.cost)


def _kinds_table(told: ToldFollowUp) -> ReportTable:
    rows = tuple(
        (TableEntry(code_text(where, code)), TableEntry(where.label), TableEntry(Fraction(count)))
        for where, code, count in kinds_of(told.whole)
    )
    columns: tuple[ReportText, ...] = (
        sentence("Kind of deviation"),
        sentence("Found in"),
        sentence("How many"),
    )
    return ReportTable("kinds", sentence("Deviations by kind"), columns, rows, figures=False)


def _work_table(told: ToldFollowUp) -> ReportTable:
    rows = tuple(
        (
            TableEntry(kind.label),
            hours_entry(work.minutes),
            kroner_entry(work.cost),
        )
        for kind, work in told.work.items()
    )
    columns = (sentence("Kind of work"), sentence("Hours"), sentence("Cost, kroner"))
    return ReportTable("work", sentence("The administration’s own hours"), columns, rows)
