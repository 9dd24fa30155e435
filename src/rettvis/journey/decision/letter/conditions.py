"""The right to BPA told in plain words: each condition with its value and threshold, met or not."""

from collections.abc import Iterator

from rettvis.journey.decision.letter.voice import Telling
from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.findings import Finding, Outcome
from rettvis.rulekit.wording import Sentence, sentence

_OPEN = (Outcome.UNKNOWN, Outcome.HUMAN)


def conditions(telling: Telling) -> Iterator[str]:
    """A sentence or two for each condition, in the order of the law."""
    yield from _age(telling)
    yield from _long_term(telling)
    yield from _not_counted(telling)
    yield from _hours(telling)


def _age(telling: Telling) -> Iterator[str]:
    under, before = (
        telling.right.finding("under_age_limit"),
        telling.right.finding("right_from_before_age_limit"),
    )
    if under is None:
        return
    age, limit = under.value, under.threshold
    if under.outcome in _OPEN:
        yield telling.say(sentence("Age: it is not yet settled whether this condition is met."))
    elif under.outcome is Outcome.MET:
        yield telling.say(
            sentence(
                "Age: you are {age} and under {limit} years old. This condition is met.", age=age, limit=limit
            ),
            sentence(
                "Age: {name} is {age} and under {limit} years old. This condition is met.",
                name=telling.first_name,
                age=age,
                limit=limit,
            ),
        )
    elif before is not None and before.outcome is Outcome.MET:
        text = sentence(
            "Age: you are {age} years old, and had the right to BPA before you turned {limit}. This "
            "condition is met.",
            age=age,
            limit=limit,
        )
        yield telling.say(text)
    else:
        text = sentence(
            "Age: you are {age} years old. The right is for those under {limit}, and for those who had it "
            "before they turned {limit}. This condition is not met.",
            age=age,
            limit=limit,
        )
        yield telling.say(text)


def _long_term(telling: Telling) -> Iterator[str]:
    finding = telling.right.finding("long_term")
    if finding is None:
        return
    until = finding.value
    if finding.outcome in _OPEN:
        yield telling.say(sentence("Duration: it is not yet settled whether this condition is met."))
    elif finding.outcome is Outcome.MET and until == LASTING:
        text = sentence(
            "Duration: the need has no foreseeable end. It must last for more than two years. This "
            "condition is met."
        )
        yield telling.say(text)
    elif finding.outcome is Outcome.MET:
        text = sentence(
            "Duration: the need lasts until {until:date}. That is more than two years. This condition is "
            "met.",
            until=until,
        )
        yield telling.say(text)
    else:
        text = sentence(
            "Duration: the need lasts until {until:date}. That is not more than two years. This condition "
            "is not met.",
            until=until,
        )
        yield telling.say(text)


def _not_counted(telling: Telling) -> Iterator[str]:
    """What does not count towards the hours, and the respite that does."""
    nursing = _figure(telling, "home_nursing_not_counted")
    if nursing:
        yield telling.say(
            sentence(
                "Home nursing, {time:hours} a week, is a health service and does not count.", time=nursing
            )
        )
    several = _figure(telling, "several_providers_or_night_not_counted")
    if several:
        text = sentence(
            "Help at night or from several at once, {time:hours} a week, does not count when it is not "
            "continuous.",
            time=several,
        )
        yield telling.say(text)
    respite = _figure(telling, "respite_counted")
    if respite:
        text = sentence(
            "Respite for parents counts, because the child is under 18, lives at home and has a disability. "
            "The respite is {time:hours} a week.",
            time=respite,
        )
        yield telling.say(text)


def _hours(telling: Telling) -> Iterator[str]:
    lower, upper = telling.right.finding("at_least_25_hours"), telling.right.finding("at_least_32_hours")
    counted = _figure(telling, "counted_minutes")
    if lower is None or upper is None:
        return
    if counted is None:
        yield telling.say(sentence("Hours: it is not yet settled how many hours count."))
        return
    values = {
        "counted": counted,
        "lower": lower.threshold,
        "upper": upper.threshold,
        "short": -(lower.distance or 0),
    }
    yield telling.say(Sentence(_hours_text(telling, lower, upper).text, values))


def _hours_text(telling: Telling, lower: Finding, upper: Finding) -> Sentence:
    cost = telling.right.finding("no_cost_exception")
    if upper.outcome is Outcome.MET:
        return sentence(
            "Hours: {counted:hours} a week count. That is at least {upper:hours}. This condition is met."
        )
    if lower.outcome is not Outcome.MET:
        return sentence(
            "Hours: {counted:hours} a week count. That is {short:hours} less than {lower:hours}, which is "
            "the least that gives the right. This condition is not met."
        )
    if cost is not None and cost.outcome is Outcome.MET:
        return sentence(
            "Hours: {counted:hours} a week count. From {lower:hours} to {upper:hours} there is a right "
            "unless the municipality can document that BPA costs materially more. It cannot. This condition "
            "is met."
        )
    if cost is not None and cost.outcome is Outcome.NOT_MET:
        return sentence(
            "Hours: {counted:hours} a week count. From {lower:hours} to {upper:hours} there is no right "
            "where the municipality has documented that BPA costs materially more. It has. This condition "
            "is not met."
        )
    return sentence(
        "Hours: {counted:hours} a week count. From {lower:hours} to {upper:hours} it depends on whether BPA "
        "costs materially more, and that is not yet settled."
    )


def _figure(telling: Telling, name: str) -> int | None:
    finding = telling.right.finding(name)
    return finding.value if finding is not None and isinstance(finding.value, int) else None
