"""The rulesets by the name that the command line and the population runs know them by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rettvis.lawbook import bpa_right
from rettvis.lawbook.bpa_right import facts as bpa_facts
from rettvis.lawbook.bpa_right import right as bpa
from rettvis.rulekit.expression import Expression, Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Versions

RULESETS: Mapping[str, Callable[[date], Ruleset]] = {"bpa-right": bpa_right.ruleset_on}
"""Name of a ruleset, and the function that gives it as the law stood on a day."""


@dataclass(frozen=True)
class ForMany:
    """What a ruleset needs beside itself to be run over a table of cases."""

    versions: Versions[Ruleset]
    facts: Sequence[Fact]
    """Every fact that a table may have, also those that no rule counts."""
    day: Fact
    """The fact whose day decides which version holds; the day of the run where it is missing."""
    sound: Sequence[Expression]
    """What must hold between the facts of a case; where one is missing it holds."""
    check: Callable[[Mapping[str, Value], str], list[Fault]]
    """The faults between the facts of one case, in words: place in, faults out."""


FOR_MANY: Mapping[str, ForMany] = {
    "bpa-right": ForMany(
        bpa.VERSIONS,
        bpa_facts.FACTS,
        bpa_facts.decided_on,
        (
            *(last >= first for first, last in bpa.ORDERED),
            *(part <= sum(whole[1:], start=whole[0] + 0) for part, whole in bpa.WITHIN),
        ),
        bpa.check,
    )
}
