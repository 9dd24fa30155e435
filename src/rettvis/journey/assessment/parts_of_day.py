"""The named parts of the day and night."""

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class DayPart(Choice):
    """A named part of the day and night; where each begins is a ``DayParts``."""

    MORNING = "morning", N_("In the morning")
    DAY = "day", N_("During the day")
    EVENING = "evening", N_("In the evening")
    NIGHT = "night", N_("At night")
