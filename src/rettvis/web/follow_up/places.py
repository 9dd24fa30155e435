"""From how many persons a number is shown to somebody, in the municipality that she follows up."""

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.models import Municipality, User
from rettvis.web.handling.threshold import SEE_ALL, threshold_in


def threshold_there(user: User, action: Action, municipality: Municipality) -> int | None:
    """The fewest persons a number may stand on for this reader; None for those who see every number."""
    roles = {one.role for one in grants(user, action) if one.municipality_id == municipality.pk}
    return None if roles & SEE_ALL else threshold_in(municipality.pk)
