"""The rulesets by the name that the command line and the population runs know them by."""

from collections.abc import Callable, Mapping
from datetime import date

from rettvis.lawbook import bpa_right
from rettvis.rulekit.ruleset import Ruleset

RULESETS: Mapping[str, Callable[[date], Ruleset]] = {"bpa-right": bpa_right.ruleset_on}
"""Name of a ruleset, and the function that gives it as the law stood on a day."""
