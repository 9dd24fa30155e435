"""A level of authority for tests that walk every address."""

from datetime import date

from rettvis.web.access.models import Role
from rettvis.web.decision.control import AuthorityRow
from tests.web.conftest import Place


def a_level(place: Place) -> AuthorityRow:
    """A level that ended before it mattered."""
    return AuthorityRow.objects.create(
        municipality=place.municipality,
        role=Role.TEAM_LEADER,
        from_on=date(2020, 1, 1),
        set_by=place.people[Role.TEAM_LEADER],
    )
