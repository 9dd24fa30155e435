"""What a file truly is, found in its content; its name must agree with that."""

from typing import BinaryIO

from rettvis.edges.received.filetypes import ENDINGS, MOST_BYTES, FileType
from rettvis.edges.received.names import ending_of
from rettvis.edges.received.office import END, SIGNATURE, inspect_office
from rettvis.edges.received.pdf import SIGNATURE as PDF
from rettvis.edges.received.pdf import pdf_fault
from rettvis.edges.received.pictures import JPEG, PNG, TIFF, jpeg_fault, png_fault, tiff_fault
from rettvis.rulekit.wording import Sentence, sentence

EMPTY = sentence("The file is empty. Choose the file again, or save it once more where it comes from.")
TOO_BIG = sentence(
    "The file is larger than 20 MB. Scan it with fewer points or in grey, or send it in several parts."
)
PROGRAM = sentence("This is a program, whatever it is called. Choose the document itself.")
SCRIPT = sentence("This is a web page or a script. Print it to PDF, and send that file.")
OLD_OFFICE = sentence(
    "This is an older office file, or one that is locked with a password. Save it as docx, xlsx or PDF "
    "without a password, and send that file."
)
HEIC = sentence(
    "This is a HEIC picture, which not everybody can open. Save or export it as JPEG, and send that file."
)
OTHER_PICTURE = sentence("This kind of picture is not received. Save it as JPEG or PNG, and send that file.")
PACKED = sentence(
    "This is a packed file. Unpack it, and send each document as PDF, picture, docx, xlsx, odt or ods."
)
UNKNOWN = sentence(
    "This is not a kind of file that is received. Save it as PDF, picture (JPEG, PNG or TIFF), docx, xlsx, "
    "odt or ods."
)
TWO_IN_ONE = sentence("Two files hide in this one. Open it, save or print it again, and send the new file.")

_REFUSED: tuple[tuple[tuple[bytes, ...], Sentence], ...] = (
    ((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"), PROGRAM),
    ((b"#!", b"<?php"), SCRIPT),
    ((b"\xd0\xcf\x11\xe0",), OLD_OFFICE),
    ((b"GIF8", b"BM", b"RIFF", b"\0\0\1\0"), OTHER_PICTURE),
    ((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK"), PACKED),
)
_MARKUP = (b"<html", b"<!doctype html", b"<script", b"<svg", b"<?xml")
_EARLY = 1024
_ZIP_TAIL = 66_000


def inspect(file: BinaryIO, name: str) -> FileType | Sentence:
    """The kind of file that ``file`` is, or in one sentence why it is not received and what to do.

    ``name`` is the clean name; an ending that says something else than the content is refused.
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if not content:
        return EMPTY
    if len(content) > MOST_BYTES:
        return TOO_BIG
    found = _by_content(content)
    return found if isinstance(found, Sentence) else _agrees(found, ending_of(name))


def _by_content(content: bytes) -> FileType | Sentence:
    if content.startswith(SIGNATURE):
        return inspect_office(content)
    found = _begins_as(content)
    if found is None:
        return _why_refused(content)
    if _second_file(content, found):
        return TWO_IN_ONE
    return _CHECKS[found](content) or found


def _begins_as(content: bytes) -> FileType | None:
    if content.startswith(PDF):
        return FileType.PDF
    if content.startswith(PNG):
        return FileType.PNG
    if content.startswith(JPEG):
        return FileType.JPEG
    return FileType.TIFF if content.startswith(TIFF) else None


def _second_file(content: bytes, found: FileType) -> bool:
    """Whether a packed file ends where this one does, or another kind begins near where this one does."""
    place = content.rfind(END, max(0, len(content) - _ZIP_TAIL))
    if place >= 0 and b"PK\x01\x02" in content:
        return True
    early = content[:_EARLY].lower()
    return any(mark in early for mark in _MARKUP[:4]) or (
        found is not FileType.PDF and PDF in content[:_EARLY]
    )


def _why_refused(content: bytes) -> Sentence:
    for signatures, why in _REFUSED:
        if content.startswith(signatures):
            return why
    if content[4:8] == b"ftyp":
        brand = content[8:12].lower()
        return HEIC if brand.startswith((b"hei", b"hev", b"mif", b"msf")) else UNKNOWN
    if content[:_EARLY].lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith(_MARKUP):
        return SCRIPT
    return UNKNOWN


def _agrees(found: FileType, ending: str) -> FileType | Sentence:
    if not ending or ending in found.endings:
        return found
    if ending in ENDINGS:
        return sentence(
            "The file is called .{ending}, but it is {what}. Give it the ending .{right}, or choose the file "
            "that was meant.",
            ending=ending,
            what=found.words,
            right=found.ending,
        )
    return sentence(
        "The ending .{ending} does not belong to {what}. Give it the ending .{right}, and send it again.",
        ending=ending,
        what=found.words,
        right=found.ending,
    )


_CHECKS = {
    FileType.PDF: pdf_fault,
    FileType.PNG: png_fault,
    FileType.JPEG: jpeg_fault,
    FileType.TIFF: tiff_fault,
}
