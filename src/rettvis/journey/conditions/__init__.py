"""The conditions: the right to BPA tried on assessed needs, with every fact's origin and human answers."""

from rettvis.journey.conditions.facts import Subject, facts_for_right
from rettvis.journey.conditions.human_answer import ANSWERABLE, HumanAnswer, check_answers
from rettvis.journey.conditions.right import RightTried, assess_right

__all__ = [
    "ANSWERABLE",
    "HumanAnswer",
    "RightTried",
    "Subject",
    "assess_right",
    "check_answers",
    "facts_for_right",
]
