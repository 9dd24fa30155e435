"""Observations as ``observations.csv``: what ``rettvis verify`` and ``rettvis compare`` read."""

import csv
from collections.abc import Iterable
from fractions import Fraction
from io import StringIO

from rettvis.journey.statistics.observation import Observation

OBSERVATION_COLUMNS = tuple("place_number place year measure group unit value source source_date".split())


def observations_file(observations: Iterable[Observation]) -> bytes:
    """The file, UTF-8 with commas between; what is missing is empty, and never zero."""
    out = StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(OBSERVATION_COLUMNS)
    for one in observations:
        written.writerow(
            (
                one.number,
                one.place_name,
                one.cell.year,
                one.cell.measure,
                one.cell.group,
                one.unit,
                "" if one.value is None else _decimal(one.value),
                one.source,
                "" if one.dated is None else one.dated.isoformat(),
            )
        )
    return out.getvalue().encode()


def _decimal(value: Fraction) -> str:
    """Exact where four decimals are enough, as hours of whole minutes times 52 seldom are; then rounded."""
    scaled = round(value * 10**4)
    whole, rest = divmod(scaled, 10**4)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
