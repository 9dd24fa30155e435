"""Letters and records as PDF, from the same blocks that the web page shows."""

from rettvis.edges.letters.labels import labels
from rettvis.edges.letters.printer import render_many, render_pdf

__all__ = ["labels", "render_many", "render_pdf"]
