"""The provisions that Rettvis cites, each as one object whose citation follows the date.

How certain each is stands beside it: what was found and read in the text of the law, and what was only known.
A version that begins with the calendar's first day means: no earlier number or wording is known here.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.period import Period
from rettvis.rulekit.versions import Version, Versions
from rettvis.rulekit.wording import N_


class Certainty(Enum):
    """How a provision came to be known."""

    READ = "read"
    """Found and read in an unofficial rendering of the law (the public data of Lovdata)."""
    KNOWN = "known"
    """Known, but not found in what was read: a lead to be checked."""


@dataclass(frozen=True)
class Act:
    """An act or a regulation: its name in English, its abbreviation, and its public address."""

    name: str
    short: str
    address: str

    def basis(self, section: str, part: str, title: str) -> LegalBasis:
        """A provision of this act."""
        first = section.split(" and ")[0]
        where = f"/§{first.replace(' ', '')}" if first else ""
        link = f"https://lovdata.no/{self.address}{where}"
        return LegalBasis(self.name, section, part, title, link, self.short)


PBRL = Act(N_("Patient and User Rights Act"), "pbrl.", "lov/1999-07-02-63")
HOL = Act(N_("Health and Care Services Act"), "hol.", "lov/2011-06-24-30")
FVL = Act(N_("Public Administration Act"), "fvl.", "lov/1967-02-10")
DOMSTOLLOVEN = Act(N_("Courts of Justice Act"), "domstolloven", "lov/1915-08-13-5")
AML = Act(N_("Working Environment Act"), "aml.", "lov/2005-06-17-62")
OWN_EMPLOYER = Act(
    N_("Regulation on Working Time for Assistants Employed by the Person Assisted"),
    "FOR-2022-06-03-969",
    "forskrift/2022-06-03-969",
)
CO_PAYMENT_REGULATION = Act(
    N_("Regulation on Co-payment for Municipal Health and Care Services"),
    "egenandelsforskriften",
    "forskrift/2011-12-16-1349",
)


@dataclass(frozen=True)
class Reference:
    """One provision through time: ask for it :meth:`on` a date."""

    versions: Versions[LegalBasis]
    certainty: Certainty

    def on(self, day: date) -> LegalBasis:
        """The provision as it was numbered that day; raises ``Faulty`` for a day before it existed."""
        return self.versions.at(day)


def provision(
    act: Act,
    section: str,
    title: str,
    part: str = "",
    *,
    since: date = date.min,
    certainty: Certainty = Certainty.READ,
) -> Reference:
    """A provision that has had one number as far as is known."""
    basis = act.basis(section, part, title)
    source = f"{act.short} § {section}"
    return Reference(Versions(source, Version(Period(since), basis, source)), certainty)


def _necessary_services() -> Reference:
    """Act in force 1 June 2024: what was § 2-1 a became § 2-1, and § 2-1 b was repealed."""
    title = N_("the right to necessary health and care services from the municipality")
    return Reference(
        Versions(
            "pbrl. § 2-1",
            Version(
                Period(date.min, date(2024, 5, 31)), PBRL.basis("2-1 a", "", title), "pbrl. § 2-1 a, earlier"
            ),
            Version(Period(date(2024, 6, 1)), PBRL.basis("2-1", "", title), "pbrl. § 2-1, note"),
        ),
        Certainty.READ,
    )


BPA_RIGHT_BEGAN = date(2015, 1, 1)
"""§ 2-1 d was added by act 20 June 2014 no. 41, changed 1 October 2017 (respite) and 1 July 2020 (age)."""

NECESSARY_SERVICES = _necessary_services()
RIGHT_TO_BPA = provision(
    PBRL, "2-1 d", N_("the right to user-controlled personal assistance"), since=BPA_RIGHT_BEGAN
)
INDIVIDUAL_PLAN = provision(PBRL, "2-5", N_("the right to an individual plan"))
DECISIONS_ON_SERVICES = provision(
    PBRL, "2-7", N_("decisions on services that last more than two weeks"), "second paragraph"
)
RELIEF_DECISION = provision(PBRL, "2-8", N_("decisions on relief for heavy care work"))
PARTICIPATION = provision(PBRL, "3-1", N_("the right to take part"))
INFORMATION = provision(PBRL, "3-2", N_("the right to information"))
FORM_OF_INFORMATION = provision(PBRL, "3-5", N_("the form of the information"))
JOURNAL_ACCESS = provision(PBRL, "5-1", N_("the right to see one's own journal"))
CHILD_AS_PARTY = provision(PBRL, "6-5", N_("a child over 12 as party"))
COMPLAINT = provision(PBRL, "7-2", N_("complaint to the County Governor"))
COMPLAINT_FORM = provision(PBRL, "7-3", N_("the form and content of a complaint"))
COMPLAINT_DEADLINE = provision(PBRL, "7-5", N_("the deadline for a complaint"))
COMPLAINT_RULES = provision(PBRL, "7-7", N_("the rules that apply to a complaint"))

HEALTH_SERVICES_AT_HOME = provision(
    HOL, "3-2", N_("health services at home"), "first paragraph no. 6 letter a"
)
PERSONAL_ASSISTANCE = provision(
    HOL,
    "3-2",
    N_("personal assistance: practical assistance and training, and support contact"),
    "first paragraph no. 6 letter b",
)
PLACE_IN_INSTITUTION = provision(
    HOL, "3-2", N_("a place in an institution"), "first paragraph no. 6 letter c"
)
RESPITE = provision(HOL, "3-6", N_("respite"), "first paragraph no. 2", since=date(2017, 10, 1))
CARE_ALLOWANCE = provision(HOL, "3-6", N_("care allowance"), "first paragraph no. 3", since=date(2017, 10, 1))
DUTY_TO_OFFER_BPA = provision(HOL, "3-8", N_("the duty to offer user-controlled personal assistance"))
SOUND_SERVICES = provision(HOL, "4-1", N_("the duty to give sound services"))
FEES = provision(HOL, "11-2", N_("fees only where the law allows them"))

GUIDANCE = provision(FVL, "11", N_("the duty to give guidance"))
PRELIMINARY_REPLY = provision(FVL, "11 a", N_("case-handling time and preliminary reply"))
ADVANCE_NOTICE = provision(FVL, "16", N_("advance notice"))
INVESTIGATION = provision(FVL, "17", N_("the duty to investigate and to show new facts"))
PARTY_ACCESS = provision(FVL, "18", N_("a party's right to see the documents"))
WRITTEN_FORM = provision(FVL, "23", N_("the decision is to be in writing"))
REASONS = provision(FVL, "24", N_("when reasons are to be given"))
CONTENT_OF_REASONS = provision(FVL, "25", N_("what the reasons are to say"))
NOTICE_OF_DECISION = provision(FVL, "27", N_("notice of the decision"))
COUNTING_OF_DEADLINE = provision(FVL, "30", N_("how the deadline for a complaint is counted"))
LATE_COMPLAINT = provision(FVL, "31", N_("complaint after the deadline"))
FIRST_BODY = provision(FVL, "33", N_("what the body that decided does with a complaint"))
APPEAL_BODY = provision(FVL, "34", N_("what the appeal body may try"))
REVERSAL = provision(FVL, "35", N_("changing a decision without a complaint"))
COSTS = provision(FVL, "36", N_("the costs of the case"))
DEFERRAL = provision(FVL, "42", N_("putting the decision off until the complaint is decided"))

LENGTH_OF_PERIODS = provision(DOMSTOLLOVEN, "148", N_("how a period in weeks or months is counted"))
END_ON_HOLIDAY = provision(DOMSTOLLOVEN, "149", N_("a period that ends on a Saturday or a holiday"))

CO_PAYMENT = provision(CO_PAYMENT_REGULATION, "8", N_("what a co-payment may be taken for"))
CO_PAYMENT_SELF_COST = provision(CO_PAYMENT_REGULATION, "9", N_("a co-payment is never above the cost"))
CO_PAYMENT_CEILING = provision(CO_PAYMENT_REGULATION, "10", N_("income, and the ceiling for a low income"))
CO_PAYMENT_COMPLAINT = provision(CO_PAYMENT_REGULATION, "13", N_("complaint about a co-payment"))
CO_PAYMENT_FREE_RESPITE = provision(
    CO_PAYMENT_REGULATION, "1", N_("a stay in an institution for respite is free")
)

ORDINARY_WORKING_TIME = provision(
    AML, "10-4", N_("ordinary working time"), since=date(2006, 1, 1), certainty=Certainty.KNOWN
)
AVERAGED_WORKING_TIME = provision(
    AML,
    "10-5",
    N_("working time on average, by agreement"),
    since=date(2006, 1, 1),
    certainty=Certainty.KNOWN,
)
OVERTIME = provision(
    AML, "10-6", N_("overtime, and working time in all"), since=date(2006, 1, 1), certainty=Certainty.KNOWN
)
REST = provision(AML, "10-8", N_("daily and weekly rest"), since=date(2006, 1, 1), certainty=Certainty.KNOWN)
OWN_EMPLOYERS_ASSISTANTS = provision(
    OWN_EMPLOYER,
    "",
    N_("working time where the person assisted is the employer"),
    since=date(2022, 6, 3),
    certainty=Certainty.KNOWN,
)
