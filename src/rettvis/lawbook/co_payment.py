"""Which kinds of service may carry a co-payment (egenandelsforskriften § 8, hol. § 11-2).

§ 8: a co-payment may be taken for practical help and training, also when it is organised as BPA, but not for
help with personal care and looking after oneself: getting up and going to bed, hygiene, toilet, dressing,
eating, necessary supervision and the like.  hol. § 11-2: fees only where an act or regulation allows them;
so what § 8 does not name is free: health services, support contact, and respite outside institutions.

NOT AUTOMATED: how much is to be paid (§§ 9 and 10 need the household's income, and the municipality's own
rates). Because the kinds differ, a decision must split its hours by kind.
"""

from dataclasses import dataclass
from datetime import date

from rettvis.lawbook import references as law
from rettvis.lawbook.numbers import number
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class CoPayment:
    """Whether a kind of service may carry a co-payment, by which provision, and why."""

    kind: str
    may: bool
    basis: LegalBasis
    reason: Sentence


_PRACTICAL = sentence(
    "A co-payment may be taken for practical assistance, also when it is organised as BPA. What is paid "
    "depends on the household’s income, and is never more than what the service costs."
)
_TRAINING = sentence(
    "A co-payment may be taken for training in daily tasks, also when it is organised as BPA. What is paid "
    "depends on the household’s income, and is never more than what the service costs."
)
_PERSONAL_CARE = sentence(
    "Help with personal care is free: getting up and going to bed, hygiene, toilet, dressing, eating and "
    "necessary supervision."
)
_SUPPORT_CONTACT = sentence("Support contact is free: no rule allows a co-payment for it.")
_RESPITE = sentence("Respite is free: no rule allows a co-payment for it.")
_HEALTH = sentence("Health services at home are free: no rule allows a co-payment for them.")

_RULES = {
    "personal_care": (False, law.CO_PAYMENT, _PERSONAL_CARE),
    "practical_assistance": (True, law.CO_PAYMENT, _PRACTICAL),
    "training": (True, law.CO_PAYMENT, _TRAINING),
    "support_contact": (False, law.FEES, _SUPPORT_CONTACT),
    "home_nursing": (False, law.FEES, _HEALTH),
    "respite": (False, law.FEES, _RESPITE),
    "respite_health": (False, law.FEES, _HEALTH),
}
KINDS = tuple(_RULES)
"""The kinds of service that the rules are known for, named as in the facts of a case."""


def co_payment(kind: str, on: date) -> CoPayment:
    """Whether ``kind`` may carry a co-payment on the day; raises KeyError for a kind not in :data:`KINDS`."""
    may, reference, reason = _RULES[kind]
    return CoPayment(kind, may, reference.on(on), reason)


def ceiling_low_income(on: date) -> int:
    """The most a month, in øre, for an income below 2 G (§ 10); raises ``Faulty`` for a year not known."""
    return number("co_payment.ceiling_low_income").at(on)


def help_for_a_child() -> Sentence:
    """Who pays when the need is a child's (§ 8)."""
    return sentence("Practical help because of a child’s needs counts as given to the parents.")
