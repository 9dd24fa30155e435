"""What drives a difference: how much comes from users, hours per user, price, and who lives there."""

from rettvis.journey.statistics.drivers.between import (
    FACTOR_WORDS,
    Drivers,
    PlaceYear,
    Split,
    Whole,
    drivers_between,
)
from rettvis.journey.statistics.drivers.decomposition import (
    DriverPart,
    SplitMethod,
    decompose,
    in_whole_units,
)

__all__ = [
    "FACTOR_WORDS",
    "DriverPart",
    "Drivers",
    "PlaceYear",
    "Split",
    "SplitMethod",
    "Whole",
    "decompose",
    "drivers_between",
    "in_whole_units",
]
