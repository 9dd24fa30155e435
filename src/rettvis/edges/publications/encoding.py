"""The text of a file: UTF-8, UTF-16 with its mark, or Windows-1252 where every letter then makes sense."""

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

LARGEST = 64 * 1024 * 1024
"""The largest table that is read, in bytes."""

_LETTERS = frozenset("æøåÆØÅéèêëàáâäãüöóòôõçñíìîïúùûšžÉÈÀÁÂÄÖÓÔÜÇÑÍŠŽ§°·«»–—“”‘’…\u00a0")
"""What a Norwegian text in Windows-1252 may have beyond ASCII: with anything else it is another encoding."""


def decoded(file: str, content: bytes) -> str | Fault:
    """The text, or a fault with the line that cannot be understood."""
    if len(content) > LARGEST:
        message = sentence(
            "The file is too large: it has {size:number} bytes, and at most {largest:number} are read.",
            size=len(content),
            largest=LARGEST,
        )
        return Fault(file, message)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(file, content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    text = content.decode("cp1252", errors="replace")
    strange = next((char for char in text if not char.isascii() and char not in _LETTERS), None)
    if strange is None:
        return text
    return _unknown(f"{file}:{line}")


def _strict(file: str, content: bytes, encoding: str) -> str | Fault:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return _unknown(file)


def _unknown(place: str) -> Fault:
    return Fault(
        place, sentence("The letters cannot be read for certain. Save the file with the encoding UTF-8.")
    )
