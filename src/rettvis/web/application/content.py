"""The place where other steps look for the translation between values and JSON (``web/pages/content.py``)."""

from rettvis.web.pages.content import LASTING_WORD, Unreadable, from_json, to_json

__all__ = ["LASTING_WORD", "Unreadable", "from_json", "to_json"]
