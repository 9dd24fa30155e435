"""A ruleset as one Python function: every node of one case in some microseconds.

The function's text is generated from the expression tree, one statement per operator, so that nothing is
interpreted when a case is computed. A missing value is ``None``.
"""

from collections.abc import Callable, Mapping
from functools import singledispatchmethod
from itertools import count
from typing import Any

from rettvis.rulekit.expression import (
    All,
    Anniversary,
    Arithmetic,
    Comparison,
    Constant,
    Default,
    Expression,
    Extreme,
    FloorDivision,
    Known,
    Not,
    OneOf,
    Parameter,
    Some,
    Value,
    When,
    WholeYears,
)
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.meaning import anniversary, completed_years
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset

Values = tuple[Value | None, ...]
"""The worth of every node, in the ruleset's order."""


class Closure:
    """A compiled ruleset. ``values(facts)`` gives every node's worth in the order of ``names``.

    ``facts`` are plain Python values by name (see :func:`rettvis.rulekit.facts.read_facts`); an absent one is
    missing. ``changes`` are the parameters of a what-if.
    """

    def __init__(self, ruleset: Ruleset, changes: Mapping[str, Value] | None = None) -> None:
        self.ruleset = ruleset
        self.names = tuple(node.name for node in ruleset.nodes)
        self.parameters = ruleset.parameter_values(changes)
        writer = CaseWriter(self.parameters)
        self.source = writer.function(ruleset)
        self.values: Callable[[Mapping[str, Value]], Values] = compiled(
            self.source, "values", ruleset.name, writer.constants
        )

    def by_name(self, facts: Mapping[str, Value]) -> dict[str, Value | None]:
        """Every node's worth by its name."""
        return dict(zip(self.names, self.values(facts), strict=True))


def compiled(source: str, function: str, name: str, objects: Mapping[str, object]) -> Any:
    """The function of that name in ``source``, which may name ``objects``; ``name`` is for tracebacks."""
    space: dict[str, Any] = {"_years": completed_years, "_anniversary": anniversary, **objects}
    exec(compile(source, f"<ruleset {name}>", "exec"), space)
    return space[function]


class CaseWriter:
    """Writes the function: one local name for each distinct piece of the tree."""

    def __init__(self, parameters: Mapping[str, Value]) -> None:
        self.parameters = parameters
        self.constants: dict[str, Value | tuple[str, ...]] = {}
        self.lines: list[str] = []
        self.known: set[str] = set()
        self._names: dict[Expression, str] = {}
        self._count = count()

    def function(self, ruleset: Ruleset) -> str:
        results = [self.name(node) for node in ruleset.nodes]
        body = "\n    ".join(["get = facts.get", *self.lines, f"return ({', '.join(results)},)"])
        return f"def values(facts):\n    {body}\n"

    def name(self, part: Expression) -> str:
        """The local name that holds the worth of ``part``."""
        key = part.expression if isinstance(part, Node) else part
        if isinstance(key, Node):
            return self.name(key)
        if key not in self._names:
            self._names[key] = self.write(key)
        return self._names[key]

    def let(self, text: str, *, known: bool = False) -> str:
        name = f"v{next(self._count)}"
        self.lines.append(f"{name} = {text}")
        if known:
            self.known.add(name)
        return name

    def constant(self, value: Value | tuple[str, ...]) -> str:
        if type(value) in (bool, int):
            name = repr(value)
        else:
            name = f"c{len(self.constants)}"
            self.constants[name] = value
        self.known.add(name)
        return name

    def strict(self, text: str, *names: str) -> str:
        """``text`` where all names are known, else missing."""
        unsure = [name for name in dict.fromkeys(names) if name not in self.known]
        if not unsure:
            return self.let(text, known=True)
        guard = " or ".join(f"{name} is None" for name in unsure)
        return self.let(f"None if {guard} else {text}")

    @singledispatchmethod
    def write(self, part: Expression) -> str:
        raise TypeError(f"the closure cannot write {type(part).__name__}")

    @write.register
    def _(self, part: Constant) -> str:
        return self.constant(part.value)

    @write.register
    def _(self, part: Parameter) -> str:
        return self.constant(self.parameters[part.name])

    @write.register
    def _(self, part: Fact) -> str:
        return self.let(f"get({part.name!r})")

    @write.register
    def _(self, part: Arithmetic) -> str:
        left, right = self.name(part.left), self.name(part.right)
        return self.strict(f"{left} {part.operator} {right}", left, right)

    @write.register
    def _(self, part: FloorDivision) -> str:
        left, right = self.name(part.left), self.name(part.right)
        nonzero = right.lstrip("-").isdigit() and int(right) != 0
        safe = right if nonzero else self.let(f"None if not {right} else {right}")
        return self.strict(f"{left} // {safe}", left, safe)

    @write.register
    def _(self, part: Comparison) -> str:
        left, right = self.name(part.left), self.name(part.right)
        return self.strict(f"{left} {part.operator} {right}", left, right)

    @write.register
    def _(self, part: All) -> str:
        return self.kleene([self.name(piece) for piece in part.parts], settles=False)

    @write.register
    def _(self, part: Some) -> str:
        return self.kleene([self.name(piece) for piece in part.parts], settles=True)

    def kleene(self, names: list[str], *, settles: bool) -> str:
        settled = " or ".join(
            f"{name} is {settles}" if name not in self.known else name if settles else f"not {name}"
            for name in names
        )
        unsure = " or ".join(f"{name} is None" for name in names if name not in self.known)
        rest = f"None if {unsure} else {not settles}" if unsure else str(not settles)
        return self.let(f"{settles} if {settled} else {rest}" if names else rest, known=not unsure)

    @write.register
    def _(self, part: Not) -> str:
        name = self.name(part.part)
        return self.strict(f"not {name}", name)

    @write.register
    def _(self, part: When) -> str:
        condition, then, otherwise = map(self.name, (part.condition, part.then, part.otherwise))
        choice = f"{then} if {condition} else {otherwise}"
        both = then in self.known and otherwise in self.known
        if condition in self.known:
            return self.let(choice, known=both)
        return self.let(f"None if {condition} is None else {choice}")

    @write.register
    def _(self, part: Extreme) -> str:
        names = [self.name(piece) for piece in part.parts]
        return self.strict(f"{part.operator}({', '.join(names)},)" if len(names) > 1 else names[0], *names)

    @write.register
    def _(self, part: Default) -> str:
        name, fallback = self.name(part.part), self.name(part.fallback)
        if name in self.known:
            return name
        return self.let(f"{fallback} if {name} is None else {name}", known=fallback in self.known)

    @write.register
    def _(self, part: Known) -> str:
        name = self.name(part.part)
        return self.constant(True) if name in self.known else self.let(f"{name} is not None", known=True)

    @write.register
    def _(self, part: WholeYears) -> str:
        start, end = self.name(part.start), self.name(part.end)
        return self.strict(f"_years({start}, {end})", start, end)

    @write.register
    def _(self, part: Anniversary) -> str:
        start, years = self.name(part.start), self.name(part.years)
        return self.let(f"_anniversary({start}, {years})")

    @write.register
    def _(self, part: OneOf) -> str:
        name, choices = self.name(part.part), self.constant(part.choices)
        return self.strict(f"{name} in {choices}", name)
