"""Files of every kind, made by the test itself."""

from collections.abc import Mapping
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile
from zlib import compress, crc32

import pikepdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def pdf(text: str = "En uttalelse", *, password: str = "", script: bool = False) -> bytes:
    """A PDF of one page, locked where there is a password."""
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.docinfo["/Title"] = text
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=lock, static_id=not password)
    return out.getvalue()


def png(width: int = 8, height: int = 8, *, said: tuple[int, int] | None = None, grey: int = 120) -> bytes:
    """A grey picture; ``said`` is the size it claims to have."""
    rows = b"".join(b"\0" + bytes([grey]) * width for _row in range(height))
    head = pack(">IIBBBBB", *(said or (width, height)), 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in parts
    )


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """The frame of a JPEG as a camera makes it, with its parts in order."""
    start = b"\xff\xe0" + pack(">H", 16) + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    frame = b"\xff\xc0" + pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    scan = b"\xff\xda" + pack(">HBBBBBB", 8, 1, 1, 0, 0, 63, 0) + b"\x12\x34" * 20
    return b"\xff\xd8" + start + frame + scan + b"\xff\xd9"


def tiff(order: str = "<", width: int = 8, height: int = 8) -> bytes:
    """A TIFF with the two fields that say how large it is."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    fields = pack(f"{order}HHIHH", 256, 3, 1, width, 0) + pack(f"{order}HHIHH", 257, 3, 1, height, 0)
    return mark + pack(f"{order}I", 8) + pack(f"{order}H", 2) + fields + pack(f"{order}I", 0)


def packed(
    parts: Mapping[str, bytes], *, first: tuple[str, bytes] | None = None, method: int = ZIP_DEFLATED
) -> bytes:
    """A Zip archive; ``first`` is stored as it is before the others."""
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        if first is not None:
            archive.writestr(first[0], first[1], ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(more: Mapping[str, bytes] | None = None, kind: str = WORD) -> bytes:
    """A Word document with the parts it must have."""
    types = f'<?xml version="1.0"?><Types><Override ContentType="{kind}"/></Types>'.encode()
    return packed({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>", **(more or {})})


def xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """An Excel workbook with the parts it must have."""
    types = f'<?xml version="1.0"?><Types><Override ContentType="{SHEET}"/></Types>'.encode()
    return packed({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>", **(more or {})})


def odf(
    kind: str = "text", more: Mapping[str, bytes] | None = None, manifest: bytes = b"<manifest/>"
) -> bytes:
    """An ODT document or an ODS spreadsheet (``kind``: text, spreadsheet)."""
    mime = f"application/vnd.oasis.opendocument.{kind}".encode()
    parts = {"content.xml": b"<office/>", "META-INF/manifest.xml": manifest, **(more or {})}
    return packed(parts, first=("mimetype", mime))
