"""The files inside an invoice: what they truly are, whatever they are called. None is opened or run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from rettvis.edges.e_invoice.attached_text import national_ids_in
from rettvis.edges.e_invoice.personal import hidden
from rettvis.edges.received import FileType, clean_name, inspect
from rettvis.journey.invoices import AttachedFile, Invoice, InvoiceRemark, RemarkWeight
from rettvis.rulekit.wording import Sentence, sentence

TEXT = "text/csv"
_FORMULA = re.compile(
    r"""((?:^|[;,\t])[ ]*["']?)(?=[=@]|[+-](?![0-9., ]*(?:[;,\t\r\n"']|$)))""", re.MULTILINE
)
"""Where a cell begins that a spreadsheet would reckon out; a number below zero is none."""
_ENCODINGS = ("utf-8-sig", "windows-1252")


CSV = "csv"
"""The kind of a table of text, which is none of the kinds that a case holds."""


@dataclass(frozen=True)
class Attachment:
    """A file inside an invoice: its clean name, its true kind, or why it is not received. Never both."""

    name: str
    content: bytes
    kind: str = ""
    refused: Sentence | None = None


def attachments_of(invoice: Invoice) -> Iterator[Attachment]:
    """The files inside an invoice, each judged by its content; those at an address outside are no files."""
    return (attachment_of(one) for one in invoice.attached if not one.address)


def attachment_of(one: AttachedFile) -> Attachment:
    """A file inside an invoice, judged by its content."""
    name = clean_name(one.name or one.id)
    why = _why_not(one, name)
    if why is not None:
        return Attachment(name, one.content, refused=why)
    return Attachment(name, one.content, kind_of(one, name))


def kind_of(one: AttachedFile, name: str) -> str:
    """The ending of what a received file is."""
    found = None if one.kind == TEXT else inspect(BytesIO(one.content), name)
    return found.ending if isinstance(found, FileType) else CSV


def media_type_of(kind: str) -> str:
    """The media type of a kind."""
    return f"{TEXT}; charset=utf-8" if kind == CSV else FileType.of_ending(kind).media_type


def as_given(content: bytes, on: date) -> bytes:
    """A table of text in UTF-8, with stars in place of national identity numbers and formulas as texts."""
    plain = _FORMULA.sub(r"\1'", text_in(content) or "")
    return hidden(plain, on)[0].encode("utf-8-sig")


def attachment_remarks(invoice: Invoice, on: date) -> Iterator[InvoiceRemark]:
    """What is wrong with the attachments: a disguised file, a damaged one, somebody's number in a table."""
    for one in invoice.attached:
        name = clean_name(one.name or one.id)
        if one.address:
            message = sentence(
                "The attachment “{name}” lies at an address outside. It is not fetched: ask for the file.",
                name=name,
            )
            yield InvoiceRemark("attachment_outside", RemarkWeight.WARNING, message)
            continue
        why = _why_not(one, name)
        if why is not None:
            message = sentence("The attachment “{name}” is not received. {why}", name=name, why=why)
            yield InvoiceRemark("attachment", RemarkWeight.FATAL, message)
            continue
        if _has_national_id(one, name, on):
            message = sentence("There is a national identity number in the attachment “{name}”.", name=name)
            yield InvoiceRemark("national_id", RemarkWeight.FATAL, message)
        if one.kind == TEXT and _FORMULA.search(text_of(one) or ""):
            message = sentence(
                "There is a formula in the attachment “{name}”. It is given as a text: nothing reckons "
                "it out.",
                name=name,
            )
            yield InvoiceRemark("formula", RemarkWeight.WARNING, message)


def _has_national_id(one: AttachedFile, name: str, on: date) -> bool:
    kind = kind_of(one, name)
    if kind == CSV:
        return hidden(text_of(one) or "", on)[1] > 0
    return national_ids_in(FileType.of_ending(kind), one.content, on)


def is_received(one: AttachedFile) -> bool:
    """Whether an attachment is what it says, and may be kept and shown."""
    return not one.address and _why_not(one, clean_name(one.name or one.id)) is None


def text_of(one: AttachedFile) -> str | None:
    """The text of a CSV file; None where it is no text."""
    return text_in(one.content)


def text_in(content: bytes) -> str | None:
    """The text of some bytes; None where they are no text."""
    if b"\0" in content:
        return None
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _why_not(one: AttachedFile, name: str) -> Sentence | None:
    if not one.content:
        return sentence("It is empty or damaged.")
    if one.kind == TEXT:
        starts = one.content.lstrip()[:2]
        if text_of(one) is None or starts in (b"MZ", b"#!", b"PK") or starts.startswith(b"<"):
            return sentence("It says that it is a table of text, and is something else.")
        return None
    found = inspect(BytesIO(one.content), name)
    return found if isinstance(found, Sentence) else None
