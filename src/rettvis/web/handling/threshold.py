"""From how many cases a number is shown to those who may not see the cases: as the municipality sets it."""

from collections.abc import Callable

from rettvis.journey.statistics.own_cases.suppression import USUAL_THRESHOLD
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.models import Role, User

SEE_ALL = frozenset({Role.TEAM_LEADER, Role.AUDITOR, Role.CONTROLLER})
"""Who sees every number. The others see none that only a few cases are behind."""

_set_by: list[Callable[[int], int]] = []


def register_threshold(threshold_of: Callable[[int], int]) -> None:
    """Say where a municipality's own threshold stands; call it from the app's ``AppConfig.ready``."""
    _set_by[:] = [threshold_of]


def threshold_in(municipality: int) -> int:
    """The fewest that a number may stand on in a municipality, whoever reads it."""
    return _set_by[0](municipality) if _set_by else USUAL_THRESHOLD


def threshold_for(user: User) -> int | None:
    """The fewest cases a number may stand on for this reader; None for those who see every number."""
    given = grants(user, Action.SEE_STATISTICS)
    if {grant.role for grant in given} & SEE_ALL:
        return None
    places = {grant.municipality_id for grant in given}
    return max(map(threshold_in, places))
