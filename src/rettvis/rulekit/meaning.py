"""What every operator means, missing values included: the definition that all engines are held to.

Slow and plain on purpose: it is what a reader checks the engines against.
"""

from calendar import isleap
from collections.abc import Mapping
from datetime import date
from functools import singledispatch

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
from rettvis.rulekit.node import Node

Environment = Mapping[str, Value | None]
"""The worth of facts, parameters and nodes, by name. A name that is not there is missing."""


def completed_years(start: date, end: date) -> int:
    """Completed years from ``start`` to ``end``; negative where the end comes first."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def anniversary(start: Value | None, years: Value | None) -> date | None:
    """The day on which the years are complete, or ``None`` where it is missing or beyond the calendar."""
    if not isinstance(start, date) or not isinstance(years, int):
        return None
    year = start.year + years
    if not date.min.year <= year <= date.max.year:
        return None
    if (start.month, start.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return start.replace(year=year)


@singledispatch
def worth(expression: Expression, environment: Environment) -> Value | None:
    """The value of an expression, or ``None`` where it is missing."""
    raise TypeError(f"no meaning is defined for {type(expression).__name__}")


@worth.register
def _(expression: Constant, environment: Environment) -> Value | None:
    return expression.value


@worth.register(Parameter)
@worth.register(Fact)
@worth.register(Node)
def _(expression: Parameter | Fact | Node, environment: Environment) -> Value | None:
    if isinstance(expression, Parameter):
        return environment.get(expression.name, expression.value)
    if isinstance(expression, Node) and expression.name not in environment:
        return worth(expression.expression, environment)
    return environment.get(expression.name)


def _pair(left: Expression, right: Expression, environment: Environment) -> tuple[int, int] | None:
    values = worth(left, environment), worth(right, environment)
    return None if None in values else values  # type: ignore[return-value]


@worth.register
def _(expression: Arithmetic, environment: Environment) -> Value | None:
    pair = _pair(expression.left, expression.right, environment)
    if pair is None:
        return None
    left, right = pair
    if expression.operator == "+":
        return left + right
    return left - right if expression.operator == "-" else left * right


@worth.register
def _(expression: FloorDivision, environment: Environment) -> Value | None:
    pair = _pair(expression.left, expression.right, environment)
    return None if pair is None or pair[1] == 0 else pair[0] // pair[1]


@worth.register
def _(expression: Comparison, environment: Environment) -> Value | None:
    pair = _pair(expression.left, expression.right, environment)
    if pair is None:
        return None
    left, right = pair
    if expression.operator == "==":
        return left == right
    if expression.operator.startswith("<"):
        return left < right or (expression.operator == "<=" and left == right)
    return left > right or (expression.operator == ">=" and left == right)


@worth.register
def _(expression: All, environment: Environment) -> Value | None:
    values = [worth(part, environment) for part in expression.parts]
    return False if False in values else None if None in values else True


@worth.register
def _(expression: Some, environment: Environment) -> Value | None:
    values = [worth(part, environment) for part in expression.parts]
    return True if True in values else None if None in values else False


@worth.register
def _(expression: Not, environment: Environment) -> Value | None:
    value = worth(expression.part, environment)
    return None if value is None else not value


@worth.register
def _(expression: When, environment: Environment) -> Value | None:
    condition = worth(expression.condition, environment)
    if condition is None:
        return None
    return worth(expression.then if condition else expression.otherwise, environment)


@worth.register
def _(expression: Extreme, environment: Environment) -> Value | None:
    values = [worth(part, environment) for part in expression.parts]
    if None in values:
        return None
    return (min if expression.operator == "min" else max)(values)  # type: ignore[type-var]


@worth.register
def _(expression: Default, environment: Environment) -> Value | None:
    value = worth(expression.part, environment)
    return worth(expression.fallback, environment) if value is None else value


@worth.register
def _(expression: Known, environment: Environment) -> Value | None:
    return worth(expression.part, environment) is not None


@worth.register
def _(expression: WholeYears, environment: Environment) -> Value | None:
    start, end = worth(expression.start, environment), worth(expression.end, environment)
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    return completed_years(start, end)


@worth.register
def _(expression: Anniversary, environment: Environment) -> Value | None:
    return anniversary(worth(expression.start, environment), worth(expression.years, environment))


@worth.register
def _(expression: OneOf, environment: Environment) -> Value | None:
    value = worth(expression.part, environment)
    return None if value is None else value in expression.choices
