"""The usual kind of service of an activity, read from ``kinds.toml``; the caseworker decides."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from rettvis.journey.application import KindOfService

_NO_USUAL_KIND = "a_person_decides"


def usual_kind(activity: str | None) -> KindOfService | None:
    """The kind to start from; ``None`` where a person must choose."""
    return None if activity is None else _kinds().get(activity)


@lru_cache
def _kinds() -> Mapping[str, KindOfService | None]:
    text = files("rettvis.journey.assessment").joinpath("kinds.toml").read_text(encoding="utf-8")
    table: Mapping[str, list[str]] = tomllib.loads(text)["kinds"]
    return {
        activity: None if kind == _NO_USUAL_KIND else KindOfService(kind)
        for kind, activities in table.items()
        for activity in activities
    }
