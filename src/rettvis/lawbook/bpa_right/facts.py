"""The facts that the right to BPA is assessed from (pbrl § 2-1 d). Minutes are per week."""

from rettvis.rulekit.expression import Kind
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.wording import Sentence, sentence

WEEK_MOST = 100_000
"""More minutes a week than this is a mistake in typing: ten assistants around the clock."""


def _day(name: str, label: Sentence, open_word: str = "") -> Fact:
    return Fact(name, Kind.DATE, label, unit="date", open_word=open_word)


def _minutes(name: str, label: Sentence) -> Fact:
    return Fact(name, Kind.INTEGER, label, unit="hours", maximum=WEEK_MOST)


def _yes_or_no(name: str, label: Sentence) -> Fact:
    return Fact(name, Kind.BOOLEAN, label)


def _question(name: str, label: Sentence, question: Sentence) -> Fact:
    return Fact(name, Kind.BOOLEAN, label, question=question)


birth_date = _day("birth_date", sentence("date of birth"))
applied_on = _day("applied_on", sentence("date of the application"))
decided_on = _day("decided_on", sentence("date of the decision"))
need_from = _day("need_from", sentence("first day of the need"))
need_until = _day("need_until", sentence("last day of the need"), open_word="lasting")

personal_care = _minutes("minutes.personal_care", sentence("personal care a week"))
practical_assistance = _minutes("minutes.practical_assistance", sentence("practical assistance a week"))
training = _minutes("minutes.training", sentence("training a week"))
support_contact = _minutes("minutes.support_contact", sentence("support contact a week"))
home_nursing = _minutes("minutes.home_nursing", sentence("home nursing a week"))
respite = _minutes("minutes.respite", sentence("respite a week"))
respite_health = _minutes("minutes.respite_health", sentence("the health part of the respite a week"))
several_or_night = _minutes(
    "minutes.several_providers_or_night",
    sentence("minutes a week that need more than one provider, or fall at night"),
)
several_or_night_continuous = _yes_or_no(
    "several_providers_or_night_continuous",
    sentence("the need for several providers or for night service is continuous"),
)

earlier_bpa = Fact(
    "earlier_bpa",
    Kind.TEXT,
    sentence("BPA granted before the age limit"),
    choices=("none", "right", "discretionary"),
)
cost_documented = _yes_or_no(
    "materially_higher_cost_documented",
    sentence("the municipality has documented that BPA would cost materially more"),
)

child_birth_date = _day("child.birth_date", sentence("the child's date of birth"))
child_at_home = _yes_or_no("child.lives_at_home", sentence("the child lives at home"))
child_disability = _yes_or_no("child.has_disability", sentence("the child has a disability"))
parental_responsibility = _yes_or_no(
    "has_parental_responsibility", sentence("the applicant has parental responsibility")
)

age_at_application = _question(
    "answers.age_at_application_decides",
    sentence("the age at the application decides"),
    sentence(
        "The age limit is passed between the application and the decision. The law does not say which day "
        "counts. Does the age on the day of the application decide?"
    ),
)
child_age_at_application = _question(
    "answers.child_age_at_application_decides",
    sentence("the child's age at the application decides"),
    sentence(
        "The child turns 18 between the application and the decision. The law does not say which day counts. "
        "Does the age on the day of the application decide?"
    ),
)
limit_age_counts_as_over = _question(
    "answers.age_at_limit_counts_as_over",
    sentence("the age of the limit itself counts as over the limit"),
    sentence(
        "The law speaks of those under 67 and those over 67, and does not say where somebody aged 67 "
        "belongs. Does the right from before 67 go on while the person is 67?"
    ),
)
late_need_covered = _question(
    "answers.need_after_limit_covered",
    sentence("a need that arose after the age limit is covered"),
    sentence(
        "The need is said to have begun after the person turned 67. The law does not say whether such a need "
        "is covered by a right from before. Is it covered here?"
    ),
)

FACTS = (
    birth_date,
    applied_on,
    decided_on,
    need_from,
    need_until,
    personal_care,
    practical_assistance,
    training,
    support_contact,
    home_nursing,
    respite,
    respite_health,
    several_or_night,
    several_or_night_continuous,
    earlier_bpa,
    cost_documented,
    child_birth_date,
    child_at_home,
    child_disability,
    parental_responsibility,
    age_at_application,
    child_age_at_application,
    limit_age_counts_as_over,
    late_need_covered,
)
"""Every fact that may be given, also those that no rule counts."""
