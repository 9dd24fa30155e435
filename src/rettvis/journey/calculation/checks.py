"""What cannot be right in the choices of a calculation: all faults at once, each with the mend."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.application.checks import check_keys
from rettvis.journey.application.time_use import check_time, exact_hours
from rettvis.journey.assessment import DayClock, check_reason
from rettvis.journey.calculation.calculation import Calculation, calculate
from rettvis.journey.calculation.choices import Choices, Deduction, SharedHousework
from rettvis.journey.calculation.norms import compare_with_norms, norm_range
from rettvis.journey.calculation.row import Row
from rettvis.journey.calculation.weeks import check_weeks
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence


def check_choices(choices: Choices, clock: DayClock) -> list[Fault]:
    """Every fault of the choices as they stand to a day clock that has itself no fault."""
    keys = [row.key for row in clock.rows]
    faults = check_weeks(choices.weeks)
    faults += check_keys([*keys, *(deduction.key for deduction in choices.deductions)], "deductions")
    if choices.shared_housework is not None:
        faults += _check_shared(choices.shared_housework)
    for deduction in choices.deductions:
        faults += _check_deduction(deduction, keys)
    for use in choices.norms:
        place = f"norms.{'+'.join(use.rows)}.rows"
        faults += [unknown_name(place, row, keys) for row in use.rows if row not in keys]
    if not faults:
        calculation = calculate(clock, choices)
        faults = [*_check_taken_out(calculation), *_check_departures(calculation, choices)]
    return faults


def _check_shared(shared: SharedHousework) -> list[Fault]:
    needed = sentence("Write why the others can do this much of the shared housework.")
    faults = check_reason(shared.reason, "shared_housework.reason", needed)
    if not 0 < shared.others_share <= 1:
        message = sentence(
            "The others’ share must be more than 0 and at most 1 (all of it), not {share}.",
            share=str(shared.others_share),
        )
        faults.append(Fault("shared_housework.share", message))
    if not shared.source.strip():
        message = sentence("Write where the practice of sharing housework is set down.")
        faults.append(Fault("shared_housework.source", message))
    return faults


def _check_deduction(deduction: Deduction, keys: list[str]) -> list[Fault]:
    place = f"deductions.{deduction.key}"
    needed = sentence("{ground}: write why this time is taken out.", ground=deduction.ground.label)
    faults = check_time(deduction.time, place) + check_reason(deduction.reason, f"{place}.reason", needed)
    if deduction.concerns is not None and deduction.concerns not in keys:
        faults.append(unknown_name(f"{place}.concerns", deduction.concerns, keys))
    if deduction.concerns is None and deduction.kind is None:
        message = sentence("Choose the activity or the kind of service that the time is taken out of.")
        faults.append(Fault(f"{place}.concerns", message))
    return faults


def _check_taken_out(calculation: Calculation) -> Iterator[Fault]:
    """More cannot be taken out of an activity, or out of a kind of service, than there is in it."""
    rows = calculation.rows
    for key in dict.fromkeys(row.activity for row in rows if row.activity is not None):
        yield from _more_out_than_in([row for row in rows if row.activity == key], f"rows.{key}")
    for kind in calculation.by_kind:
        yield from _more_out_than_in([row for row in rows if row.kind is kind], f"kinds.{kind}")


def _more_out_than_in(rows: list[Row], place: str) -> Iterator[Fault]:
    if any(row.exact is None for row in rows if not row.takes_out):
        return
    exact = [(row.takes_out, row.exact) for row in rows if row.exact is not None]
    needed = sum((minutes for takes_out, minutes in exact if not takes_out), Fraction(0))
    out = -sum((minutes for takes_out, minutes in exact if takes_out), Fraction(0))
    if out > needed:
        message = sentence(
            "{out} are taken out, but only {needed} are needed. Take out less.",
            out=exact_hours(out),
            needed=exact_hours(needed),
        )
        yield Fault(place, message)


def _check_departures(calculation: Calculation, choices: Choices) -> Iterator[Fault]:
    """A norm departed from needs a reason; and a reason that only cites a norm is none."""
    for comparison in compare_with_norms(calculation, choices.norms):
        use = comparison.use
        if not comparison.outside:
            continue
        needed = sentence(
            "{label}: the measured time is outside the guidance ({range}). Write what it is in this "
            "person’s situation that gives it.",
            label=use.norm.label,
            range=norm_range(use.norm),
        )
        yield from check_reason(use.reason, f"norms.{'+'.join(use.rows)}.reason", needed)
