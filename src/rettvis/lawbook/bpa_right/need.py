"""pbrl § 2-1 d third paragraph: long-term is a need beyond two years.

NOT AUTOMATED: how long the need will last is a judgement, and the law does not say from which day the two
years run; they are counted from the first day of the need, and the last day is a fact that a person gives.
"""

from rettvis.lawbook.bpa_right import facts
from rettvis.lawbook.bpa_right.section import part
from rettvis.rulekit.expression import Anniversary, Parameter
from rettvis.rulekit.node import condition
from rettvis.rulekit.operators import whole_years
from rettvis.rulekit.wording import N_

long_term_years = Parameter("long_term_years", 2, unit="years", maximum=1000)

# The need lasts from need_from to need_until, the last day included. It goes beyond two years when the last
# day is on or after the two-year day: from 1 January 2026 to 31 December 2027 is two years, not beyond.
long_term = condition(
    "long_term",
    whole_years(facts.need_from, facts.need_until) >= long_term_years,
    part("third paragraph"),
    title=N_("Long-term need"),
    met=N_("The need begins on {need_from:date} and lasts beyond {long_term_years} years."),
    not_met=N_(
        "The need lasts from {need_from:date} until {need_until:date}, not beyond {long_term_years} years."
    ),
    unknown=N_("It is not known whether the need lasts beyond {long_term_years} years."),
    measured=facts.need_until,
    threshold=Anniversary(facts.need_from, long_term_years),
)
