"""pbrl § 2-1 d first, second and fourth paragraphs: which minutes count, and how many are a large need.

``counted_at_least`` and ``counted_at_most`` say what is already certain while facts are missing: enough known
minutes settle the question whatever the unknown ones are, and so do too few.

NOT AUTOMATED: what is personal assistance and what is a health service; when a need for several providers
or for night service is continuous, and when it is night; over how long a need that varies is evened out;
when a higher cost is material, and whether the municipality has documented it.
"""

from rettvis.lawbook.bpa_right import facts
from rettvis.lawbook.bpa_right.respite import respite_at_most, respite_counted
from rettvis.lawbook.bpa_right.section import part
from rettvis.rulekit.expression import Expression, Parameter
from rettvis.rulekit.node import Node, condition, figure
from rettvis.rulekit.operators import all_of, any_of, default, greatest, when
from rettvis.rulekit.wording import N_

hours_threshold = Parameter("large_need_minutes", 32 * 60, unit="hours", maximum=100_000)
lower_threshold = Parameter("large_need_lower_minutes", 25 * 60, unit="hours", maximum=100_000)
night_counted = Parameter("several_providers_or_night_counted", False)
continuous_counted = Parameter("several_providers_or_night_counted_if_continuous", True)
cost_exception = Parameter("cost_exception", True)

KINDS = (facts.personal_care, facts.practical_assistance, facts.training, facts.support_contact)

# First paragraph first sentence: personal assistance (hol § 3-2 first paragraph no. 6 letter b), by kind.
own_assistance = figure(
    "own_assistance",
    KINDS[0] + KINDS[1] + KINDS[2] + KINDS[3],
    part("first paragraph first sentence"),
    title=N_("Personal assistance"),
    says=N_("The need for personal assistance is {value:hours} a week."),
    unknown=N_("The need for personal assistance is not fully known."),
    unit="hours",
)

# Second paragraph: more than one provider, or night, counts only where the need for it is continuous.
not_counted = figure(
    "several_providers_or_night_not_counted",
    when(
        any_of(
            night_counted,
            all_of(continuous_counted, facts.several_or_night_continuous),
            facts.several_or_night.equals(0),
        ),
        0,
        facts.several_or_night,
    ),
    part("second paragraph"),
    title=N_("Several providers or night, not counted"),
    says=N_("{value:hours} a week need several providers or fall at night without being continuous."),
    unknown=N_(
        "It is not known how much needs several providers or falls at night, or whether it is continuous."
    ),
    unit="hours",
)

counted = figure(
    "counted_minutes",
    own_assistance + respite_counted - not_counted,
    part("second paragraph"),
    title=N_("Counted hours"),
    says=N_("{value:hours} a week count."),
    unknown=N_("It is not fully known how many hours a week count."),
    unit="hours",
)


def _counts_if_continuous(missing: bool) -> Expression:
    """Whether several providers or night count; ``missing`` stands for the answer that is not there."""
    continuous = default(facts.several_or_night_continuous, missing)
    return any_of(night_counted, all_of(continuous_counted, continuous))


def _known_sum() -> Expression:
    total = default(respite_counted, 0)
    for kind in KINDS:
        total = total + default(kind, 0)
    return total


counted_at_least = figure(
    "counted_at_least",
    greatest(
        _known_sum()
        - when(
            _counts_if_continuous(False),
            0,
            default(facts.several_or_night, _known_sum()),
        ),
        0,
    ),
    part("second paragraph"),
    title=N_("Hours that count whatever is missing"),
    says=N_("At least {value:hours} a week count, whatever is not yet known."),
    unknown=N_("It is not known how many hours count at least."),
    unit="hours",
    auxiliary=True,
)

counted_at_most = figure(
    "counted_at_most",
    own_assistance
    + respite_at_most
    - when(
        _counts_if_continuous(True),
        0,
        default(facts.several_or_night, 0),
    ),
    part("second paragraph"),
    title=N_("Hours that can count at most"),
    says=N_("At most {value:hours} a week can count."),
    unknown=N_("It is not known how many hours can count at most."),
    unit="hours",
    auxiliary=True,
)


def _reaches(threshold: Parameter) -> Expression:
    return any_of(counted_at_least >= threshold, all_of(counted_at_most >= threshold, counted >= threshold))


# Fourth paragraph first sentence: at least 32 hours a week, 32 itself included.
at_least_upper = condition(
    "at_least_32_hours",
    _reaches(hours_threshold),
    part("fourth paragraph first sentence"),
    title=N_("At least 32 hours a week"),
    met=N_("The counted need is at least {large_need_minutes:hours} a week."),
    not_met=N_("The counted need is less than {large_need_minutes:hours} a week."),
    unknown=N_("It is not known whether the counted need is at least {large_need_minutes:hours} a week."),
    measured=counted,
    threshold=hours_threshold,
)

# Fourth paragraph second sentence: at least 25 hours a week, unless the municipality can document the cost.
at_least_lower = condition(
    "at_least_25_hours",
    _reaches(lower_threshold),
    part("fourth paragraph second sentence"),
    title=N_("At least 25 hours a week"),
    met=N_("The counted need is at least {large_need_lower_minutes:hours} a week."),
    not_met=N_("The counted need is less than {large_need_lower_minutes:hours} a week."),
    unknown=N_(
        "It is not known whether the counted need is at least {large_need_lower_minutes:hours} a week."
    ),
    measured=counted,
    threshold=lower_threshold,
)

cost_exception_open = condition(
    "no_cost_exception",
    ~all_of(cost_exception, facts.cost_documented),
    part("fourth paragraph second sentence"),
    title=N_("The cost exception"),
    met=N_("The municipality has not documented that BPA would cost materially more."),
    not_met=N_("The municipality has documented that BPA would cost materially more."),
    unknown=N_("It is not known whether the municipality can document that BPA would cost materially more."),
)

large_need = condition(
    "large_need",
    any_of(at_least_upper, all_of(at_least_lower, cost_exception_open)),
    part("fourth paragraph"),
    title=N_("Large need"),
    met=N_("The need is large as the law means it."),
    not_met=N_("The need is not large as the law means it."),
    unknown=N_("It is not settled whether the need is large as the law means it."),
    measured=counted,
    threshold=lower_threshold,
)

home_nursing: Node = figure(
    "home_nursing_not_counted",
    facts.home_nursing + 0,
    part("first paragraph first sentence"),
    title=N_("Home nursing, not counted"),
    says=N_("Home nursing of {value:hours} a week is a health service and does not count."),
    unknown=N_("The need for home nursing is not known. It would not count: it is a health service."),
    unit="hours",
)
