"""An XML file read without trusting it: no entities, no other files, no network, nothing too large."""

from pathlib import Path

from lxml import etree

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

LARGEST = 20 * 1024 * 1024
"""The largest invoice that is read, in bytes, attachments included; receivers of Peppol take no more."""


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
WRONG_ENCODING = sentence(
    "The file says that it is written in another encoding than it is. Ask the sender for a new file in UTF-8."
)


def parse(content: bytes, name: str) -> etree._Element:
    """The root of the document. Raises ``Faulty`` with one sentence, with the line where there is one."""
    if not content.strip():
        raise _refused(name, EMPTY)
    if len(content) > LARGEST:
        raise _refused(name, _too_large(len(content)))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        recover=False,
    )
    if _declares(content):
        raise _refused(name, ENTITIES)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        place = f"{name}:{error.lineno}" if error.lineno else name
        raise _refused(place, _why(error)) from None
    except (LookupError, ValueError):
        raise _refused(name, WRONG_ENCODING) from None
    if root.getroottree().docinfo.doctype:
        raise _refused(name, ENTITIES)
    return root


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
