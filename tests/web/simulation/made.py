"""A scheme and a budget as rows, for tests of the pages."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rettvis.journey.simulation import budget
from rettvis.web.access.models import Role
from rettvis.web.simulation.budget_form import form_of, read, typed
from rettvis.web.simulation.budget_views import KIND, content_of
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.saved import save_result
from rettvis.web.simulation.schemes import keep_scheme, version_of
from tests.web.conftest import Place

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
FILE = Path(__file__).parents[3] / "cases" / "simulation" / "kristiansand-2026" / "supplement_scheme.yaml"


def a_scheme(place: Place, key: str = "scheme") -> SavedResult:
    """The proposed scheme, given by the controller."""
    return keep_scheme(place.people[Role.CONTROLLER], place.municipality, FILE.read_bytes(), key, NOW)


def a_budget(place: Place, key: str = "budget", **assumptions: Any) -> SavedResult:
    """A budget of that scheme, saved by the controller."""
    version = version_of(a_scheme(place).inputs)
    form = form_of(typed(assumptions, version.period.first))
    found = read(form, version)
    assert found is not None
    inputs, result = content_of(budget(version, found))
    user = place.people[Role.CONTROLLER]
    return save_result(
        user, place.municipality, KIND, "Trinn 2", inputs, result, key=key, now=NOW, what="A budget was saved"
    )
