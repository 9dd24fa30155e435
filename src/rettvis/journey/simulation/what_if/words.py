"""The answer of a what-if in plain sentences, and what each group is called."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.simulation.what_if.cases import AGE
from rettvis.journey.simulation.what_if.outcome import Between, Counted
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import N_, Sentence, sentence

CAUTION = sentence(
    "Whoever loses the right keeps the need: the services must then be given in another way. "
    "What somebody needs is decided case by case, and no what-if changes a decision."
)
"""What must be said beside every answer."""

HIDDEN = N_(
    "A dash hides groups with fewer than {threshold} persons in some count, and what would tell of them."
)

DIVISIONS = {AGE: N_("age"), "sex": N_("sex"), "unit": N_("unit")}
SEXES = {"female": N_("Women"), "male": N_("Men")}
ORE_PER_KRONE = 100


def plain_sentences(counted: Counted, today: Counted) -> Iterator[Sentence]:
    """What one what-if does to the right, the hours and the cost, each with today's beside it."""
    whole = counted.whole
    yield moved_sentence(counted.scenario.name, whole.gain, whole.lose, whole.right, today.whole.right)
    if whole.become_open:
        yield sentence(
            "{count:number} with an answer today have none then: a fact is missing, or a person must answer.",
            count=whole.become_open,
        )
    yield sentence(
        "Hours that count for those with the right: {then} a week, against {today} today.",
        then=between_words(counted.minutes, MINUTES_PER_HOUR),
        today=between_words(today.minutes, MINUTES_PER_HOUR),
    )
    if counted.supplement is not None and today.supplement is not None:
        yield sentence(
            "The supplement gives {then} hours a week, against {today} today.",
            then=between_words(counted.supplement.minutes, MINUTES_PER_HOUR),
            today=between_words(today.supplement.minutes, MINUTES_PER_HOUR),
        )
    if counted.cost is not None and today.cost is not None:
        yield sentence(
            "Cost: {then} kroner a year, against {today} today.",
            then=between_words(counted.cost, ORE_PER_KRONE),
            today=between_words(today.cost, ORE_PER_KRONE),
        )


def moved_sentence(name: str, gain: Between, lose: Between, right: Between, today: Between) -> Sentence:
    """Who gains and who loses the right by a what-if, with today's beside."""
    return sentence(
        "{name}: {gain} gain the right and {lose} lose it. {right} have the right, against {today} today.",
        name=name,
        gain=between_words(gain),
        lose=between_words(lose),
        right=between_words(right),
        today=between_words(today),
    )


def between_words(between: Between, unit: int = 1) -> Sentence:
    """A number in whole units of so many (60 minutes, 100 øre), or its bounds."""
    least = round_half_up(Fraction(between.least, unit))
    if between.most is None:
        return sentence("at least {least:number}", least=least)
    most = round_half_up(Fraction(between.most, unit))
    if between.certain:
        return sentence("{number:number}", number=least)
    return sentence("{least:number} to {most:number}", least=least, most=most)


def division_name(name: str) -> Sentence:
    """What the persons are divided by, in words."""
    return Sentence(DIVISIONS[name]) if name in DIVISIONS else Sentence("{name}", {"name": name})


def group_name(division: str, group: str) -> Sentence:
    """A group in words; the key of an age group is "18-49", or "80-" for all above."""
    if not group:
        return sentence("Not registered")
    if division == AGE:
        low, _, high = group.partition("-")
        if not high:
            return sentence("{low:number} years and older", low=int(low))
        return sentence("{low:number}–{high:number} years", low=int(low), high=int(high))
    if division == "sex" and group in SEXES:
        return Sentence(SEXES[group])
    return Sentence("{name}", {"name": group})
