"""An invented benefit: a garden allowance, so that the engine is tested without any real law."""

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.expression import Kind, Parameter
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import condition, figure
from rettvis.rulekit.operators import all_of, any_of, default, rounded_division, when, whole_years
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.wording import sentence

ACT = LegalBasis("the Garden Act", "7")

born = Fact("born", Kind.DATE, sentence("date of birth"), unit="date")
applied = Fact("applied", Kind.DATE, sentence("applied on"), unit="date")
beds = Fact("garden.beds", Kind.INTEGER, sentence("flower beds"), maximum=1000)
minutes_a_bed = Fact("garden.minutes", Kind.INTEGER, sentence("minutes a bed"), unit="hours", maximum=10_000)
has_gate = Fact("garden.gate", Kind.BOOLEAN, sentence("has a gate"))
pretty = Fact(
    "answers.pretty",
    Kind.BOOLEAN,
    sentence("is pretty"),
    question=sentence("Is the garden pretty?"),
)
soil = Fact("soil", Kind.TEXT, sentence("soil"), choices=("clay", "sand"))

age_limit = Parameter("age_limit", 18)
least_minutes = Parameter("least_minutes", 600, unit="hours")

grown_up = condition(
    "grown_up",
    whole_years(born, applied) >= age_limit,
    ACT,
    title="Grown up",
    met="The gardener has turned {age_limit}.",
    not_met="The gardener has not turned {age_limit}.",
    unknown="It is not known how old the gardener is.",
)
work = figure(
    "work",
    beds * minutes_a_bed,
    ACT,
    title="Work",
    says="{garden.beds} beds take {value:hours} a week.",
    unknown="It is not known how much work there is.",
    unit="hours",
)
heavy = condition(
    "heavy",
    when(soil.equals("clay"), work * 2, work) >= least_minutes,
    ACT,
    title="Heavy work",
    met="The work is at least {least_minutes:hours}.",
    not_met="The work is less than {least_minutes:hours}.",
    unknown="It is not known whether the work is heavy.",
)
fine = condition(
    "fine",
    any_of(has_gate, pretty),
    ACT,
    title="A fine garden",
    met="The garden is fine.",
    not_met="The garden is not fine.",
    unknown="A person must say whether the garden is pretty.",
)
allowance = condition(
    "allowance",
    all_of(grown_up, heavy, fine),
    ACT,
    title="Garden allowance",
    met="There is a right to the allowance.",
    not_met="There is no right to the allowance.",
    unknown="It is not yet known.",
)
share = figure(
    "share",
    rounded_division(default(work, 0) * 100, 10080),
    ACT,
    title="Share of the week",
    says="{value} per cent of the week.",
    unknown="Not known.",
)

garden = Ruleset("garden", allowance, (share,))

FACTS = (born, applied, beds, minutes_a_bed, has_gate, pretty, soil)
