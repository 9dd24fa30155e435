"""The figures that one person may see: her own cases', or those that are published."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone

from rettvis.journey.statistics.own_cases.lines import Lines
from rettvis.journey.statistics.own_cases.published import PublishedStatistics, published
from rettvis.journey.statistics.own_cases.statistics import CaseStatistics, case_statistics
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, municipalities, visible
from rettvis.web.access.models import Municipality, RoleAssignment, User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import Case
from rettvis.web.statistics.asked import Asked, AskedForm, read
from rettvis.web.statistics.extract import extract
from rettvis.web.statistics.models import threshold_of
from rettvis.web.statistics.names import Names, names_for


@dataclass(frozen=True)
class Request:
    """What somebody asks for, where, and whether she may see whom the figures count."""

    asked: Asked
    form: AskedForm
    names: Names
    municipality: Municipality
    grant: RoleAssignment
    may_choose: tuple[Municipality, ...]
    sees_cases: bool


def request_of(request: HttpRequest) -> Request:
    """Read the request. Whoever may not see the cases of the municipality gets what is published."""
    own = sorted(municipalities(request.user, Action.SEE_STATISTICS), key=lambda one: one.name)
    wanted = request.GET.get("municipality", "")
    municipality = next((one for one in own if one.number == wanted), own[0])
    names = names_for(municipality)
    asked, form = read(request.GET, names, timezone.localdate())
    sees = _grant(request.user, Action.SEE_COUNTED, municipality)
    grant = sees or _grant(request.user, Action.SEE_STATISTICS, municipality)
    assert grant is not None
    asked = replace(
        asked,
        published=asked.published or sees is None,
        municipality=municipality.number if len(own) > 1 else "",
    )
    return Request(asked, form, names, municipality, grant, tuple(own), sees is not None)


def _grant(user: User, action: Action, municipality: Municipality) -> RoleAssignment | None:
    return next((one for one in grants(user, action) if one.municipality_id == municipality.pk), None)


def lines_for(user: User, wanted: Request) -> Lines:
    """The decisions that are counted: of the cases that she may see, or of all that are published."""
    if wanted.asked.published:
        cases = visible(user, Case.objects.all(), Action.SEE_STATISTICS)
    else:
        cases = visible_cases(user)
    return extract(cases.filter(municipality=wanted.municipality))


def figures_for(user: User, wanted: Request) -> CaseStatistics | PublishedStatistics | None:
    """The figures; None where nothing of what is asked for may be published."""
    asked, lines = wanted.asked, lines_for(user, wanted)
    if asked.published:
        threshold = threshold_of(wanted.municipality)
        return published(lines, asked.first, asked.last, asked.selection, threshold)
    return case_statistics(lines, asked.first, asked.last, asked.selection)
