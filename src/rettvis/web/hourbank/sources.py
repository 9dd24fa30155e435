"""Where granted hours are read from beside the decisions: never a copy of what is decided.

Ordinary hours come from the sent decisions (:mod:`~rettvis.web.hourbank.ordinary`). A later step adds its own
source by :func:`register_source`; the ledger asks them all.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from rettvis.journey.application import Service
from rettvis.journey.hourbank import Grant, GrantEnd
from rettvis.rulekit.wording import Sentence

Persons = Collection[int] | QuerySet[Any]
"""Primary keys of persons, or a query that gives them."""


@dataclass(frozen=True)
class Granted:
    """What a source grants: ``Grant.person`` is the primary key of the person as text."""

    grants: tuple[Grant, ...] = ()
    ends: tuple[GrantEnd, ...] = ()


def _no_titles() -> Mapping[str, Sentence | str]:
    return {}


@dataclass(frozen=True)
class Source:
    """``find`` gives the grants of some persons in few queries; ``titles`` names its service codes."""

    name: str
    find: Callable[[Persons], Granted]
    titles: Callable[[], Mapping[str, Sentence | str]] = field(default=_no_titles)


_registered: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a source; call it from the app's ``AppConfig.ready``."""
    _registered[source.name] = source


def granted_to(persons: Persons) -> Granted:
    """Everything that every source grants the persons."""
    found = [source.find(persons) for source in _registered.values()]
    return Granted(
        tuple(grant for one in found for grant in one.grants), tuple(end for one in found for end in one.ends)
    )


_named: dict[str, Sentence | str] = {}
"""What the sources have named so far: a code keeps its name, so it need not be asked for again."""


def service_titles() -> dict[str, Sentence | str]:
    """What each service code is called: the ordinary services, and those of the sources."""
    for source in _registered.values():
        _named.update(source.titles())
    return {**_ordinary(), **_named}


def titles_of(codes: Collection[str]) -> dict[str, Sentence | str]:
    """What these service codes are called; the code itself where nobody has named it.

    The sources are asked at most once, and only for a code that has not been named before.
    """
    known = {**_ordinary(), **_named}
    if not known.keys() >= set(codes):
        known = service_titles()
    return {code: known.get(code, code) for code in codes}


def service_title(code: str) -> Sentence | str:
    """What one service code is called."""
    return titles_of([code])[code]


def _ordinary() -> dict[str, Sentence | str]:
    return {str(one): one.label for one in Service}
