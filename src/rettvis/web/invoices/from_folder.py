"""E-invoices from the watched folder: taken once, whenever the worker stops, and faults told on the page.

The setting ``RETTVIS_INVOICE_FOLDER`` names the folder. Where the installation holds one municipality its
files lie in the folder itself; where it holds several, in a folder of the municipality's number.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rettvis.edges.e_invoice.personal import hidden
from rettvis.edges.e_invoice.watched_folder import WatchedFolder, name_before
from rettvis.edges.e_invoice.xml_file import read_file
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.models import Municipality
from rettvis.web.invoices.models import FolderFile
from rettvis.web.invoices.receiving import keep, refuse_others
from rettvis.web.invoices.store import in_each_language

NO_RIGHT = sentence(
    "The file cannot be opened or moved. Give the service the right to it, and leave the file in the folder "
    "once more."
)
logger = logging.getLogger("rettvis.worker")


@dataclass
class Look:
    """How many files were new, how many were received before, and how many were kept apart."""

    new: int = 0
    known: int = 0
    refused: int = 0


def look_in_folder(now: datetime | None = None) -> Look:
    """Take what lies in the watched folder; nothing where none is set. Raises ``OSError``."""
    found = Look()
    root: Path | None = settings.INVOICE_FOLDER
    if root is None:
        return found
    for municipality, place in _places(root):
        folder = WatchedFolder(place)
        for path in folder.claimed():
            _take_or_set_aside(municipality, folder, path, now or timezone.now(), found)
    return found


def _places(root: Path) -> list[tuple[Municipality, Path]]:
    all_of_them = list(Municipality.objects.order_by("number"))
    if len(all_of_them) == 1:
        return [(all_of_them[0], root)]
    return [(one, root / one.number) for one in all_of_them if (root / one.number).is_dir()]


def _take_or_set_aside(
    municipality: Municipality, folder: WatchedFolder, path: Path, now: datetime, found: Look
) -> None:
    """A file that cannot be opened or moved is told by its name and set aside, and the others are taken."""
    try:
        _take(municipality, folder, path, now, found)
    except FileNotFoundError:
        return  # Another worker had the same one, and was quicker.
    except OSError as error:
        logger.warning("a file in the folder of invoices could not be taken (%s)", type(error).__name__)
        # What is in it is not known: the name that it was claimed by is one of its own.
        _note(municipality, path, sha256(path.name.encode()).hexdigest(), now, faults=[Fault("", NO_RIGHT)])
        found.refused += 1
        with suppress(OSError):
            folder.refused(path, NO_RIGHT.say("nb"))


def _take(municipality: Municipality, folder: WatchedFolder, path: Path, now: datetime, found: Look) -> None:
    """Store first and move after: who stops in between finds the same file, and it is the same row."""
    with path.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
    try:
        content = read_file(path)
        refuse_others(content)
    except Faulty as refusal:
        _note(municipality, path, digest, now, faults=refusal.faults)
        folder.refused(path, "\n".join(fault.message.say("nb") for fault in refusal.faults))
        found.refused += 1
        return
    with transaction.atomic():
        file, new = keep(municipality, content, now, None)
        _note(municipality, path, digest, now, file=file)
    folder.taken(path)
    found.new, found.known = found.new + new, found.known + (not new)


def _note(
    municipality: Municipality,
    path: Path,
    digest: str,
    now: datetime,
    *,
    faults: "tuple[Fault, ...] | list[Fault]" = (),
    **more: object,
) -> None:
    name, _many = hidden(name_before(path), timezone.localdate(now))
    told = {
        "name": name[:300],
        "faults": [in_each_language(fault.message) for fault in faults],
        "taken_at": now,
        **more,
    }
    FolderFile.objects.get_or_create(municipality=municipality, sha256=digest, defaults=told)
