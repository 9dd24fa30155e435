"""What-ifs that anybody may choose as they stand, each with what it changes in the rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from rettvis.journey.simulation.what_if.scenario import Scenario
from rettvis.rulekit.expression import Value
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Ready:
    """A what-if that is ready: its key in a form, what it is called, and the parameters it changes."""

    key: str
    label: Sentence
    changes: Mapping[str, Value]

    def scenario(self, language: str) -> Scenario:
        """The what-if, named in ``language``."""
        return Scenario(self.label.say(language), self.changes)


READY: tuple[Ready, ...] = (
    Ready(
        "fewer-hours",
        sentence("28 hours are enough, 21 where it costs no more"),
        {"large_need_minutes": 28 * 60, "large_need_lower_minutes": 21 * 60},
    ),
    Ready(
        "more-hours",
        sentence("36 hours are needed, 29 where it costs no more"),
        {"large_need_minutes": 36 * 60, "large_need_lower_minutes": 29 * 60},
    ),
    Ready("no-age-limit", sentence("No age limit"), {"age_limit_applies": False}),
    Ready("night", sentence("Night always counts"), {"several_providers_or_night_counted": True}),
    Ready(
        "never-night",
        sentence("Night never counts"),
        {"several_providers_or_night_counted_if_continuous": False},
    ),
    Ready("no-exception", sentence("No cost exception"), {"cost_exception": False}),
    Ready("one-year", sentence("A need beyond one year is enough"), {"long_term_years": 1}),
)
"""In the order of the form. Night is also what needs several providers at once."""
