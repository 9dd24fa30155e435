"""One time norm, as a municipality or a report about it states it."""

from collections.abc import Mapping
from dataclasses import dataclass

from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import N_, Sentence

ACTIVITIES: Mapping[str, str] = {
    "leisure": N_("Leisure and social activity"),
    "social_participation": N_("Social activity"),
    "physical_activity": N_("Physical activity"),
    "practical_help_at_home": N_("Practical help at home"),
    "shopping_and_errands": N_("Shopping and errands"),
    "parents_meetings": N_("Parents’ meetings"),
    "support_contact": N_("Support contact"),
}
"""What the norms are about, by the keys that activities have in a case."""


@dataclass(frozen=True)
class Norm:
    """Guidance for one activity: ``low`` and ``high`` are whole minutes a week, None where none is stated.

    A norm stated for several weeks ("1 hour every fourth week") is put into minutes a week with the lower end
    rounded down and the upper end up, so that the range is never narrower than the source's.
    """

    municipality: str
    activity: str
    group: str
    """``adult``, ``child`` or ``all``."""
    low: int | None
    high: int | None
    notes: Mapping[str, str]
    """What the figures do not say, by language."""
    source: str
    read: bool
    """True for a report that was read; False for a public page, of which only the beginning was seen."""
    period: Period

    @property
    def label(self) -> Sentence:
        """What the norm is about, in words."""
        return Sentence(ACTIVITIES[self.activity])

    def note(self, language: str) -> str:
        """The note in ``language``; empty where there is none."""
        return self.notes.get(language, "")
