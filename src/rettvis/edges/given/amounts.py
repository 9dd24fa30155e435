"""Reads amounts of money, percentages and uncertain numbers; every one exact, and written out again."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rettvis.edges.given.section import Section
from rettvis.journey.simulation import Uncertain
from rettvis.rulekit.wording import Sentence, sentence

_NUMBER = re.compile(r"([-−]?)([0-9]{1,15})(?:[.,]([0-9]{1,9})|/([0-9]{1,15}))?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
SPREAD = "±"
"""Between a mean and its standard deviation."""
MOST_NUMBER = Fraction(10**12)


def exact(value: Any) -> Fraction | None:
    """What is written as a number, thousands apart or not; None for everything else."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    written = _NUMBER.fullmatch(_SPACES.sub("", value)) if isinstance(value, str) else None
    if written is None or (written[4] and not int(written[4])):
        return None
    decimals = written[3] or ""
    number = Fraction(int(written[2] + decimals), 10 ** len(decimals)) / int(written[4] or 1)
    return -number if written[1] else number


def read_number(
    section: Section, name: str, least: Fraction = -MOST_NUMBER, most: Fraction = MOST_NUMBER
) -> Fraction | None:
    """The number under ``name`` within its bounds, or None."""
    value = section.data.get(name)
    if value is None:
        return None
    number = exact(value)
    if number is None:
        section.fault(
            name,
            sentence("“{value}” is not a number. Write it with digits, as 7, 2,5 or 1/3.", value=str(value)),
        )
    elif not least <= number <= most:
        section.fault(name, _outside(value, least, most))
    else:
        return number
    return None


def _outside(value: Any, least: Fraction, most: Fraction) -> Sentence:
    return sentence(
        "“{value}” must be from {least:number} to {most:number}.",
        value=str(value),
        least=int(least),
        most=int(most),
    )


def read_money(section: Section, name: str) -> int | None:
    """Whole øre from kroner: 480, 480,50 or 20 000 000."""
    number = read_number(section, name, Fraction(0))
    if number is None:
        return None
    if (number * 100).denominator != 1:
        value = str(section.data[name])
        section.fault(
            name, sentence("“{value}” has parts of an øre. Write at most two decimals.", value=value)
        )
        return None
    return int(number * 100)


def read_percent(section: Section, name: str) -> Fraction | None:
    """A share from a percentage."""
    number = read_number(section, name)
    return None if number is None else number / 100


def read_uncertain(section: Section, name: str, unit: Fraction) -> Uncertain | None:
    """One number, low:likely:high, mean±deviation, or outcomes with their chances; times ``unit``."""
    value = section.data.get(name)
    if value is None:
        return None
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return _outcomes(section, name, unit)
    if isinstance(value, str) and SPREAD in value:
        return _spread(section, name, value, unit)
    parts = value.split(":") if isinstance(value, str) else value if isinstance(value, list) else [value]
    numbers = [exact(part) for part in parts]
    if None in numbers or len(numbers) not in (1, 3):
        message = sentence(
            "“{value}” cannot be used here. Write one number, as 60, or the lowest, the most likely and the "
            "highest, as 40:60:90.",
            value=str(value) if not isinstance(value, list) else ":".join(str(part) for part in value),
        )
        section.fault(name, message)
        return None
    points = [number * unit for number in numbers if number is not None]
    return Uncertain.certain(points[0]) if len(points) == 1 else _between(section, name, points)


def _spread(section: Section, name: str, value: str, unit: Fraction) -> Uncertain | None:
    """A share by its mean and standard deviation, as use so far has given it: ``61,25±22,41``."""
    numbers = [exact(part) for part in value.split(SPREAD)]
    if unit != Fraction(1, 100) or None in numbers or len(numbers) != 2 or (numbers[1] or 0) < 0:
        message = sentence("“{value}” cannot be used here. Write mean±deviation as 61,25±22,41.", value=value)
        section.fault(name, message)
        return None
    mean, spread = (number * unit for number in numbers if number is not None)
    return Uncertain.share(mean, spread)


def _between(section: Section, name: str, points: list[Fraction]) -> Uncertain | None:
    if points != sorted(points):
        message = sentence("Write the lowest value first, then the most likely, then the highest.")
        section.fault(name, message)
        return None
    return Uncertain.between(*points)


def _outcomes(section: Section, name: str, unit: Fraction) -> Uncertain | None:
    """Outcomes as a list of ``value`` and ``chance_percent``."""
    pairs = []
    parts = section.sections(name)
    for part in parts:
        part.refuse_unknown(("value", "chance_percent"))
        for needed in ("value", "chance_percent"):
            if not part.has(needed):
                part.fault(needed, sentence("“{name}” is missing here.", name=needed))
        value, chance = read_number(part, "value"), read_percent(part, "chance_percent")
        if value is not None and chance is not None:
            pairs.append((value * unit, chance))
    return Uncertain.outcomes(pairs) if pairs and len(pairs) == len(section.data[name]) else None


def uncertain_data(value: Uncertain, unit: Fraction) -> Any:
    """An uncertain number as it is written in a file."""
    numbers = [decimal(point / unit) for point in value.points]
    if value.spread is not None:
        return f"{numbers[1]}{SPREAD}{decimal(value.spread / unit)}"
    if not value.chances:
        return numbers[0] if value.known else numbers
    return [
        {"value": number, "chance_percent": decimal(chance * 100)}
        for number, chance in zip(numbers, value.chances, strict=True)
    ]


def decimal(value: Fraction) -> Decimal | Fraction:
    """A fraction as a decimal number where that is exact."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return number if Fraction(number) == value else value
