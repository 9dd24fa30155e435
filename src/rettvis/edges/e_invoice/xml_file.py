"""An XML file read without trusting it: no entities, no other files, no network, nothing too large."""

import re
from pathlib import Path

from lxml import etree

from rettvis.edges.received.filetypes import MOST_BYTES
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

LARGEST = MOST_BYTES
"""The largest invoice that is read, in bytes, attachments included: as large as any file that is sent in."""
LONG_TEXT = 10_000_000
"""The longest text that the parser takes by itself; a file that is longer may hold such an attachment."""
MOST_TAGS, DEEPEST = 2_000_000, 200
"""More tags and levels than any invoice has: each takes memory many times its size."""
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_LATIN = re.compile(rb"iso[-_]?8859|latin", re.IGNORECASE)
_WIDE = re.compile(rb"utf[-_]?(16|32)|ucs|iso[-_]?10646", re.IGNORECASE)
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)


def read_file(path: Path) -> bytes:
    """The bytes of a file that is not too large. Raises ``Faulty`` with a sentence."""
    try:
        if not path.is_file():
            missing = not path.exists()
            raise _refused(path.name, NO_FILE if missing else NOT_A_FILE)
        size = path.stat().st_size
        if size > LARGEST:
            raise _refused(path.name, _too_large(size))
        return path.read_bytes()
    except (OSError, ValueError):
        raise _refused(path.name, sentence("The file cannot be opened for reading.")) from None


NO_FILE = sentence("There is no such file.")
NOT_A_FILE = sentence("This is not an ordinary file. Give the name of an XML file.")
NOT_XML = sentence("This is not an XML file, or it is damaged. Ask for the invoice once more.")
EMPTY = sentence("The file is empty. Ask for the invoice once more.")
ENTITIES = sentence(
    "The file defines its own words (a document type), which an invoice never does. It is not read: ask the "
    "sender for the invoice as it was sent."
)
TOO_DEEP = sentence("The file is built in a way that no invoice is. It is not read.")
LONG_NOT_UTF8 = sentence(
    "The file is larger than 10 MB and not written in plain UTF-8. Ask the sender for a new file in UTF-8, "
    "or for smaller attachments."
)
WRONG_ENCODING = sentence(
    "The file says that it is written in another encoding than it is. Ask the sender for a new file in UTF-8."
)


def parse(content: bytes, name: str) -> etree._Element:
    """The root of the document. Raises ``Faulty`` with one sentence, with the line where there is one."""
    refusal = _refusal(content)
    if refusal is not None:
        raise _refused(name, refusal)
    long = len(content) > LONG_TEXT
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=long,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        recover=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        place = f"{name}:{error.lineno}" if error.lineno else name
        raise _refused(place, _why(error)) from None
    except (LookupError, ValueError):
        raise _refused(name, WRONG_ENCODING) from None
    if root.getroottree().docinfo.doctype:
        raise _refused(name, ENTITIES)
    if long and _is_deep(root):
        raise _refused(name, TOO_DEEP)
    return root


def _refusal(content: bytes) -> Sentence | None:
    """What is wrong with a file before anything in it is parsed."""
    if not content.strip():
        return EMPTY
    if len(content) > LARGEST:
        return _too_large(len(content))
    if _declares(content):
        return ENTITIES
    if len(content) > LONG_TEXT and not _is_plain_utf8(content):
        return LONG_NOT_UTF8
    if _says_wrongly(content) or _is_utf8_after_all(content):
        return WRONG_ENCODING
    return TOO_DEEP if content.count(b"<") > MOST_TAGS else None


def _says_wrongly(content: bytes) -> bool:
    """Whether the bytes show another encoding than is said: two bytes a letter, or signs that are no letters.

    What ISO 8859 has from 0x80 to 0x9F is in no text: there Windows-1252 has its dashes and quotation marks.
    """
    is_wide = b"\0" in content[:4] or content.startswith((b"\xff\xfe", b"\xfe\xff"))
    said = _DECLARED.search(content[:1024].replace(b"\0", b""))
    if said is None:
        return False
    if bool(_WIDE.match(said[1])) is not is_wide:
        return True
    return _LATIN.match(said[1]) is not None and re.search(rb"[\x80-\x9f]", content) is not None


def _is_utf8_after_all(content: bytes) -> bool:
    """Whether a file says another encoding, and its letters beyond ASCII are all UTF-8: no chance gives that.

    Read as it says, each ø would be two letters.
    """
    if not _OTHER_ENCODING.search(content[:1024]) or content.isascii():
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_plain_utf8(content: bytes) -> bool:
    """Whether nothing can hide in a file behind its encoding, a document type least of all.

    Only then are the parser's own limits on long texts, which also guard against entities, lifted.
    """
    if _OTHER_ENCODING.search(content[:1024]) or b"<!DOCTYPE" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


def _is_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _declares(content: bytes) -> bool:
    """Whether the file has a document type: looked for before anything is parsed, in any encoding."""
    start = content[:65536].replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _why(error: etree.XMLSyntaxError) -> Sentence:
    text = str(error).lower()
    if "encod" in text or "utf-8" in text or "invalid char" in text or "input conversion" in text:
        return WRONG_ENCODING
    if "depth" in text or "huge" in text:
        return TOO_DEEP
    return NOT_XML


def _too_large(size: int) -> Sentence:
    return sentence(
        "The file is too large: it has {size:number} bytes, and at most {largest:number} are read.",
        size=size,
        largest=LARGEST,
    )


def _refused(place: str, message: Sentence) -> Faulty:
    return Faulty([Fault(place, message)])
