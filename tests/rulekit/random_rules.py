"""Random rulesets and random cases: every operator, every kind, missing values, boundaries."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.bounds import LARGEST, Ranges
from rettvis.rulekit.expression import (
    Arithmetic,
    Comparison,
    Constant,
    Expression,
    Kind,
    Parameter,
    Value,
    expression,
)
from rettvis.rulekit.facts import LASTING, Fact
from rettvis.rulekit.node import Node
from rettvis.rulekit.operators import (
    all_of,
    any_of,
    default,
    floor_division,
    greatest,
    known,
    least,
    one_of,
    remainder,
    rounded_division,
    when,
    whole_years,
)
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.wording import sentence

ACT = LegalBasis("the Random Act", "1")
WORD = sentence("a fact")


def _whole(name: str, minimum: int, maximum: int) -> Fact:
    return Fact(name, Kind.INTEGER, WORD, minimum=minimum, maximum=maximum)


def _yes_no(name: str, *, asked: bool = False) -> Fact:
    return Fact(name, Kind.BOOLEAN, WORD, question=WORD if asked else None)


FACTS: tuple[Fact, ...] = (
    _whole("plain", 0, 1_000_000),
    _whole("small", -7, 7),
    _whole("group.signed", -1000, 1000),
    _whole("wide", -(2**31), 2**31),
    _whole("huge", -(2**40), 2**40),
    _yes_no("yes"),
    _yes_no("group.no"),
    _yes_no("judged", asked=True),
    _yes_no("weighed", asked=True),
    Fact("born", Kind.DATE, WORD),
    Fact("asked_on", Kind.DATE, WORD),
    Fact("until", Kind.DATE, WORD, open_word="lasting"),
    Fact("soil", Kind.TEXT, WORD, choices=("clay", "sand", "å")),
    Fact("crop", Kind.TEXT, WORD, choices=("sand", "rye")),
)
PARAMETERS = (
    Parameter("limit", 18),
    Parameter("divisor", -3, maximum=100),
    Parameter("switch", True),
    Parameter("law_day", date(2020, 7, 1)),
    Parameter("best", "clay"),
)
DAYS = [
    date.min,
    date(1899, 12, 31),
    date(1900, 2, 28),
    date(1900, 3, 1),
    date(1969, 12, 31),
    date(2000, 2, 29),
    date(2020, 2, 28),
    date(2020, 2, 29),
    date(2021, 3, 1),
    date(2100, 2, 28),
    LASTING,
]
RECENT_DAYS = [day for day in DAYS if date(1900, 3, 1) <= day <= date(2100, 2, 28) or day == LASTING]


class Writer:
    """Writes expressions from the facts and the nodes written before."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.ranges = Ranges()
        self.leaves: dict[Kind, list[Expression]] = {kind: [] for kind in Kind}
        for leaf in (*FACTS, *PARAMETERS):
            self.leaves[leaf.kind].append(leaf)

    def write(self, kind: Kind, depth: int) -> Expression:
        """A random expression of ``kind``, no deeper than ``depth``."""
        if depth == 0 or self.random.random() < 0.15:
            return self.leaf(kind)
        ways: dict[Kind, list[Callable[[int], Expression]]] = {
            Kind.INTEGER: [self.arithmetic, self.division, self.extreme, self.years],
            Kind.BOOLEAN: [self.comparison, self.logic, self.negation, self.knowledge, self.among],
            Kind.DATE: [],
            Kind.TEXT: [],
        }
        common = [lambda below: self.choice(kind, below), lambda below: self.fallback(kind, below)]
        made = self.random.choice([*ways[kind], *common])(depth - 1)
        return made if self.fits(made) else self.leaf(kind)

    def leaf(self, kind: Kind) -> Expression:
        """A fact, parameter, node or constant."""
        if self.random.random() < 0.2:
            return Constant(self.constant(kind))
        return self.random.choice(self.leaves[kind])

    def constant(self, kind: Kind) -> Value:
        """A constant of a rule."""
        values: dict[Kind, list[Value]] = {
            Kind.INTEGER: [-7, -2, -1, 0, 1, 2, 3, 7, 60, 2**33],
            Kind.BOOLEAN: [True, False],
            Kind.DATE: list(DAYS),
            Kind.TEXT: ["clay", "rye", "peat"],
        }
        return self.random.choice(values[kind])

    def fits(self, made: Expression) -> bool:
        """Whether every step of a whole number stays well within 64 bits."""
        if made.kind is not Kind.INTEGER:
            return True
        try:
            return max(map(abs, self.ranges(made))) < LARGEST // 8
        except OverflowError:
            return False

    def arithmetic(self, depth: int) -> Expression:
        operator = self.random.choice("+-*")
        return Arithmetic(operator, self.write(Kind.INTEGER, depth), self.write(Kind.INTEGER, depth))

    def division(self, depth: int) -> Expression:
        divide = self.random.choice([floor_division, remainder, rounded_division])
        return divide(self.write(Kind.INTEGER, depth), self.write(Kind.INTEGER, depth))

    def extreme(self, depth: int) -> Expression:
        pick = self.random.choice([least, greatest])
        return pick(*(self.write(Kind.INTEGER, depth) for _ in range(self.random.randint(1, 3))))

    def years(self, depth: int) -> Expression:
        return whole_years(self.write(Kind.DATE, depth), self.write(Kind.DATE, depth))

    def comparison(self, depth: int) -> Expression:
        kind = self.random.choice(list(Kind))
        ordered = kind in (Kind.INTEGER, Kind.DATE)
        operator = self.random.choice(["<", "<=", ">", ">=", "=="] if ordered else ["=="])
        return Comparison(operator, self.write(kind, depth), self.write(kind, depth))

    def logic(self, depth: int) -> Expression:
        join = self.random.choice([all_of, any_of])
        return join(*(self.write(Kind.BOOLEAN, depth) for _ in range(self.random.randint(0, 3))))

    def negation(self, depth: int) -> Expression:
        return ~self.write(Kind.BOOLEAN, depth)

    def knowledge(self, depth: int) -> Expression:
        return known(self.write(self.random.choice(list(Kind)), depth))

    def among(self, depth: int) -> Expression:
        choices = self.random.sample(["clay", "sand", "rye", "peat"], self.random.randint(0, 2))
        return one_of(self.write(Kind.TEXT, depth), *choices)

    def choice(self, kind: Kind, depth: int) -> Expression:
        condition = self.write(Kind.BOOLEAN, depth)
        return when(condition, self.write(kind, depth), self.write(kind, depth))

    def fallback(self, kind: Kind, depth: int) -> Expression:
        return default(self.write(kind, depth), self.write(kind, depth))


def random_ruleset(random: Random, nodes: int = 36, depth: int = 3) -> Ruleset:
    """A ruleset of ``nodes`` nodes, the last a condition."""
    writer = Writer(random)
    made: list[Node] = []
    for number in range(nodes):
        kind = random.choice(list(Kind)) if number < nodes - 1 else Kind.BOOLEAN
        body = expression(writer.write(kind, depth))
        node = Node(f"node{number}", body, ACT, "", "", "")
        if writer.fits(node):
            made.append(node)
            writer.leaves[kind].append(node)
    return Ruleset("random", made[-1], tuple(made[:-1]))


def random_case(random: Random, missing: float, days: Sequence[date] = DAYS) -> dict[str, Value]:
    """One case: each fact missing with the given chance, boundaries often, ``days`` among them."""
    return {fact.name: random_value(random, fact, days) for fact in FACTS if random.random() >= missing}


def random_value(random: Random, fact: Fact, days: Sequence[date] = DAYS) -> Value:
    """A value that the fact may have."""
    if fact.kind is Kind.BOOLEAN:
        return random.random() < 0.5
    if fact.kind is Kind.TEXT:
        return random.choice(fact.choices)
    if fact.kind is Kind.DATE:
        near = date(1999, 1, 1) + timedelta(days=random.randint(0, 9_000))
        return random.choice(days) if random.random() < 0.3 else near
    edges = [fact.minimum, fact.maximum, 0, 1, -1, fact.minimum + 1, fact.maximum - 1]
    inside = [edge for edge in edges if fact.minimum <= edge <= fact.maximum]
    if random.random() < 0.3:
        return random.choice(inside)
    return random.randint(fact.minimum, fact.maximum)
