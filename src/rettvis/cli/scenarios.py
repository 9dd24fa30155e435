"""Reads a file of what-ifs: the scenarios, the prices, and the supplement scheme that they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from rettvis.cli.input import open_document
from rettvis.edges.given.amounts import read_money, read_number
from rettvis.edges.given.section import Section
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import sentence

if TYPE_CHECKING:
    from rettvis.edges.given.document import Document
    from rettvis.journey.simulation.what_if import Prices, Scenario
    from rettvis.lawbook.rulesets import ForMany
    from rettvis.lawbook.supplement import SchemeVersion
    from rettvis.rulekit.expression import Parameter

NAMES = (
    "title note rules price_nok_per_hour price_nok_per_hour_otherwise weeks_per_year scheme "
    "supplement_step scenarios"
).split()
SCENARIO = "name note set norms supplement_step".split()
RULES = "bpa-right"
MOST_STEP = 1000


@dataclass(frozen=True)
class Asked:
    """What a file asks for."""

    title: str
    rules: str
    registered: "ForMany"
    scenarios: "tuple[Scenario, ...]"
    prices: "Prices"
    scheme: "SchemeVersion | None"


def read_scenarios(path: Path, on: date) -> Asked:
    """The what-ifs of a YAML or JSON file, with the scheme as it holds ``on`` a day; raises Faulty."""
    from rettvis.journey.simulation.what_if import check_scenarios
    from rettvis.lawbook.rulesets import FOR_MANY

    document = open_document(path)
    faults = list(document.faults)
    top = Section(document, "", document.data, faults)
    top.refuse_unknown(NAMES)
    rules = top.text("rules") or RULES
    if rules not in FOR_MANY:
        faults.append(unknown_name(top.place("rules"), rules, FOR_MANY))
        raise Faulty(faults)
    scheme = _scheme(top, path, on)
    scenarios = tuple(_scenario(section) for section in top.sections("scenarios"))
    prices = _prices(top)
    registered = FOR_MANY[rules]
    if not faults or top.has("scenarios"):
        wrong = check_scenarios(scenarios, parameters_of(registered), scheme)
        faults += [_at_its_line(document, fault) for fault in wrong]
    if prices.step and (scheme is None or scheme.step(prices.step) is None) and not faults:
        top.fault("supplement_step", sentence("The scheme has no step {step}.", step=prices.step))
    if faults:
        raise Faulty(dict.fromkeys(faults))
    return Asked(top.text("title"), rules, registered, scenarios, prices, scheme)


def parameters_of(registered: "ForMany") -> "Mapping[str, Parameter]":
    """Every parameter of every version of the rules, by its name."""
    return {p.name: p for version in registered.versions.all for p in version.value.parameters}


def _at_its_line(document: "Document", fault: Fault) -> Fault:
    """The fault with the line of its name, or of what its name stands in."""
    name = fault.place
    while name and name not in document.lines:
        name = name.rpartition(".")[0]
    line = document.lines.get(name)
    where = document.file if line is None else f"{document.file}:{line}"
    return Fault(f"{where} {fault.place}", fault.message)


def _scenario(section: Section) -> "Scenario":
    from rettvis.journey.simulation.what_if import Scenario

    section.refuse_unknown(SCENARIO)
    changed = section.section("set")
    changes = dict(changed.data) if changed is not None else {}
    step = section.whole("supplement_step", 0, MOST_STEP)
    return Scenario(section.text("name"), changes, section.text("norms"), step)


def _prices(top: Section) -> "Prices":
    from rettvis.journey.simulation.what_if import Prices

    weeks = read_number(top, "weeks_per_year", Fraction(1), Fraction(53))
    hour, otherwise = read_money(top, "price_nok_per_hour"), read_money(top, "price_nok_per_hour_otherwise")
    if otherwise is not None and not top.has("price_nok_per_hour"):
        text = sentence("Give the price of an hour of BPA too, as price_nok_per_hour.")
        top.fault("price_nok_per_hour_otherwise", text)
    step = top.whole("supplement_step", 0, MOST_STEP) or 0
    given = {} if weeks is None else {"weeks": weeks}
    return Prices(hour=hour, hour_otherwise=otherwise, step=step, **given)


def _scheme(top: Section, path: Path, on: date) -> "SchemeVersion | None":
    """The scheme in the file that is named, beside the file of what-ifs."""
    from rettvis.edges.given.scheme import read_scheme

    name = top.text("scheme")
    if not name:
        return None
    document = open_document(path.parent / name if str(path) != "-" else Path(name))
    faults = list(document.faults)
    scheme = read_scheme(Section(document, "", document.data, faults))
    top.faults += faults
    if faults or scheme is None:
        return None
    return scheme.at(on) or scheme.newest
