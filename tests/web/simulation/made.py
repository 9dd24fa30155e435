"""A scheme and a budget as rows, for tests of the pages."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rettvis.journey.application import Service
from rettvis.journey.simulation import budget
from rettvis.web.access.models import Role
from rettvis.web.hourbank.models import BankLine
from rettvis.web.simulation.budget_form import form_of, read, typed
from rettvis.web.simulation.budget_views import KIND, content_of
from rettvis.web.simulation.models import SavedResult, YearPlanRow
from rettvis.web.simulation.plans import AskedPlan, keep_plan
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


def a_plan(place: Place, key: str = "plan") -> YearPlanRow:
    """A plan of 100 hours a month of BPA in 2025, at 480 kroner."""
    asked = AskedPlan(2025, str(Service.BPA), 48_000, minutes=(6000,) * 12)
    return keep_plan(place.people[Role.CONTROLLER], place.municipality, asked, key, NOW)


def some_use(
    place: Place, person: int, months: dict[int, int], service: str = "bpa", year: int = 2025
) -> None:
    """Minutes used by month, one line on the first day of each."""
    BankLine.objects.bulk_create(
        BankLine(
            municipality=place.municipality,
            person_id=person,
            service=service,
            year=year,
            key=f"{person}-{service}-{year}-{month}",
            kind="use",
            day=date(year, month, 1),
            minutes=-minutes,
            recorded_at=NOW,
        )
        for month, minutes in months.items()
    )
