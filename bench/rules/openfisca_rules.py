"""The right to BPA written for OpenFisca-core, by its conventions and vectorised; facts are all known.

Variables on one person entity, parameters by date, ``ETERNITY`` for facts and ``YEAR`` for results. The
years of each date are laid out once in a variable of their own, by the same whole-number arithmetic as
Rettvis uses: NumPy's own way, by ``datetime64`` months, takes several times as long.
"""

from datetime import date as _date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.rules.cases import Cases
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.rulekit.expression import Kind
from rettvis.rulekit.frames.calendar_years import YEAR, recent_year_days, year_days

PERIOD = "2026"
OUTPUTS = (
    "right_to_bpa",
    "counted_minutes",
    "large_need",
    "age",
    "long_term",
    "need_from_before_age_limit",
)
PERSON = build_entity("person", "persons", "A person", is_person=True)
LIMITS = {
    "age_limit": 67,
    "child_age_limit": 18,
    "long_term_years": 2,
    "large_need_minutes": 1920,
    "large_need_lower_minutes": 1500,
    "cost_exception": True,
    "several_providers_or_night_counted": False,
}


class EarlierBpa(Enum):
    """BPA granted before the age limit."""

    none = "none"
    right = "right"
    discretionary = "discretionary"


def plain(name: str) -> str:
    """A fact's name as OpenFisca can have it."""
    return name.replace(".", "_")


def system(changes: dict[str, Any] | None = None) -> TaxBenefitSystem:
    """The rules with their parameters, changed or not."""
    made = TaxBenefitSystem([PERSON])
    values = {**LIMITS, **(changes or {})}
    data = {name: {"values": {"2015-01-01": {"value": value}}} for name, value in values.items()}
    made.parameters = ParameterNode("", data=data)
    for variable in [*_fact_variables(), *_RULES]:
        made.add_variable(variable)
    return made


def _fact_variables() -> list[type[Variable]]:
    kinds = {Kind.DATE: _date, Kind.BOOLEAN: bool, Kind.INTEGER: int, Kind.TEXT: Enum}
    made = []
    for fact in FACTS:
        members: dict[str, Any] = {
            "value_type": kinds[fact.kind],
            "entity": PERSON,
            "definition_period": DateUnit.ETERNITY,
            "label": fact.name,
        }
        if fact.kind is Kind.TEXT:
            members |= {"possible_values": EarlierBpa, "default_value": EarlierBpa.none}
        made.append(type(plain(fact.name), (Variable,), members))
        if fact.kind is Kind.DATE:
            made.append(_years_variable(plain(fact.name)))
    return made


def _years_variable(name: str) -> type[Variable]:
    """A date with its years laid out in days, computed once for all that ask for it."""
    laid_out = year_days if name == "need_until" else recent_year_days

    def formula(person: Any, period: Any) -> Any:
        return laid_out(person(name, period).astype(np.int32))

    return type(f"{name}_in_years", (Variable,), _members(int, formula))


def _members(value_type: type, formula: Any) -> dict[str, Any]:
    return {
        "value_type": value_type,
        "entity": PERSON,
        "definition_period": DateUnit.YEAR,
        "label": "",
        "formula": formula,
    }


def _rule(value_type: type) -> Any:
    """Make a variable of a formula; its name is the variable's."""

    def make(formula: Any) -> type[Variable]:
        variable = type(formula.__name__, (Variable,), _members(value_type, formula))
        _RULES.append(variable)
        return variable

    return make


_RULES: list[type[Variable]] = []


def _years(person: Any, period: Any, start: str, end: str) -> Any:
    return (person(f"{end}_in_years", period) - person(f"{start}_in_years", period)) // YEAR


@_rule(int)
def age_at_decision(person: Any, period: Any) -> Any:
    return _years(person, period, "birth_date", "decided_on")


@_rule(bool)
def under_age_limit(person: Any, period: Any, parameters: Any) -> Any:
    limit = parameters(period).age_limit
    at_application = _years(person, period, "birth_date", "applied_on") < limit
    decides = person("answers_age_at_application_decides", period)
    return (person("age_at_decision", period) < limit) | (at_application & decides)


@_rule(bool)
def right_from_before_age_limit(person: Any, period: Any, parameters: Any) -> Any:
    limit, years = parameters(period).age_limit, person("age_at_decision", period)
    over = (years > limit) | ((years == limit) & person("answers_age_at_limit_counts_as_over", period))
    return over & (person("earlier_bpa", period) == EarlierBpa.right)


@_rule(bool)
def need_from_before_age_limit(person: Any, period: Any, parameters: Any) -> Any:
    limit = parameters(period).age_limit
    began_before = _years(person, period, "birth_date", "need_from") < limit
    covered = person("answers_need_after_limit_covered", period)
    return (person("age_at_decision", period) < limit) | began_before | covered


@_rule(bool)
def age(person: Any, period: Any) -> Any:
    return person("under_age_limit", period) | person("right_from_before_age_limit", period)


@_rule(bool)
def long_term(person: Any, period: Any, parameters: Any) -> Any:
    return _years(person, period, "need_from", "need_until") >= parameters(period).long_term_years


@_rule(bool)
def child_under_age_limit(person: Any, period: Any, parameters: Any) -> Any:
    limit = parameters(period).child_age_limit
    at_decision = _years(person, period, "child_birth_date", "decided_on") < limit
    at_application = _years(person, period, "child_birth_date", "applied_on") < limit
    return at_decision | (at_application & person("answers_child_age_at_application_decides", period))


@_rule(bool)
def parents_respite(person: Any, period: Any) -> Any:
    return (
        person("has_parental_responsibility", period)
        & person("child_under_age_limit", period)
        & person("child_lives_at_home", period)
        & person("child_has_disability", period)
    )


@_rule(int)
def respite_counted(person: Any, period: Any) -> Any:
    counted = person("minutes_respite", period) - person("minutes_respite_health", period)
    nothing = ~person("parents_respite", period) | (person("minutes_respite", period) == 0)
    return np.where(nothing, 0, counted)


@_rule(int)
def own_assistance(person: Any, period: Any) -> Any:
    return (
        person("minutes_personal_care", period)
        + person("minutes_practical_assistance", period)
        + person("minutes_training", period)
        + person("minutes_support_contact", period)
    )


@_rule(int)
def several_providers_or_night_not_counted(person: Any, period: Any, parameters: Any) -> Any:
    minutes = person("minutes_several_providers_or_night", period)
    continuous = person("several_providers_or_night_continuous", period)
    return np.where(
        parameters(period).several_providers_or_night_counted | continuous | (minutes == 0), 0, minutes
    )


@_rule(int)
def counted_minutes(person: Any, period: Any) -> Any:
    return (
        person("own_assistance", period)
        + person("respite_counted", period)
        - person("several_providers_or_night_not_counted", period)
    )


@_rule(bool)
def at_least_32_hours(person: Any, period: Any, parameters: Any) -> Any:
    return person("counted_minutes", period) >= parameters(period).large_need_minutes


@_rule(bool)
def at_least_25_hours(person: Any, period: Any, parameters: Any) -> Any:
    return person("counted_minutes", period) >= parameters(period).large_need_lower_minutes


@_rule(bool)
def no_cost_exception(person: Any, period: Any, parameters: Any) -> Any:
    return ~(parameters(period).cost_exception & person("materially_higher_cost_documented", period))


@_rule(bool)
def large_need(person: Any, period: Any) -> Any:
    lower = person("at_least_25_hours", period) & person("no_cost_exception", period)
    return person("at_least_32_hours", period) | lower


@_rule(bool)
def right_to_bpa(person: Any, period: Any) -> Any:
    return person("age", period) & person("long_term", period) & person("large_need", period)


def built(rules: TaxBenefitSystem, cases: Cases) -> Any:
    """A simulation that holds the cases."""
    simulation = SimulationBuilder().build_default_simulation(rules, len(cases))
    for fact in FACTS:
        simulation.set_input(plain(fact.name), PERIOD, cases.arrays[fact.name])
    return simulation


def calculated(simulation: Any, outputs: tuple[str, ...] = OUTPUTS) -> list[Any]:
    """The outputs of a simulation."""
    return [simulation.calculate(name, PERIOD) for name in outputs]


def one_traced(rules: TaxBenefitSystem, case: dict[str, Any]) -> Any:
    """One case built from a document and every variable calculated with its trace."""
    values = {plain(name): str(v) if type(v) is _date else v for name, v in case.items()}
    person = {name: {"ETERNITY": value} for name, value in values.items()}
    simulation = SimulationBuilder().build_from_dict(rules, {"persons": {"one": person}})
    simulation.trace = True
    for variable in _RULES:
        simulation.calculate(variable.__name__, PERIOD)
    return simulation
