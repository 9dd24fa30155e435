"""Where a line may end within a word: told to the template, which would take longer to find out.

Most lines end between words. Only long words, which Norwegian has many of, are hyphenated, and a word too
long for its line may break anywhere.
"""

import re
from functools import cache
from typing import Any

TEXT, ADDRESS, CELL = 40, 28, 24
"""Characters without a space from which a word may break anywhere, by where it stands."""
HYPHENATED, BROKEN = "hyphenated", "broken"

_TEXTS = ("text", "items", "title", "texts", "greeting", "signers", "approval")
_CELLS = ("caption", "headings", "rows")


def with_long_words(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a document with its texts in pieces where they have long words; those of ``file`` whole."""
    head = {name: _pieces(value, TEXT) for name, value in data["head"].items() if name != "date"}
    head |= {"recipient": _pieces(data["head"]["recipient"], ADDRESS), "date": data["head"]["date"]}
    blocks = []
    for block in data["blocks"]:
        found = {name: _pieces(block[name], TEXT) for name in _TEXTS if name in block}
        found |= {name: _pieces(block[name], CELL) for name in _CELLS if name in block}
        blocks.append(block | found)
    whole = {"title": data["title"], "author": data["head"]["municipality"]}
    return data | {"head": head, "blocks": blocks, "shown_title": _pieces(data["title"], TEXT), "file": whole}


def pieces(text: str, most: int) -> str | dict[str, list[list[str]]]:
    """``text`` as it is, or its pieces in order, each with how it may be broken (or nothing)."""
    found = _long(most).split(text)
    if len(found) == 1:
        return text
    parts = []
    for place, piece in enumerate(found):
        if piece:
            kind = (HYPHENATED if len(piece) < most else BROKEN) if place % 2 else ""
            parts.append([piece, kind])
    return {"pieces": parts}


def _pieces(value: Any, most: int) -> Any:
    """``value`` with every text in it in pieces."""
    if isinstance(value, str):
        return pieces(value, most)
    return [_pieces(part, most) for part in value] if isinstance(value, list) else value


@cache
def _long(most: int) -> re.Pattern[str]:
    """Words of ``most`` characters, and words of 14 letters and more."""
    return re.compile(rf"(\S{{{most},}}|[^\W\d_]{{14,{most - 1}}})")
