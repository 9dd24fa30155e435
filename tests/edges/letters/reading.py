"""What a PDF holds, read back from its bytes."""

import io
from collections.abc import Iterator
from functools import lru_cache

import pikepdf

IDENTIFICATION = {
    "part": "{http://www.aiim.org/pdfa/ns/id/}part",
    "conformance": "{http://www.aiim.org/pdfa/ns/id/}conformance",
    "accessible": "{http://www.aiim.org/pdfua/ns/id/}part",
}


@lru_cache(maxsize=8)
def opened(pdf: bytes) -> pikepdf.Pdf:
    """The parsed file, kept open as long as its parts may be asked for."""
    return pikepdf.open(io.BytesIO(pdf))


def tags(pdf: bytes) -> list[str]:
    """The types of the structure elements, in reading order."""
    return list(_tags(opened(pdf).Root.StructTreeRoot.K))


def _tags(node: object) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from _tags(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)
        if "/K" in node:
            yield from _tags(node.K)


def text(pdf: bytes, furniture: bool = True) -> str:
    """The text of every page by the fonts' own maps back to Unicode, without any white space.

    ``furniture``: with what stands above and below each page, which is not read aloud.
    """
    return "".join("".join(_page_text(page, furniture)) for page in opened(pdf).pages)


def _page_text(page: pikepdf.Page, furniture: bool) -> Iterator[str]:
    marks: list[str] = []
    maps = {name: _to_unicode(font) for name, font in page.obj.Resources.Font.items()}
    current: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            current = maps[str(operands[0])]
        elif operator in ("BMC", "BDC"):
            marks.append(str(operands[0]))
        elif operator == "EMC":
            marks.pop()
        elif operator in ("Tj", "TJ") and (furniture or "/Artifact" not in marks):
            parts = operands[0] if operator == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    glyphs = bytes(part)
                    for place in range(0, len(glyphs), 2):
                        yield current.get(int.from_bytes(glyphs[place : place + 2], "big"), "").strip()


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """Glyph numbers to text, from the font's ToUnicode map."""
    glyphs: dict[int, str] = {}
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        parts = line.split()
        if len(parts) == 2 and all(part.startswith("<") and part.endswith(">") for part in parts):
            code, value = (part.strip("<>") for part in parts)
            if len(code) == 4:
                glyphs[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    return glyphs
