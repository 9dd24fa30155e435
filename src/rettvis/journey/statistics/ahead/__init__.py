"""Need ahead: users and hours from today's rates by age and a population projection, with uncertainty."""

from rettvis.journey.statistics.ahead.assumptions import assumptions
from rettvis.journey.statistics.ahead.projection import (
    AgeRate,
    Ahead,
    AheadYear,
    Alternative,
    Expected,
    look_ahead,
    places_ahead,
)

__all__ = [
    "AgeRate",
    "Ahead",
    "AheadYear",
    "Alternative",
    "Expected",
    "assumptions",
    "look_ahead",
    "places_ahead",
]
