"""Published figures that say where they come from, recomputed exactly and compared."""

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.figures import Figures, gather
from rettvis.journey.statistics.observation import FigureCell, Observation
from rettvis.journey.statistics.printed import KINDS, PrintedFigure, recompute
from rettvis.journey.statistics.publication import Publication, doubts
from rettvis.journey.statistics.verification import Verification, verify

__all__ = [
    "KINDS",
    "FigureCell",
    "Figures",
    "Observation",
    "PrintedFigure",
    "Publication",
    "Verification",
    "decimal_text",
    "doubts",
    "gather",
    "recompute",
    "verify",
]
