"""One what-if as data: a name, and what is otherwise than today."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rettvis.rulekit.expression import Value


@dataclass(frozen=True)
class Scenario:
    """``changes`` are parameters of the rules, ``norms`` a municipality's name, ``step`` a supplement step.

    Empty ``norms`` leaves the time of every activity as it was assessed. ``step`` None is today's step, and 0
    is no supplement.
    """

    name: str
    changes: Mapping[str, Value] = field(default_factory=dict)
    norms: str = ""
    step: int | None = None
