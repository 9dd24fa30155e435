"""pbrl § 2-1 d first paragraph second and third sentences: respite for a parent.

The right includes respite (hol § 3-6 no. 2) for whoever has parental responsibility for a child under 18 who
lives at home and has a disability. Health services within the respite are left out.

NOT AUTOMATED: which day the child's age is tested on where 18 is passed between application and decision;
whether a child with two homes lives at home; what a disability is; how much of the respite is a health
service.
"""

from rettvis.lawbook.bpa_right import facts
from rettvis.lawbook.bpa_right.section import part
from rettvis.rulekit.expression import Parameter
from rettvis.rulekit.node import condition, figure
from rettvis.rulekit.operators import all_of, any_of, default, known, when, whole_years
from rettvis.rulekit.wording import N_

SECOND = part("first paragraph second sentence")
THIRD = part("first paragraph third sentence")

child_age_limit = Parameter("child_age_limit", 18, unit="years", maximum=1000)

# As for the applicant's own age: between application and decision a person answers.
child_under_age_limit = condition(
    "child_under_age_limit",
    any_of(
        whole_years(facts.child_birth_date, facts.decided_on) < child_age_limit,
        all_of(
            whole_years(facts.child_birth_date, facts.applied_on) < child_age_limit,
            facts.child_age_at_application,
        ),
    ),
    SECOND,
    title=N_("The child is under 18"),
    met=N_("The child is under {child_age_limit} years old."),
    not_met=N_("The child is not under {child_age_limit} years old."),
    unknown=N_("It is not settled whether the child counts as under {child_age_limit} years old."),
    measured=whole_years(facts.child_birth_date, facts.decided_on),
    threshold=child_age_limit,
)

parents_respite = condition(
    "parents_respite",
    all_of(
        facts.parental_responsibility,
        child_under_age_limit,
        facts.child_at_home,
        facts.child_disability,
    ),
    SECOND,
    title=N_("Respite for a parent"),
    met=N_(
        "The applicant has parental responsibility for a child at home with a disability: respite counts."
    ),
    not_met=N_("The conditions for counting respite for a parent are not met."),
    unknown=N_("It is not settled whether respite for a parent counts."),
)

respite_counted = figure(
    "respite_counted",
    when(
        any_of(~parents_respite, facts.respite.equals(0)),
        0,
        facts.respite - facts.respite_health,
    ),
    THIRD,
    title=N_("Respite that counts"),
    says=N_("{value:hours} of respite a week count; health services in it do not."),
    unknown=N_("It is not known how much respite counts."),
    unit="hours",
)

# The most that can count while a condition or the health part is open.
respite_at_most = figure(
    "respite_at_most",
    when(
        known(respite_counted),
        respite_counted,
        facts.respite - default(facts.respite_health, 0),
    ),
    THIRD,
    title=N_("Respite that can count at most"),
    says=N_("At most {value:hours} of respite a week can count."),
    unknown=N_("It is not known how much respite can count at most."),
    unit="hours",
    auxiliary=True,
)
