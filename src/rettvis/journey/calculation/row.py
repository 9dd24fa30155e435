"""One row of the calculation; the rows are the explanation."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.application import KindOfService
from rettvis.rulekit.wording import Sentence


@dataclass(frozen=True)
class Row:
    """What one activity, or one thing taken out, adds to the week.

    ``exact`` is minutes a week of all assistants, negative where it takes out, ``None`` where it is not
    known. ``minutes`` is the same in whole minutes; the rows of a kind sum to the kind. ``at_most`` is the
    most that an unknown row can take out. ``activity`` is the key of the activity it belongs to.
    """

    key: str
    label: Sentence
    formula: Sentence
    kind: KindOfService | None
    exact: Fraction | None
    source: Sentence
    reason: str = ""
    activity: str | None = None
    takes_out: bool = False
    at_most: Fraction = Fraction(0)
    minutes: int | None = None
