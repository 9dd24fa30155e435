"""Which characters the bundled fonts can show, and a visible stand-in for those they cannot.

An archive PDF may hold no character without a glyph. A name in a script that no bundled font covers is
therefore written with its code points, ``[U+4E2D]``, rather than dropped or shown as empty boxes.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

_KEPT_CONTROLS = "\n\t"
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def printable(text: str) -> str:
    """``text`` as the fonts can print it.

    Composed to NFC. Control characters and characters that override the direction of the text around
    them have no shape of their own and are left out; any other character without a glyph is written
    as its code point.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    """One character, nothing, or its code point."""
    if character in _KEPT_CONTROLS:
        return character
    category = unicodedata.category(character)
    if category == "Cc" or character in _DIRECTION_OVERRIDES:
        return ""
    if category not in ("Co", "Cs", "Cn") and ord(character) in covered():
        return character
    return f"[U+{ord(character):04X}]"


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points that at least one bundled font has a glyph for."""
    return frozenset(code for font in sorted(FONTS.glob("*.ttf")) for code in _characters(font.read_bytes()))


def _characters(font: bytes) -> Iterator[int]:
    """The code points of one TrueType font, from its ``cmap`` table."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)
    }
    cmap = tables[b"cmap"]
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        subtable = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0]
        form = struct.unpack_from(">H", font, subtable)[0]
        if form == 4:
            yield from _segments(font, subtable)
        elif form == 12:
            yield from _groups(font, subtable)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: runs of characters in the basic plane, each with a delta or a list of glyphs."""
    size = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts, deltas, offsets = (at + 14, at + 16 + size, at + 16 + 2 * size, at + 16 + 3 * size)
    for place in range(0, size, 2):
        end, start, delta, offset = (
            struct.unpack_from(">H", font, column + place)[0] for column in (ends, starts, deltas, offsets)
        )
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset == 0:
                glyph = (code + delta) & 0xFFFF
            else:
                glyph = struct.unpack_from(">H", font, offsets + place + offset + 2 * (code - start))[0]
            if glyph:
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of characters over the whole of Unicode."""
    for number in range(struct.unpack_from(">I", font, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(first if glyph else first + 1, last + 1)
