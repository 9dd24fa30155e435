"""pbrl § 2-1 d part by part in our own short rendering, with what each part leaves to a person.

Certainty: the section as it stands was read in an unofficial rendering of the law; that the fourth sentence
of the first paragraph came on 1 July 2020 was read there too. How the section read from 2015 was only known.
"""

from datetime import date

from rettvis.lawbook import references
from rettvis.lawbook.bpa_right import facts
from rettvis.lawbook.bpa_right.right import REMAINING_DUTIES, VERSIONS
from rettvis.lawbook.chapter import Chapter, LeftToPerson, Provision
from rettvis.rulekit.wording import sentence

BEGAN = references.BPA_RIGHT_BEGAN
KEPT_AFTER_67 = date(2020, 7, 1)

WHOLE = Provision(
    "",
    sentence(
        "Whoever meets the conditions of age, duration and size of the need may demand that the services "
        "are organised as BPA. BPA is a way to organise services, not a service of its own: which services "
        "a person needs is decided by the ordinary rules, and the rule here starts from the need that was "
        "assessed."
    ),
    BEGAN,
    (
        LeftToPerson(
            sentence(
                "How much help is necessary and sound is measured by a person in the assessment. The rule is "
                "applied to that need, never to the hours applied for or granted."
            )
        ),
    ),
)

FIRST = Provision(
    "first paragraph first sentence",
    sentence(
        "Persons under 67 who have a long-term and large need for personal assistance have the right to "
        "have it organised as BPA. Personal assistance is practical assistance, training and support "
        "contact, personal care included. Health services are not part of it."
    ),
    BEGAN,
    (
        LeftToPerson(
            sentence(
                "The law does not say whether the age counts on the day of the application or of the "
                "decision. Where the limit is passed between the two, a person answers."
            ),
            (facts.age_at_application,),
        ),
        LeftToPerson(
            sentence(
                "What is personal assistance and what is a health service is for the caseworker to sort, "
                "activity by activity."
            ),
            (
                facts.personal_care,
                facts.practical_assistance,
                facts.training,
                facts.support_contact,
                facts.home_nursing,
            ),
        ),
        LeftToPerson(
            sentence(
                "The law names no period over which a need that varies is evened out. The caseworker gives "
                "the minutes a week and says how they were found."
            )
        ),
    ),
)

SECOND = Provision(
    "first paragraph second sentence",
    sentence(
        "The right includes respite for whoever has parental responsibility for a child under 18 who lives "
        "at home and has a disability."
    ),
    BEGAN,
    (
        LeftToPerson(
            sentence(
                "The law does not say on which day the child’s age counts. Where the child turns 18 between "
                "the application and the decision, a person answers."
            ),
            (facts.child_age_at_application,),
        ),
        LeftToPerson(
            sentence(
                "Whether a child with two homes lives at home, and what a disability is, the caseworker "
                "considers."
            ),
            (facts.child_at_home, facts.child_disability),
        ),
    ),
)

THIRD = Provision(
    "first paragraph third sentence",
    sentence("Health services that are given as part of the respite are left out."),
    BEGAN,
    (
        LeftToPerson(
            sentence("How much of the respite is a health service the caseworker decides."),
            (facts.respite_health,),
        ),
    ),
)

FOURTH = Provision(
    "first paragraph fourth sentence",
    sentence(
        "Whoever is over 67 has the right too, if BPA was granted by the right in the first sentence before "
        "the person turned 67. BPA that the municipality gave by its own discretion does not count here."
    ),
    KEPT_AFTER_67,
    (
        LeftToPerson(
            sentence(
                "The law speaks of those under 67 and those over 67. Where somebody who is 67 belongs, it "
                "does not say."
            ),
            (facts.limit_age_counts_as_over,),
        ),
        LeftToPerson(
            sentence(
                "The law does not say whether a need that arose after the person turned 67 is covered. It "
                "does not change the answer here, but must be considered before a decision."
            ),
            (facts.late_need_covered,),
        ),
        LeftToPerson(
            sentence(
                "Whether an earlier decision gave BPA by right or by discretion, the caseworker reads from "
                "that decision."
            ),
            (facts.earlier_bpa,),
        ),
    ),
)

SEVERAL_OR_NIGHT = Provision(
    "second paragraph",
    sentence(
        "Services that need more than one provider at once, and services at night, do not count. They do "
        "count where the need for them is continuous."
    ),
    BEGAN,
    (
        LeftToPerson(
            sentence(
                "When a need is continuous, and from when to when it is night, the law does not say. The "
                "caseworker considers it."
            ),
            (facts.several_or_night, facts.several_or_night_continuous),
        ),
    ),
)

LONG_TERM = Provision(
    "third paragraph",
    sentence("A need is long-term when it lasts beyond two years."),
    BEGAN,
    (
        LeftToPerson(
            sentence(
                "How long the need will last is a judgement, made with documents. The law does not say from "
                "which day the two years run: they are counted from the first day of the need."
            ),
            (facts.need_from, facts.need_until),
        ),
    ),
)

LARGE = Provision(
    "fourth paragraph",
    sentence("When a need is large: at 32 hours a week, or at 25 hours unless BPA costs materially more."),
    BEGAN,
)

UPPER = Provision(
    "fourth paragraph first sentence",
    sentence("A need is large when it is at least 32 hours a week. Exactly 32 hours is enough."),
    BEGAN,
)

LOWER = Provision(
    "fourth paragraph second sentence",
    sentence(
        "Whoever needs at least 25 hours a week has the right as well, unless the municipality can document "
        "that organising the services as BPA costs materially more. Exactly 25 hours is enough, and the "
        "burden of proof is the municipality’s."
    ),
    BEGAN,
    (
        LeftToPerson(
            sentence(
                "When a higher cost is material, and whether it is documented, a person decides. Without an "
                "answer the condition is unknown, never assumed."
            ),
            (facts.cost_documented,),
        ),
    ),
)

PROVISIONS = (WHOLE, FIRST, SECOND, THIRD, FOURTH, SEVERAL_OR_NIGHT, LONG_TERM, LARGE, UPPER, LOWER)

CHAPTER = Chapter(
    "rett-til-bpa",
    references.RIGHT_TO_BPA,
    VERSIONS,
    PROVISIONS,
    {
        "age_limit": sentence("the age limit"),
        "age_limit_applies": sentence("whether there is an age limit at all"),
        "child_age_limit": sentence("the child’s age limit"),
        "long_term_years": sentence("how many years a long-term need goes beyond"),
        "large_need_minutes": sentence("the need from which it is always large"),
        "large_need_lower_minutes": sentence(
            "the need from which it is large unless BPA costs materially more"
        ),
        "several_providers_or_night_counted": sentence(
            "whether several providers and night count also where the need is not continuous"
        ),
        "several_providers_or_night_counted_if_continuous": sentence(
            "whether several providers and night count where the need is continuous"
        ),
        "cost_exception": sentence("whether the exception for materially higher cost applies"),
    },
    {
        BEGAN: sentence(
            "Known, not read: that the section came into force on 1 January 2015 and read like this until "
            "2020."
        ),
        KEPT_AFTER_67: sentence(
            "Read in an unofficial rendering of the law, July 2026: the section has stood unchanged since 1 "
            "July 2020."
        ),
    },
    tuple((duty.reference, duty.sentence) for duty in REMAINING_DUTIES),
)
"""The right to BPA in the law book."""
