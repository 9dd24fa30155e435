"""A deviation as a sentence with its figures, and the law or agreement that it is measured by."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.local_time import date_of
from rettvis.lawbook.working_time import WorkingTimeLimits, working_time_law
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import N_, Sentence, sentence

_C = DeviationCode

_WORDS: Mapping[DeviationCode, str] = {
    _C.DUPLICATE_LINE: N_("The line of {first:date} with {found:hours} is there already."),
    _C.ASSISTANT_OVERLAP: N_(
        "Assistant {assistant} was in two places at once for {found:hours} on {first:date}."
    ),
    _C.OVER_24_HOURS: N_(
        "Assistant {assistant} has {found:hours} on {first:date}, a day of {allowed:hours}."
    ),
    _C.NO_DECISION: N_("No decision was given for {person}: {found:hours} on {first:date}."),
    _C.OUTSIDE_DECISION: N_(
        "{found:hours} from {first:date} lie outside the dates of the decision for {person}."
    ),
    _C.AFTER_DEATH: N_("{found:hours} from {first:date} lie after the death of {person}."),
    _C.IN_INSTITUTION: N_("{found:hours} from {first:date} lie within a stay in an institution of {person}."),
    _C.JOURNEY_NOT_GRANTED: N_(
        "{found:hours} from {first:date} lie on a journey, and {person} has no decision to use them there."
    ),
    _C.SEVERAL_ASSISTANTS: N_(
        "{person} had two assistants at once for {found:hours} on {first:date}; the decision has one."
    ),
    _C.NIGHT_NOT_GRANTED: N_(
        "{found:hours} at night from {first:date}; the decision for {person} has no night."
    ),
    _C.OVER_DAY: N_("{person} got {found:hours} on {first:date}; the decision allows {allowed:hours}."),
    _C.OVER_WEEK: N_(
        "{person} got {found:hours} in the week from {first:date} to {last:date}; the decision allows "
        "{allowed:hours}."
    ),
    _C.OVER_MONTH: N_(
        "{person} got {found:hours} in the month from {first:date} to {last:date}; the decision allows "
        "{allowed:hours}."
    ),
    _C.OVER_YEAR: N_(
        "{person} used {found:hours} from {first:date} to {last:date}; the hour bank holds {allowed:hours}."
    ),
    _C.MINUTES_DIFFER: N_("The line of {first:date} says {found:hours}; by the clock it is {allowed:hours}."),
    _C.NO_PRICE: N_("No price is agreed with the provider on {first:date}."),
    _C.PRICE_DIFFERS: N_("The hour costs {found:kroner} on {first:date}; {allowed:kroner} is agreed."),
    _C.INVOICE_HOURS: N_(
        "{found:hours} are invoiced for {person} from {first:date} to {last:date}; "
        "{allowed:hours} were worked."
    ),
    _C.INVOICE_FEWER: N_(
        "{found:hours} are invoiced for {person} from {first:date} to {last:date}; "
        "{allowed:hours} were worked."
    ),
    _C.INVOICE_PRICE: N_(
        "The hour is invoiced at {found:kroner} from {first:date} to {last:date}; {allowed:kroner} is agreed."
    ),
    _C.INVOICE_AMOUNT: N_("The amount is {found:kroner}; hours and price give {allowed:kroner}."),
    _C.INVOICE_TWICE: N_(
        "{found:hours} for {person} from {first:date} to {last:date} are on an earlier invoice line too."
    ),
    _C.LONG_DAY: N_(
        "Assistant {assistant} worked {found:hours} on {first:date}; at most {allowed:hours} in 24 hours are "
        "allowed."
    ),
    _C.LONG_WEEK: N_(
        "Assistant {assistant} worked {found:hours} from {first:date} to {last:date}; at most "
        "{allowed:hours} in seven days are allowed."
    ),
    _C.DAILY_REST: N_(
        "Assistant {assistant} was at work for {found:hours} from {first:date} without the daily rest; "
        "at most {allowed:hours} are allowed."
    ),
    _C.WEEKLY_REST: N_(
        "Assistant {assistant} was at work for {found:hours} from {first:date} to {last:date} without the "
        "weekly rest; at most {allowed:hours} are allowed."
    ),
    _C.OVERTIME_4_WEEKS: N_(
        "Assistant {assistant} has {found:hours} of overtime from {first:date} to {last:date}; at most "
        "{allowed:hours} in four weeks are allowed."
    ),
    _C.OVERTIME_52_WEEKS: N_(
        "Assistant {assistant} has {found:hours} of overtime from {first:date} to {last:date}; at most "
        "{allowed:hours} in 52 weeks are allowed."
    ),
    _C.ORDINARY_DAY: N_(
        "Assistant {assistant} worked {found:hours} on {first:date}; what is above "
        "{allowed:hours} is overtime."
    ),
    _C.ORDINARY_WEEK: N_(
        "Assistant {assistant} worked {found:hours} from {first:date} to {last:date}; what is above "
        "{allowed:hours} is overtime."
    ),
}

_LIMITS = {
    _C.LONG_DAY: "total_day",
    _C.LONG_WEEK: "total_week",
    _C.DAILY_REST: "daily_rest",
    _C.WEEKLY_REST: "weekly_rest",
    _C.OVERTIME_4_WEEKS: "overtime_4_weeks",
    _C.OVERTIME_52_WEEKS: "overtime_52_weeks",
    _C.ORDINARY_DAY: "ordinary_day",
    _C.ORDINARY_WEEK: "ordinary_week",
}
assert set(_LIMITS.values()) == {field.name for field in fields(WorkingTimeLimits)}

_BY_DECISION = frozenset(
    {
        _C.NO_DECISION,
        _C.OUTSIDE_DECISION,
        _C.JOURNEY_NOT_GRANTED,
        _C.SEVERAL_ASSISTANTS,
        _C.NIGHT_NOT_GRANTED,
        _C.OVER_DAY,
        _C.OVER_WEEK,
        _C.OVER_MONTH,
        _C.OVER_YEAR,
    }
)


def tell(one: ShiftDeviation, person: str, assistant: str) -> Sentence:
    """The deviation in a sentence; ``person`` and ``assistant`` are the references as they may be shown."""
    return Sentence(
        _WORDS[one.code],
        {
            "person": person,
            "assistant": assistant,
            "first": date_of(one.first),
            "last": date_of(one.last),
            "found": one.found,
            "allowed": one.allowed,
        },
    )


def basis_of(code: DeviationCode, regime: str, on: date) -> LegalBasis | Sentence:
    """What a kind of deviation is measured by: the law of working time, the decision, or the agreement."""
    if code in _LIMITS:
        try:
            return working_time_law(regime, _LIMITS[code]).on(on)
        except Faulty:
            return sentence("The rules of working time")
    if code in _BY_DECISION:
        return sentence("The decision")
    return sentence("The agreement with the provider")
