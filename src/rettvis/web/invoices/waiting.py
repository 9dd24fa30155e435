"""Files that wait to be read: the rules were not ready for them, or somebody wants them read again.

Nothing here loads the rules before there is something to read: pages import it too.
"""

import os
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.edges.e_invoice.rule_folder import FOLDER, rule_files
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import Sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.invoices.models import ReceivedFile, UnreadFile
from rettvis.web.invoices.tasks import read_file

READ_AGAIN = gettext_noop("A file that could not be read was queued to be read again")


def read_waiting(now: datetime | None = None) -> int:
    """Read every file that was received and is neither read nor told; how many. Raises ``Faulty``.

    The worker looks once a minute, so that a setting that was mended needs nothing more.
    """
    waiting = ReceivedFile.objects.filter(invoice__isnull=True, unread__isnull=True).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True))
    if keys:
        from rettvis.web.invoices.reading import read_received

        for key in keys:
            read_received(key, now or timezone.now())
    return len(keys)


def queue_again(user: User, found: UnreadFile) -> None:
    """Let a file that could not be read be read once more by the worker."""
    with transaction.atomic():
        grant = require_in(user, Action.RECEIVE_INVOICE, found.file.municipality_id)
        read_file.enqueue(found.file_id, again=True)
        look_up(grant, Action.RECEIVE_INVOICE, what=READ_AGAIN)


def rules_are_named() -> bool:
    """Whether the setting names a folder with Peppol's rules."""
    return bool(os.environ.get(FOLDER))


def fault_of_the_rules() -> Sentence | None:
    """What is wrong with the folder that the rules are in; None where none is named, or it is well."""
    folder = os.environ.get(FOLDER)
    try:
        if folder:
            rule_files(Path(folder))
    except Faulty as refusal:
        return refusal.faults[0].message
    return None
