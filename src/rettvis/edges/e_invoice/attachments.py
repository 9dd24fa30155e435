"""The files inside an invoice: what they truly are, whatever they are called. None is opened or run."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from rettvis.edges.e_invoice.personal import hidden
from rettvis.edges.received import clean_name, inspect
from rettvis.journey.invoices import AttachedFile, Invoice, InvoiceRemark, RemarkWeight
from rettvis.rulekit.wording import Sentence, sentence

TEXT = "text/csv"
_ENCODINGS = ("utf-8-sig", "windows-1252")


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
        elif one.kind == TEXT and hidden(text_of(one) or "", on)[1]:
            message = sentence("There is a national identity number in the attachment “{name}”.", name=name)
            yield InvoiceRemark("national_id", RemarkWeight.FATAL, message)


def is_received(one: AttachedFile) -> bool:
    """Whether an attachment is what it says, and may be kept and shown."""
    return not one.address and _why_not(one, clean_name(one.name or one.id)) is None


def text_of(one: AttachedFile) -> str | None:
    """The text of a CSV file; None where it is no text."""
    if b"\0" in one.content:
        return None
    for encoding in _ENCODINGS:
        try:
            return one.content.decode(encoding)
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
