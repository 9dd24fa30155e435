"""pbrl § 2-1 d first paragraph: who may have the right by age.

First sentence: persons under 67. Fourth sentence (from 1 July 2020): also persons over 67 who before they
turned 67 were granted BPA by right.

NOT AUTOMATED: which day the age is tested on where the limit is passed between application and decision;
where somebody aged exactly 67 belongs; whether a need that arose after 67 is covered; whether an earlier
decision gave BPA by right. Each is a fact that a person answers.
"""

from rettvis.lawbook.bpa_right import facts
from rettvis.lawbook.bpa_right.section import part
from rettvis.rulekit.expression import Parameter
from rettvis.rulekit.node import condition, figure
from rettvis.rulekit.operators import all_of, any_of, whole_years
from rettvis.rulekit.wording import N_

FIRST = part("first paragraph first sentence")
FOURTH = part("first paragraph fourth sentence")

age_limit = Parameter("age_limit", 67, unit="years", maximum=1000)
age_limit_applies = Parameter("age_limit_applies", True)

age_at_decision = figure(
    "age_at_decision",
    whole_years(facts.birth_date, facts.decided_on),
    FIRST,
    title=N_("Age at the decision"),
    says=N_("The person is {value} years old on {decided_on:date}, the day of the decision."),
    unknown=N_("The person's age on the day of the decision is not known."),
    unit="years",
)

# First sentence: "under 67". Whoever is under the limit at the decision was so at the application as well.
# Where the limit is passed between the two, the law does not say which day counts: a person answers.
under_age_limit = condition(
    "under_age_limit",
    any_of(
        age_at_decision < age_limit,
        all_of(
            whole_years(facts.birth_date, facts.applied_on) < age_limit,
            facts.age_at_application,
        ),
    ),
    FIRST,
    title=N_("Under 67"),
    met=N_("The person is under {age_limit} years old."),
    not_met=N_("The person is not under {age_limit} years old."),
    unknown=N_("It is not settled whether the person counts as under {age_limit} years old."),
    measured=age_at_decision,
    threshold=age_limit,
)

# Fourth sentence: "over 67", from 68 without doubt. Whether somebody aged 67 is over 67 the law does not say.
# BPA by the municipality's discretion from before gives no right: the text says "after the first sentence".
right_from_before = condition(
    "right_from_before_age_limit",
    all_of(
        any_of(
            age_at_decision > age_limit,
            all_of(age_at_decision.equals(age_limit), facts.limit_age_counts_as_over),
        ),
        facts.earlier_bpa.equals("right"),
    ),
    FOURTH,
    title=N_("Right from before 67"),
    met=N_("The person is over {age_limit} and was granted BPA by right before turning {age_limit}."),
    not_met=N_("The person is not over {age_limit} with BPA granted by right before turning {age_limit}."),
    unknown=N_("It is not settled whether the person has kept a right from before turning {age_limit}."),
)

# A flag that changes no outcome: the decision must not be sent before a person has considered it.
need_from_before = condition(
    "need_from_before_age_limit",
    any_of(
        ~age_limit_applies,
        age_at_decision < age_limit,
        whole_years(facts.birth_date, facts.need_from) < age_limit,
        facts.late_need_covered,
    ),
    FOURTH,
    title=N_("The need began before 67"),
    met=N_("The need began before the person turned {age_limit}, or is held to be covered."),
    not_met=N_("The need began after the person turned {age_limit} and is held not to be covered."),
    unknown=N_(
        "It must be considered whether a need that began after the person turned {age_limit} is covered."
    ),
)

age_before_2020 = condition(
    "age",
    any_of(~age_limit_applies, under_age_limit),
    FIRST,
    title=N_("The age condition"),
    met=N_("The age condition is met."),
    not_met=N_("The age condition is not met."),
    unknown=N_("It is not settled whether the age condition is met."),
)

age_from_2020 = condition(
    "age",
    any_of(~age_limit_applies, under_age_limit, right_from_before),
    FIRST,
    title=N_("The age condition"),
    met=N_("The age condition is met."),
    not_met=N_("The age condition is not met."),
    unknown=N_("It is not settled whether the age condition is met."),
)
