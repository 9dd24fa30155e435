"""How the watched folder of invoices is."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from rettvis.edges.e_invoice.watched_folder import is_writable
from rettvis.web.operations.health import Check


def check_folder(_now: datetime) -> Check:
    """Whether files can be taken from the folder; well where none is set."""
    folder, well = settings.INVOICE_FOLDER, True
    if folder is None:
        told = _("None is watched.")
    elif is_writable(folder):
        told = _("Files are taken from it.")
    else:
        told, well = (
            _("It is not there, or files cannot be moved in it. Give the service the right to."),
            False,
        )
    return Check("invoice_folder", _("Folder of e-invoices"), well, told)
