"""From the day clock and the caseworker's choices to rows that can be read one by one."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.application import KindOfService
from rettvis.journey.application.time_use import exact_minutes
from rettvis.journey.assessment import ClockRow, DayClock
from rettvis.journey.calculation.choices import Choices, Deduction, SharedHousework
from rettvis.journey.calculation.row import Row
from rettvis.rulekit.facts import Origin, Source
from rettvis.rulekit.wording import Sentence, sentence

_NOTHING = Fraction(0)

_EXTENTS = {
    "extensive": sentence("extensive"),
    "around_the_clock": sentence("around the clock"),
}

_SOURCES = {
    Source.APPLICANT: sentence("the application"),
    Source.REGISTER: sentence("a register"),
    Source.CASEWORKER: sentence("the assessment"),
    Source.DERIVED: sentence("calculated"),
}


def explain(clock: DayClock, choices: Choices) -> tuple[Row, ...]:
    """Every activity, each followed by what is taken out of it; last what is taken out of a whole kind."""
    rows = [row for activity in clock.rows for row in _of_activity(activity, choices)]
    known = {activity.key for activity in clock.rows}
    loose = [deduction for deduction in choices.deductions if deduction.concerns not in known]
    whole = tuple(rows)
    rows += [_taken_out(deduction, deduction.kind, _sum_of_kind(whole, deduction)) for deduction in loose]
    return tuple(rows)


def _of_activity(activity: ClockRow, choices: Choices) -> Iterator[Row]:
    exact = None if activity.assessed is None else activity.assessed.per_week
    yield Row(
        key=activity.key,
        label=activity.label,
        formula=_formula(activity),
        kind=activity.kind,
        exact=exact,
        source=_origin_words(activity.origin),
        reason=activity.difference_reason or activity.note,
        activity=activity.key,
    )
    if activity.shared:
        yield _shared(activity, exact, choices.shared_housework)
    for deduction in choices.deductions:
        if deduction.concerns == activity.key:
            yield _taken_out(deduction, activity.kind, exact or _NOTHING)


def _formula(activity: ClockRow) -> Sentence:
    if activity.assessed is not None:
        return activity.assessed.formula()
    if not activity.extent:
        return sentence("The time is not known")
    extent = _EXTENTS.get(activity.extent, sentence("{words}", words=activity.extent))
    return sentence("Said to be “{extent}”; the time is not known", extent=extent)


def _shared(activity: ClockRow, exact: Fraction | None, shared: SharedHousework | None) -> Row:
    label = sentence("{label}: shared with the household", label=activity.label)
    key = f"{activity.key}.shared"
    if exact is None or shared is None:
        return Row(
            key=key,
            label=label,
            formula=_unknown_share(shared),
            kind=activity.kind,
            exact=None,
            source=_source_words("" if shared is None else shared.source),
            reason="" if shared is None else shared.reason,
            activity=activity.key,
            takes_out=True,
            at_most=exact or _NOTHING,
        )
    taken = exact * shared.others_share
    return Row(
        key=key,
        label=label,
        formula=sentence(
            "{share} of {minutes} = {taken}, taken out",
            share=str(shared.others_share),
            minutes=exact_minutes(exact),
            taken=exact_minutes(taken),
        ),
        kind=activity.kind,
        exact=-taken,
        source=_source_words(shared.source),
        reason=shared.reason,
        activity=activity.key,
        takes_out=True,
    )


def _unknown_share(shared: SharedHousework | None) -> Sentence:
    if shared is None:
        return sentence("How much of it the others do is not known")
    return sentence("{share} of a time that is not known, taken out", share=str(shared.others_share))


def _taken_out(deduction: Deduction, kind: KindOfService | None, at_most: Fraction) -> Row:
    time = deduction.time
    return Row(
        key=deduction.key,
        label=deduction.ground.label,
        formula=(
            sentence("The time is not known")
            if time is None
            else sentence("{formula}, taken out", formula=time.formula())
        ),
        kind=kind,
        exact=None if time is None else -time.per_week,
        source=_source_words(deduction.source),
        reason=deduction.reason,
        activity=deduction.concerns,
        takes_out=True,
        at_most=at_most if time is None else _NOTHING,
    )


def _sum_of_kind(rows: tuple[Row, ...], deduction: Deduction) -> Fraction:
    same = (row.exact for row in rows if row.kind in (deduction.kind, None) and row.exact is not None)
    return sum((exact for exact in same if exact > 0), _NOTHING)


def _origin_words(origin: Origin) -> Sentence:
    source = _SOURCES[origin.source]
    return sentence("{source}, {who}", source=source, who=origin.who) if origin.who else source


def _source_words(source: str) -> Sentence:
    return sentence("{words}", words=source) if source else _SOURCES[Source.CASEWORKER]
