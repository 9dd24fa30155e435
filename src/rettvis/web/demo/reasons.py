"""The reasons library of the demonstration: most texts are in use, one waits, and one is sent back."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from rettvis.journey.application import Service
from rettvis.journey.decision.library import ReasonText
from rettvis.journey.decision.words import Words
from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.access.models import Municipality, User
from rettvis.web.reasons.services import approve, save_text, send_back

APPROVER = "tone"
WRITTEN = timedelta(days=120)


def write_reasons(municipality: Municipality, users: Mapping[str, User], on: date) -> None:
    """Fill the library as it stands on ``on``."""
    told = files(__package__).joinpath("reasons.yaml").read_text(encoding="utf-8")
    for place, one in enumerate(yaml.safe_load(told)):
        days = WRITTEN - timedelta(days=3 * place) if one["state"] == "approved" else timedelta(days=5)
        now = timezone.make_aware(datetime.combine(on - days, time(10, 5)))
        save_text(municipality, one["key"], 0, _text(one), users[one["author"]], now)
        leader, later = users[APPROVER], now + timedelta(days=2)
        if one["state"] == "approved":
            approve(municipality, one["key"], 1, leader, later)
        elif one["state"] == "returned":
            send_back(municipality, one["key"], 1, one["comment"], leader, later)


def _text(told: Mapping[str, Any]) -> ReasonText:
    return ReasonText(
        title=told["title"],
        words=Words(**{code: told[code] for code in LANGUAGES}),
        rules=tuple(told["rules"]),
        services=tuple(Service(name) for name in told["services"]),
        norm=told.get("norm", False),
    )
