"""The usual kind of service of an activity, as the form says; the caseworker decides."""

from functools import lru_cache

from rettvis.journey.application import KindOfService
from rettvis.journey.assessment.form import FormGroup, shipped_day_clock


def usual_kind(activity: str | None) -> KindOfService | None:
    """The kind to start from in the form that comes with the program; ``None`` where a person must choose."""
    return None if activity is None else _kinds().get(activity)


@lru_cache
def _kinds() -> dict[str, KindOfService | None]:
    return {row.key: row.kind for row in shipped_day_clock(FormGroup.ADULT).rows}
