"""How the watched folder of invoices is, and the folder of the rules that they are tried by."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from rettvis.edges.e_invoice.watched_folder import is_writable, left_behind
from rettvis.web.invoices.waiting import fault_of_the_rules, rules_are_named
from rettvis.web.operations.health import Check
from rettvis.web.pages.engine import say


def check_folder(_now: datetime) -> Check:
    """Whether files can be taken from the folder; well where none is set."""
    folder, well = settings.INVOICE_FOLDER, True
    if folder is None:
        told = _("None is watched.")
    elif not is_writable(folder):
        told, well = (
            _("It is not there, or files cannot be moved in it. Give the service the right to."),
            False,
        )
    elif left := left_behind(folder):
        told, well = (
            _(
                "%(number)s files lie there and are not taken. See that the worker runs, and that the "
                "service may read and move them."
            )
            % {"number": left},
            False,
        )
    else:
        told = _("Files are taken from it.")
    return Check("invoice_folder", _("Folder of e-invoices"), well, told)


def check_rules(_now: datetime) -> Check:
    """Whether the rule files of e-invoices can be found; well where no folder is named."""
    fault = fault_of_the_rules()
    if fault is not None:
        told = say(fault)
    elif rules_are_named():
        told = _("They are there.")
    else:
        told = _("No folder with Peppol’s rules is named. The schema and CEN’s rules are used.")
    return Check("invoice_rules", _("Rules of e-invoices"), fault is None, told)
