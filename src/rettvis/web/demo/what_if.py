"""An invented answer of what if: what three changes of the rules would mean for those with a decision now."""

from rettvis.journey.simulation.what_if import READY, Prices
from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.demo.budgets import CONTROLLER
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import Place
from rettvis.web.simulation.saved import save_result
from rettvis.web.simulation.what_if_population import RULES, population_of
from rettvis.web.simulation.what_if_views import KIND, SAVED, computed, inputs_of

TITLE = "Dagen etter utvalgets innstilling"
CHOSEN = ("fewer-hours", "no-age-limit", "no-exception")
THRESHOLD = 5


def make_what_if(place: Place) -> None:
    """Save the answer, as the controller would."""
    scenarios = [one.scenario(LANGUAGES[0]) for one in READY if one.key in CHOSEN]
    municipality = place.unit.municipality
    prices = Prices(hour=50_300)
    document = computed(population_of(municipality, place.on), scenarios, prices, None, THRESHOLD)
    save_result(
        place.users[CONTROLLER],
        municipality,
        KIND,
        TITLE,
        inputs_of(RULES, scenarios, document, None),
        document,
        key="demo what if",
        now=noon(place.on),
        what=SAVED,
    )
