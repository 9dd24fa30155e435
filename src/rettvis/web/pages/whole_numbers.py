"""Whole numbers from an address or a form, where anybody may write anything at all."""

from collections.abc import Iterable, Mapping

DIGITS = 9
"""As many as a page, a version or the key of a row has; the log's keys may have more."""
KEY_DIGITS = 18


def whole_number(text: str, digits: int = DIGITS) -> int | None:
    """The number that ``text`` is, of at most so many digits; None for everything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def whole_numbers(texts: Iterable[str]) -> list[int]:
    """Those of ``texts`` that are numbers."""
    return [number for text in texts if (number := whole_number(text)) is not None]


def based_on(data: Mapping[str, str]) -> int:
    """The number of the version that a form was opened with; 0 where the form says nothing sensible."""
    return whole_number(data.get("based_on", "")) or 0
