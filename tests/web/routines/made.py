"""A routine that is approved, made without a browser."""

from datetime import UTC, date, datetime

from rettvis.journey.routines import CaseStep, Content, RoutineAct
from rettvis.web.access.models import Role
from rettvis.web.routines.models import RoutineActRow, RoutineRow
from rettvis.web.routines.services import begin, do
from tests.web.conftest import Place

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CONTENT = Content(
    "Hjemmebesøk",
    owner="Tildelingskontoret",
    steps=(CaseStep.ASSESSMENT,),
    review_on=date(2030, 7, 1),
    text="Avtal tid.",
)


def a_routine(place: Place, key: str = "laget") -> RoutineRow:
    """The routine of the municipality with this key, approved; the same one each time."""
    writer, leader = place.people[Role.CASEWORKER], place.people[Role.TEAM_LEADER]
    row = begin(place.municipality, key, CONTENT, writer, NOW)
    if RoutineActRow.objects.filter(routine=row).exists():
        return row
    do(row, RoutineAct.SUBMIT, writer, NOW)
    do(row, RoutineAct.APPROVE, leader, NOW)
    return row
