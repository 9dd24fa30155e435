"""Seals of the log: how far each chain had come, bound to the seal before; kept outside too, they hold.

Whoever may write in the database could remake every chain. She cannot remake a seal that stands in another
place: in the system's own log, on paper, in a backup.
"""

import json
import logging
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from rettvis.web.access.chain import BEGINNING
from rettvis.web.access.models import LogHead, LogSeal

LOGGER = logging.getLogger("rettvis.log.seal")


def seal() -> LogSeal:
    """Write a seal of the log as it stands, and say it to the system's log. Nothing new, no new seal."""
    with transaction.atomic():
        last = LogSeal.objects.select_for_update().order_by("-number").first()
        known = standing(LogSeal.objects.order_by("number"))
        heads = {head.pk: [head.rows, head.link] for head in LogHead.objects.order_by("pk")}
        new = {str(key): value for key, value in heads.items() if known.get(key) != value}
        if last is not None and not new:
            return last
        rows = sum(count for count, _link in heads.values())
        before = last.digest if last else BEGINNING
        made = LogSeal.objects.create(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            rows=rows,
            heads=new,
            digest=seal_digest(before, rows, new),
        )
    LOGGER.warning("log sealed: number %s, rows %s, digest %s", made.number, made.rows, made.digest)
    return made


def seal_digest(before: str, rows: int, heads: Any) -> str:
    """What a seal is bound to: the one before, how many rows there were, and the heads that had moved."""
    plain = json.dumps([before, rows, heads], sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode("ascii")).hexdigest()


def standing(seals: Any) -> dict[int, list[Any]]:
    """How far each chain had come by the last of ``seals``, which come in order."""
    found: dict[int, list[Any]] = {}
    for one in seals:
        found.update({int(key): value for key, value in one.heads.items()})
    return found
