"""``service_summary*.yaml``: printed summary figures for each service, with the year they are about."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rettvis.edges.yaml_file import YamlFile
from rettvis.journey.statistics.plausibility import ServiceSummary, Spread
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

STATISTICS = ("min", "median", "mean", "max")


def read_summaries(file: YamlFile) -> tuple[list[ServiceSummary], list[Fault]]:
    """The summary of every service in the file, and what cannot be read."""
    faults = list(file.faults)
    year = file.data.get("year")
    if not isinstance(year, int):
        faults.append(Fault(file.place("year"), sentence("Give the year that the figures are about.")))
        year = None
    services = [(name, part) for name, part in file.data.items() if isinstance(part, Mapping)]
    return [_service(file, name, part, year, faults) for name, part in services], faults


def _service(
    file: YamlFile, service: str, content: Mapping[str, Any], year: int | None, faults: list[Fault]
) -> ServiceSummary:
    users: dict[str, int] = {}
    spreads: dict[str, Spread] = {}
    for name, value in content.items():
        place = file.place(f"{service}.{name}")
        if isinstance(value, Mapping):
            spreads[name] = _spread(place, value, faults)
        elif name.startswith("users"):
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                users[name] = value
            elif value is not None:
                faults.append(Fault(place, sentence("Users are counted: write a whole number.")))
    return ServiceSummary(service, year, users, spreads, file.place(service))


def _spread(place: str, content: Mapping[str, Any], faults: list[Fault]) -> Spread:
    values: dict[str, Fraction] = {}
    decimals = 0
    for name in STATISTICS:
        value = content.get(name)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            values[name] = Fraction(value)
            decimals = _decimals(value) if name == "mean" else decimals
        elif value is not None:
            message = sentence("“{value}” is not a number. Write it with a point: 33.02.", value=str(value))
            faults.append(Fault(f"{place}.{name}", message))
    return Spread(values, decimals, place)


def _decimals(value: int | Decimal) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
