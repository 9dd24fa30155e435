"""The facts that may stand beside the needs in a file, and the questions they give rise to."""

from collections.abc import Iterator, Mapping
from typing import Any

from rettvis.edges.given.section import Section

_PERCENT = (
    "disability_pension_percent",
    "spouse_employment_percent",
    "mother_employment_percent",
    "father_employment_percent",
)
_HOUSEHOLD = ("lives_with", "moving_in_with")
_YES_NO = ("lives_alone", "children", "adult_children")
_WHOLE = {"age": 120, "siblings": 30}

LIVES_WITH = ("spouse", "cohabitant", "parents", "others", "nobody")
SHARE_HOUSEWORK = ("spouse", "cohabitant")


def read_facts(section: Section | None) -> Mapping[str, Any]:
    """The facts that could be read; unknown names and values of the wrong kind are faults."""
    if section is None:
        return {}
    section.refuse_unknown((*_PERCENT, *_HOUSEHOLD, *_YES_NO, *_WHOLE))
    facts = dict(_each(section))
    return {name: value for name, value in facts.items() if value is not None}


def _each(section: Section) -> Iterator[tuple[str, Any]]:
    for name in _PERCENT:
        yield name, section.whole(name, 0, 100)
    for name in _HOUSEHOLD:
        yield name, section.choice(name, LIVES_WITH)
    for name in _YES_NO:
        yield name, section.yes_no(name)
    for name, most in _WHOLE.items():
        yield name, section.whole(name, 0, most)


def shares_housework(facts: Mapping[str, Any]) -> bool:
    """The person lives, or will live, with a spouse or cohabitant."""
    return any(facts.get(name) in SHARE_HOUSEWORK for name in _HOUSEHOLD)
