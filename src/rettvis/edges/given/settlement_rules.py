"""Reads a file with a municipality's rules for the settlement of the hour bank: one for each service code."""

from collections.abc import Mapping
from fractions import Fraction

from rettvis.edges.given.amounts import read_money, read_percent
from rettvis.edges.given.section import Section
from rettvis.journey.hourbank import Leftover, SettlementRule, check_rule
from rettvis.rulekit.units import minutes_from_hours
from rettvis.rulekit.wording import sentence

NAMES = ("leftover", "source", "most_hours", "most_percent", "advance_percent", "price_nok_per_hour")
_WRITTEN = {
    "most_minutes": "most_hours",
    "most_share": "most_percent",
    "advance_share": "advance_percent",
    "price_ore": "price_nok_per_hour",
}
"""What the fields of a rule are called in the file, where it is something else."""


def read_settlement_rules(whole: Section) -> Mapping[str, SettlementRule]:
    """The rules by service code; every fault is among the section's faults."""
    whole.refuse_unknown(("services",))
    services = whole.section("services")
    if services is None or not services.data:
        if not whole.faults:
            whole.fault("services", sentence("List at least one service code with its rule."))
        return {}
    found = {}
    for code in services.data:
        section = services.section(code)
        if section is not None:
            found[code] = _rule(section)
        else:
            services.fault(code, sentence("Here there must be names with values, as in “name: value”."))
    return found


def _rule(section: Section) -> SettlementRule:
    section.refuse_unknown(NAMES)
    leftover = section.choice("leftover", Leftover)
    if not section.has("leftover"):
        section.fault("leftover", sentence("“{name}” is missing here.", name="leftover"))
    advance = read_percent(section, "advance_percent")
    rule = SettlementRule(
        leftover=leftover or Leftover.LAPSE,
        source=section.text("source"),
        most_minutes=section.read("most_hours", minutes_from_hours),
        most_share=read_percent(section, "most_percent"),
        advance_share=Fraction(1) if advance is None else advance,
        price_ore=read_money(section, "price_nok_per_hour"),
    )
    for fault in check_rule(rule) if leftover is not None else []:
        section.fault(_WRITTEN.get(fault.place, fault.place), fault.message)
    return rule
