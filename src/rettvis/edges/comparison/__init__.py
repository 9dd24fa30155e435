"""The comparison report as an accessible PDF, and as one HTML page."""

from rettvis.edges.comparison.page import render_html
from rettvis.edges.comparison.paper import render_pdf

__all__ = ["render_html", "render_pdf"]
