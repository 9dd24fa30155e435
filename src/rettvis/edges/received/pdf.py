"""Whether a PDF file is whole and open: its beginning, its end, and where it says that its contents lie.

The file is not drawn or unpacked; what is looked at is the frame that every reader starts from
(ISO 32000-1, 7.5).
"""

import re

from rettvis.rulekit.wording import Sentence, sentence

SIGNATURE = b"%PDF-"
_END = b"%%EOF"
_TAIL = 2048
"""Where the end must stand: the standard's 1024 bytes, and what some programs put after it."""

_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_OBJECT = re.compile(rb"\s*(\d{1,10}\s+\d{1,5}\s+obj|xref)\b")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(\d{1,10}\s+\d{1,5}\s+R|<<)")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_RUNS = re.compile(rb"/(Launch|JavaScript|JS|EmbeddedFile|RichMedia)\b")

DAMAGED = sentence(
    "The PDF file is damaged or was cut off on the way. Open it, save or print it as PDF again, and send "
    "the new file."
)
ENCRYPTED = sentence(
    "The PDF file is locked with a password or against copying. Save it without protection, for example by "
    "printing it to PDF, and send that file."
)
RUNS = sentence(
    "The PDF file holds a script or another file. Print it to PDF, so that only its pages are left, and "
    "send that file."
)


def pdf_fault(content: bytes) -> Sentence | None:
    """What is wrong with a file that begins as a PDF; None when it may be kept."""
    found = _START.findall(content[-_TAIL:])
    if not found or not content.rstrip(b"\r\n\t \0").endswith(_END):
        return DAMAGED
    if not _OBJECT.match(content, int(found[-1])):
        return DAMAGED
    outside = _outside_streams(content)
    if _ENCRYPTED.search(outside):
        return ENCRYPTED
    return RUNS if _RUNS.search(_names_plain(outside)) else None


def _outside_streams(content: bytes) -> bytes:
    """The file without the contents of its streams, whose bytes may look like anything."""
    kept, place = [], 0
    while (begin := _STREAM.search(content, place)) is not None:
        end = content.find(b"endstream", begin.end())
        kept.append(content[place : begin.end()])
        place = len(content) if end < 0 else end
    return b"".join([*kept, content[place:]])


def _names_plain(content: bytes) -> bytes:
    """Names may hide behind numbers: ``/J#61vaScript`` is ``/JavaScript``."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), content)
