"""The law book: pages of Markdown made from the rules, the same text every time from the same rules."""

from rettvis.edges.law_pages.book import Difference, Differs, differences, how_text, pages, write
from rettvis.edges.law_pages.golden import GoldenCase

__all__ = ["Difference", "Differs", "GoldenCase", "differences", "how_text", "pages", "write"]
