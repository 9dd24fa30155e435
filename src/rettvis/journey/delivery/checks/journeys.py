"""Lines on journeys: hours abroad are used where somebody has decided so, and nowhere that it was refused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rettvis.journey.delivery.checks.each_line import on_days
from rettvis.journey.delivery.checks.overlaps import PlacedShift
from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import JourneyFrame
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.shift import ABROAD, HOME


def on_journeys(
    lines: Iterable[PlacedShift], journeys: Sequence[JourneyFrame] | None
) -> Iterator[ShiftDeviation]:
    """Lines with minutes on days when the hours may not be used where the line says that it was.

    Abroad the hours must be granted for a journey abroad; elsewhere, and where the line does not say, they
    must not be refused. A line in the municipality is on no journey. Nothing where no journeys were given.
    """
    if journeys is None:
        return
    own: dict[str, list[JourneyFrame]] = defaultdict(list)
    for journey in journeys:
        own[journey.person].append(journey)
    for place, shift in lines:
        theirs = own.get(shift.person, ())
        days = [
            (day, minutes)
            for day, minutes in shift.pieces
            if minutes and not _may_be_used(shift.place, date_of(day), theirs)
        ]
        yield from on_days(DeviationCode.JOURNEY_NOT_GRANTED, place, shift, days)


def _may_be_used(where: str, on: date, journeys: Iterable[JourneyFrame]) -> bool:
    if where == HOME:
        return True
    there = [journey for journey in journeys if on in journey.period]
    if where == ABROAD:
        return any(journey.granted and journey.abroad for journey in there)
    refused = any(journey.granted is False for journey in there)
    return not refused or any(journey.granted for journey in there)
