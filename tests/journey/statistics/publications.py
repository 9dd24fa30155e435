"""Small publications made by hand."""

from fractions import Fraction

from rettvis.journey.statistics import FigureCell, Figures, Observation, PrintedFigure, gather
from rettvis.journey.statistics.printed import Kind


def observed(
    value: int | str | Fraction | None,
    year: int = 2025,
    measure: str = "bpa_hours",
    *,
    place: str = "9999",
    group: str = "all",
    source: str = "municipality",
    unit: str = "hours_per_year",
    replaces: str = "",
    series_break: bool = False,
) -> Observation:
    """One observation of an invented place."""
    exact = None if value is None else Fraction(value)
    return Observation(
        FigureCell(place, year, measure, group),
        place,
        {"9999": "Storvik", "9998": "Lilleby"}.get(place, place),
        unit,
        exact,
        source,
        replaces=replaces,
        series_break=series_break,
        found_at=f"observations.csv:{year}",
    )


def figures(*observations: Observation) -> Figures:
    """Figures without faults."""
    found, faults = gather(observations)
    assert faults == []
    return found


def printed(
    value: int | str | Fraction,
    kind: Kind = "ratio",
    *,
    measure: str = "bpa_hours",
    other: str = "bpa_users",
    group: str = "all",
    year: int = 2025,
    base_year: int | None = None,
    decimals: int = 0,
    place: str = "9999",
) -> PrintedFigure:
    """One printed figure of the invented place."""
    exact = Fraction(value)
    return PrintedFigure("Storvik", place, kind, measure, other, group, year, base_year, exact, decimals)
