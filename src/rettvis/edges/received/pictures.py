"""Whether a picture is whole: the parts of a PNG, a JPEG or a TIFF from the first to the last, by length.

Nothing is drawn. A picture of more than :data:`MOST_PIXELS` would fill a reader's memory when it is.
"""

from collections.abc import Iterator
from struct import error as too_short
from struct import unpack_from
from zlib import crc32

from rettvis.rulekit.wording import Sentence, sentence

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
TIFF = (b"II*\0", b"MM\0*")
MOST_PIXELS = 200_000_000

DAMAGED = sentence(
    "The picture is damaged or was cut off on the way. Open it, save it again, and send the new file."
)
TOO_LARGE = sentence(
    "The picture has too many points to be opened safely. Save it in a smaller size, and send that file."
)
MORE_BEHIND = sentence(
    "Something else lies behind the picture in the file. Open the picture, save it again, and send the new "
    "file."
)
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_MARKUP = (b"<html", b"<script", b"<!doctype", b"<?php", b"<svg")


def png_fault(content: bytes) -> Sentence | None:
    """What is wrong with a file that begins as a PNG."""
    place, last = len(PNG), b""
    try:
        while place < len(content) and last != b"IEND":
            (length,) = unpack_from(">I", content, place)
            last, end = content[place + 4 : place + 8], place + 8 + length
            if unpack_from(">I", content, end)[0] != crc32(content[place + 4 : end]):
                return DAMAGED
            if place == len(PNG):
                if last != b"IHDR" or length != 13:
                    return DAMAGED
                if _too_large(*unpack_from(">II", content, place + 8)):
                    return TOO_LARGE
            place = end + 4
    except too_short:
        return DAMAGED
    if last != b"IEND":
        return DAMAGED
    return MORE_BEHIND if place < len(content) else None


def jpeg_fault(content: bytes) -> Sentence | None:
    """What is wrong with a file that begins as a JPEG. Telephones put small things of theirs behind it."""
    size: tuple[int, int] | None = None
    start = None
    try:
        for marker, place in _segments(content):
            if marker in _FRAMES:
                height, width = unpack_from(">HH", content, place + 3)
                size = (width, height)
            start = place if marker == 0xDA else start
    except too_short:
        return DAMAGED
    end = content.rfind(b"\xff\xd9")
    if size is None or start is None or end < start:
        return DAMAGED
    if _too_large(*size):
        return TOO_LARGE
    behind = content[end:].lower()
    return MORE_BEHIND if any(mark in behind for mark in _MARKUP) else None


def tiff_fault(content: bytes) -> Sentence | None:
    """What is wrong with a file that begins as a TIFF: its directory of pages must lie within it."""
    order = "<" if content[:2] == b"II" else ">"
    try:
        (place,) = unpack_from(f"{order}I", content, 4)
        (entries,) = unpack_from(f"{order}H", content, place)
        fields = [unpack_from(f"{order}HHII", content, place + 2 + 12 * number) for number in range(entries)]
        unpack_from(f"{order}I", content, place + 2 + 12 * entries)
    except too_short:
        return DAMAGED
    shift = 16 if order == ">" else 0
    found = {tag: value >> shift if kind == 3 else value for tag, kind, _count, value in fields}
    if place < 8 or not {256, 257} <= found.keys():
        return DAMAGED
    return TOO_LARGE if _too_large(found[256] & 0xFFFFFFFF, found[257] & 0xFFFFFFFF) else None


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """The marker of each part before the picture itself, and where its length stands."""
    place = 2
    while True:
        mark, marker = unpack_from(">BB", content, place)
        if mark != 0xFF:
            raise too_short
        place += 2
        if marker == 0xFF:
            place -= 1
            continue
        if marker in _ALONE:
            continue
        yield marker, place
        if marker == 0xDA:
            return
        (length,) = unpack_from(">H", content, place)
        place += max(length, 2)


def _too_large(width: int, height: int) -> bool:
    return width * height > MOST_PIXELS or not width or not height
