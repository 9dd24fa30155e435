"""The same population under changed rules: several named what-ifs in one run, each beside today.

A what-if changes parameters of the rules, brings the time of activities inside another municipality's norms,
or moves the supplement scheme to another step. Nothing is computed here that the rules do not say: whatever
a what-if changes is a parameter with its value in the law, or a norm or a scheme with its source.
"""

from rettvis.journey.simulation.what_if.cases import ACTIVITY_FACTS, AGE, GROUP, activity_checks, by_norms
from rettvis.journey.simulation.what_if.checks import check_scenarios
from rettvis.journey.simulation.what_if.money import Prices
from rettvis.journey.simulation.what_if.outcome import Between, Counted, Moves, Result, Supplement
from rettvis.journey.simulation.what_if.ready import READY, Ready
from rettvis.journey.simulation.what_if.run import Population, what_if
from rettvis.journey.simulation.what_if.scenario import Scenario
from rettvis.journey.simulation.what_if.shown import Division, Figures, Group, divided, may_be_told

__all__ = [
    "ACTIVITY_FACTS",
    "AGE",
    "GROUP",
    "READY",
    "Between",
    "Counted",
    "Division",
    "Figures",
    "Group",
    "Moves",
    "Population",
    "Prices",
    "Ready",
    "Result",
    "Scenario",
    "Supplement",
    "activity_checks",
    "by_norms",
    "check_scenarios",
    "divided",
    "may_be_told",
    "what_if",
]
