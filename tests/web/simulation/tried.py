"""What-ifs as rows, and persons with facts of the right, for tests of the pages."""

from collections.abc import Mapping
from datetime import date

from rettvis.journey.application import Service
from rettvis.journey.decision import Decision, Extent, Official, Organised, ServiceLine
from rettvis.journey.simulation.what_if import READY, Prices
from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import LASTING
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.saved import save_result
from rettvis.web.simulation.what_if_population import population_of
from rettvis.web.simulation.what_if_views import KIND, computed
from tests.web.conftest import Place
from tests.web.simulation.made import NOW

ON = date(2026, 10, 1)
DECIDED = date(2026, 3, 1)


def facts(minutes: int, **other: Value) -> dict[str, Value]:
    """The facts of somebody born in 1990 with a lasting need, so many minutes of personal care."""
    known: dict[str, Value] = {
        "birth_date": date(1990, 1, 1),
        "applied_on": date(2026, 1, 1),
        "decided_on": DECIDED,
        "need_from": date(2020, 1, 1),
        "need_until": LASTING,
        "minutes.personal_care": minutes,
        "minutes.practical_assistance": 0,
        "minutes.training": 0,
        "minutes.support_contact": 0,
        "minutes.respite": 0,
        "minutes.several_providers_or_night": 0,
        "earlier_bpa": "none",
        "materially_higher_cost_documented": False,
    }
    return {**known, **{name.replace("__", "."): value for name, value in other.items()}}


def decided(place: Place, case: Case, known: Mapping[str, Value]) -> Case:
    """A case that is decided, with a line in force and the facts that are known."""
    leader = place.people[Role.TEAM_LEADER]
    official = Official(str(leader.pk), leader.name, may_approve=True)
    line = ServiceLine(
        "bpa", Service.BPA, granted=True, organised=Organised.BPA, extent=Extent(600), start=DECIDED
    )
    case.decided_on = DECIDED
    decision = as_sent(Decision(lines=(line,)), official, official, (DECIDED, DECIDED, DECIDED))
    keep_finished([Finished(case, decision, facts=known)], leader)
    return case


def a_what_if(place: Place, key: str = "what-if") -> SavedResult:
    """An answer over the decisions in force, saved by the controller."""
    scenarios = [one.scenario("nb") for one in READY[:2]]
    document = computed(population_of(place.municipality, ON), scenarios, Prices(hour=50_300), None, 5)
    user = place.people[Role.CONTROLLER]
    inputs = {"scenarios": [scenario.name for scenario in scenarios]}
    return save_result(
        user, place.municipality, KIND, "Dagen etter", inputs, document, key=key, now=NOW, what="Saved"
    )
