"""What wants attention in a case: each app says its part, and the front page of the case shows all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise

Tone = Literal["info", "warning", "danger"]


@dataclass(frozen=True)
class Notice:
    """One thing that wants attention: how much, in a sentence, and where it is done."""

    tone: Tone
    text: str | Promise
    address: str = ""
    link: str | Promise = ""


Finder = Callable[[Any, Any, date], Iterable[Notice]]
"""Finds the notices of a case for a user on a day: ``finder(case, user, today)``, one query at most."""

_registered: list[Finder] = []
_WEIGHT = {"danger": 0, "warning": 1, "info": 2}


def register_notice(finder: Finder) -> None:
    """Add a finder; call it from the app's ``AppConfig.ready``."""
    if finder not in _registered:
        _registered.append(finder)


def notices_of(case: Any, user: Any, today: date) -> list[Notice]:
    """Everything that wants attention in ``case``, the most pressing first."""
    found = [notice for finder in _registered for notice in finder(case, user, today)]
    return sorted(found, key=lambda notice: _WEIGHT[notice.tone])
