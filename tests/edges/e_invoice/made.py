"""Invoices for the tests: the handbook's example, changed in one place at a time."""

from pathlib import Path

EXAMPLE = Path(__file__).parents[3] / "docs" / "handbook" / "eksempler" / "faktura.xml"


def invoice(*changes: tuple[str, str]) -> bytes:
    """The example with each of ``changes`` made: what stood there, and what stands there now."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()
