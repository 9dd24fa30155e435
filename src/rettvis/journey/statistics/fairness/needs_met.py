"""One user's assessed need and what is granted, with the groups that are compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rettvis.rulekit.wording import Sentence, sentence

COMPARED_BY: Mapping[str, Sentence] = {
    "organised": sentence("How it is organised"),
    "unit": sentence("Unit"),
    "age": sentence("Age"),
    "sex": sentence("Sex"),
}
"""What users are compared by, in the order that each comes into the model."""


@dataclass(frozen=True)
class NeedMet:
    """A user: minutes a week assessed and granted in her newest decision in force, and her groups.

    ``organised`` is how most of the granted minutes are organised. A group that is empty is not registered.
    """

    assessed: int
    granted: int
    organised: str
    unit: str
    age: str
    sex: str

    @property
    def usable(self) -> bool:
        """Something is assessed and something granted: a share can be told."""
        return self.assessed > 0 and self.granted > 0


@dataclass(frozen=True)
class Sample:
    """The users that are compared, the levels of each factor, and how many were left out and why.

    The first level of a factor is the one that the others are compared with: the largest.
    """

    users: tuple[NeedMet, ...]
    levels: Mapping[str, tuple[str, ...]]
    without_need: int
    in_small_groups: int

    def count(self, factor: str, level: str) -> int:
        """How many of the users are in a level."""
        return sum(1 for user in self.users if getattr(user, factor) == level)


def sample_of(users: Iterable[NeedMet], fewest: int) -> Sample:
    """The users with a need and hours, without those in a group of fewer than ``fewest``.

    Taking out a small group can make another one small; it goes on until none is.
    """
    given = list(users)
    left = [user for user in given if user.usable]
    usable = len(left)
    while True:
        small = {
            (factor, level)
            for factor in COMPARED_BY
            for level, count in _counts(left, factor).items()
            if count < fewest
        }
        if not small:
            break
        left = [
            user for user in left if not any((name, getattr(user, name)) in small for name in COMPARED_BY)
        ]
    levels = {
        factor: tuple(sorted(counts, key=lambda level, of=counts: (-of[level], level)))  # type: ignore[misc]
        for factor in COMPARED_BY
        for counts in [_counts(left, factor)]
    }
    return Sample(tuple(left), levels, len(given) - usable, usable - len(left))


def _counts(users: Sequence[NeedMet], factor: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for user in users:
        level = getattr(user, factor)
        counts[level] = counts.get(level, 0) + 1
    return counts
