"""Keeps results and finds them again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rettvis import __version__
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.simulation.models import SavedResult


def saved_results(user: User, kind: str) -> "QuerySet[SavedResult]":
    """The results of a kind that ``user`` may read, the newest first."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_SIMULATION)}
    rows = SavedResult.objects.filter(municipality_id__in=own, kind=kind)
    return rows.select_related("municipality", "made_by").order_by("-id")


def save_result(
    user: User,
    municipality: Municipality,
    kind: str,
    title: str,
    inputs: Mapping[str, Any],
    result: Mapping[str, Any],
    *,
    key: str,
    now: datetime,
    what: str,
) -> SavedResult:
    """Keep a result, once for each ``key`` of the municipality, and write it in the log.

    ``what`` names in a few English words what was saved, marked for translation. Raises ``Refused`` where the
    user may not.
    """
    with transaction.atomic():
        grant = require_in(user, Action.SIMULATE, municipality.pk)
        kept, new = SavedResult.objects.get_or_create(
            municipality=municipality,
            key=key,
            defaults={
                "kind": kind,
                "title": title,
                "inputs": dict(inputs),
                "result": dict(result),
                "software_version": __version__,
                "made_by": user,
                "made_at": now,
            },
        )
        if new:
            look_up(grant, Action.SIMULATE, what=what)
        return kept
