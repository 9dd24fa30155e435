"""The files inside an invoice, given as what they truly are, never as what they say."""

from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.edges.e_invoice.attachments import CSV, as_given
from rettvis.web.invoices.models import InvoiceAttachment
from rettvis.web.pages.engine import language


def is_whole(row: InvoiceAttachment) -> bool:
    """Whether the file may be given, and is what was stored."""
    return not row.refused and sha256(bytes(row.content)).hexdigest() == row.sha256


def refusal_of(row: InvoiceAttachment) -> str:
    """Why the file is not given."""
    return _refused(row) or _("It is not what was stored. Tell whoever runs the application.")


def content_of(row: InvoiceAttachment) -> bytes:
    """The content as it is given: a table of text without national identity numbers and formulas.

    Others are given as they came.
    """
    content = bytes(row.content)
    return as_given(content, timezone.localdate()) if row.kind == CSV else content


def _refused(row: InvoiceAttachment) -> str:
    return row.refused.get(language(), "") if row.refused else ""
