"""The invented municipality's scheme, and a budget that was saved for it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rettvis.journey.simulation import budget
from rettvis.web.access.models import Municipality, User
from rettvis.web.demo.clock import noon
from rettvis.web.simulation.budget_form import form_of, read, typed
from rettvis.web.simulation.budget_views import KIND, content_of
from rettvis.web.simulation.saved import save_result
from rettvis.web.simulation.schemes import keep_scheme, version_of

SCHEME = Path(__file__).parent / "tilleggsordning.yaml"
TITLE = "Trinn 2, forslag til budsjett"
ASSUMPTIONS = {
    "shared_take_up_percent": [40, 60, 90],
    "price_growth_percent": [2, 3, 5],
    "administration_nok_per_full_time_equivalent": 850000,
    "budget_nok": 20000000,
    "certainty_percent": 80,
}


def make_budgets(municipality: Municipality, users: Mapping[str, User], on: date) -> None:
    """Give the scheme, and save a budget for it."""
    gunn, now = users["gunn"], noon(on)
    scheme = keep_scheme(gunn, municipality, SCHEME.read_bytes(), "demo-scheme", now)
    version = version_of(scheme.inputs)
    found = read(form_of(typed(ASSUMPTIONS, version.period.first)), version)
    assert found is not None
    inputs, result = content_of(budget(version, found))
    what = "A budget was saved"
    save_result(gunn, municipality, KIND, TITLE, inputs, result, key="demo-budget", now=now, what=what)
