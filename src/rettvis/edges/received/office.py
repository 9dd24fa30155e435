"""Whether an office file is what it says: a Zip archive of known parts, looked through within limits.

Nothing is unpacked to disk. Every part is read a piece at a time and thrown away, so that a small file that
would swell to fill the machine is stopped at :data:`MOST_EXPANDED`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as bad_data

from rettvis.edges.received.filetypes import FileType
from rettvis.rulekit.wording import Sentence, sentence

SIGNATURE = b"PK\x03\x04"
END = b"PK\x05\x06"
END_LENGTH = 22

MOST_PARTS = 3_000
MOST_EXPANDED = 200_000_000
MOST_IN_ONE = 20_000_000
"""The largest office file within an office file, expanded."""

MOST_TIMES = 100
"""How many times its size a part may grow to; small parts may grow more."""

SMALL = 1_000_000

METHODS = (ZIP_STORED, ZIP_DEFLATED)
"""How parts may be packed: the two ways of Office Open XML and OpenDocument, and the two that are expanded a
piece at a time. The others are expanded whole, whatever size they claim to have."""

_PIECE = 256 * 1024

BOMB = sentence(
    "The file swells to many times its size when it is opened, and is not received. Save it as PDF, and "
    "send that file."
)
DAMAGED = sentence(
    "The file is damaged or was cut off on the way. Open it, save it again, and send the new file."
)
ENCRYPTED = sentence("The file is locked with a password. Save it without a password, and send that file.")
MACROS = sentence(
    "The file holds macros or something else that can be run. Save it as PDF or without macros, and send "
    "that file."
)
NESTED = sentence(
    "The file has other files packed within it. Take them out, and send each by itself, or save it as PDF."
)
PACKED_OTHERWISE = sentence(
    "The file is packed in a way that office programs do not use. Open it, save it again, and send the new "
    "file."
)
UNKNOWN = sentence(
    "This is a packed file, not a document. Unpack it, and send each document as PDF, picture, docx, xlsx, "
    "odt or ods."
)
_PACKED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass
class _Budget:
    """How much more may be expanded, in the file and what lies within it."""

    left: int = MOST_EXPANDED


class _Refused(Exception):
    def __init__(self, why: Sentence) -> None:
        self.why = why


def inspect_office(content: bytes) -> FileType | Sentence:
    """Which office file it is, or what is wrong with it; ``content`` begins with :data:`SIGNATURE`."""
    try:
        return _inspect(content, _Budget(), depth=0)
    except _Refused as refused:
        return refused.why
    except (BadZipFile, bad_data, EOFError, NotImplementedError, ValueError, OSError):
        return DAMAGED
    except RuntimeError:  # how the archive says that a part needs a password
        return ENCRYPTED


def _inspect(content: bytes, budget: _Budget, depth: int) -> FileType:
    _check_end(content)
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        _check_list(parts, len(content), budget)
        heads: dict[str, bytes] = {}
        for part in parts:
            heads[part.filename] = _read_through(archive, part, budget, depth)
    return _kind_of(heads)


def _check_end(content: bytes) -> None:
    """The archive ends where the file ends: nothing hides behind it."""
    place = content.rfind(END)
    if place < 0 or place + END_LENGTH > len(content):
        raise _Refused(DAMAGED)
    comment = int.from_bytes(content[place + 20 : place + 22], "little")
    if place + END_LENGTH + comment != len(content):
        raise _Refused(DAMAGED)


def _check_list(parts: list[ZipInfo], length: int, budget: _Budget) -> None:
    """What the archive says of itself, before anything of it is expanded."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise _Refused(ENCRYPTED)
    if any(part.compress_type not in METHODS for part in parts):
        raise _Refused(PACKED_OTHERWISE)
    said = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or said > budget.left or sum(part.compress_size for part in parts) > length:
        raise _Refused(BOMB)
    if any(part.file_size > SMALL and part.file_size > MOST_TIMES * part.compress_size for part in parts):
        raise _Refused(BOMB)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise _Refused(DAMAGED)
    if any(_can_run(name.lower()) for name in names):
        raise _Refused(MACROS)


def _read_through(archive: ZipFile, part: ZipInfo, budget: _Budget, depth: int) -> bytes:
    """Expand a part piece by piece, with its checksum; gives its beginning."""
    pieces, kept, head = _pieces(archive, part, budget), BytesIO(), b""
    for piece in pieces:
        head = head or piece[:65536]
        if b"<!ENTITY" in piece:
            raise _Refused(BOMB)
        if head.startswith(SIGNATURE):
            if depth or kept.tell() > MOST_IN_ONE:
                raise _Refused(NESTED)
            kept.write(piece)
    if head.startswith(_PROGRAMS) or head.startswith(_OLE):
        raise _Refused(MACROS)
    if kept.tell():
        _check_within(kept.getvalue(), budget, depth)
    elif head.startswith(_PACKED):
        raise _Refused(NESTED)
    return head


def _check_within(content: bytes, budget: _Budget, depth: int) -> None:
    """A workbook behind a chart is an office file by the same rules; any other archive is not let in."""
    try:
        _inspect(content, budget, depth + 1)
    except _Refused as refused:
        raise _Refused(NESTED if refused.why is UNKNOWN else refused.why) from None


def _pieces(archive: ZipFile, part: ZipInfo, budget: _Budget) -> Iterator[bytes]:
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            budget.left -= len(piece)
            if budget.left < 0:
                raise _Refused(BOMB)
            yield piece


def _kind_of(heads: dict[str, bytes]) -> FileType:
    types = heads.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types:
        raise _Refused(MACROS)
    if types and "word/document.xml" in heads:
        return FileType.DOCX
    if types and "xl/workbook.xml" in heads:
        return FileType.XLSX
    mime = heads.get("mimetype", b"").strip().decode("ascii", "replace")
    if mime in (FileType.ODT.media_type, FileType.ODS.media_type) and "content.xml" in heads:
        if b"encryption-data" in heads.get("META-INF/manifest.xml", b""):
            raise _Refused(ENCRYPTED)
        return FileType.ODT if mime == FileType.ODT.media_type else FileType.ODS
    raise _Refused(UNKNOWN)


def _leads_out(name: str) -> bool:
    """A part that would land outside its folder if somebody unpacked it."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _can_run(name: str) -> bool:
    return (
        name.endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".jar", ".bat", ".cmd", ".ps1"))
        or name.startswith(("basic/", "scripts/"))
        or "/activex/" in name
        or "/macrosheets/" in name
    )
