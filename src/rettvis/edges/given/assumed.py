"""Reads the assumptions of a budget: from a file, from options, or both (an option counts first)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rettvis.edges.given.amounts import (
    decimal,
    exact,
    read_money,
    read_number,
    read_percent,
    read_uncertain,
    uncertain_data,
)
from rettvis.edges.given.document import Document
from rettvis.edges.given.section import Section
from rettvis.journey.simulation import Assumptions, Group, check_assumptions
from rettvis.journey.simulation.assumptions import FULL
from rettvis.journey.simulation.checks import MOST_PERSONS
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

PERCENT = Fraction(1, 100)
HOUR = Fraction(60)
KRONE = Fraction(100)
ASSUMPTIONS = (
    "persons price_nok_per_hour groups shared_take_up_percent price_growth_percent weeks_per_year "
    "administration_nok_per_full_time_equivalent budget_nok certainty_percent levels_percent seed draws note"
).split()
GROUP = (
    "name persons price_nok_per_hour take_up_percent shared_take_up_percent wanted_hours_per_week "
    "newcomers_per_year leavers_percent basis"
).split()
MOST_SEED = 10**9


class Asked(Section):
    """The assumptions, where a value from an option has the option as its place."""

    def __init__(
        self,
        document: Document,
        path: str,
        data: Mapping[str, Any],
        options: Mapping[str, str],
        faults: list[Fault],
    ) -> None:
        super().__init__(document, path, data, faults)
        self.options = options

    def place(self, name: str = "") -> str:
        """The option, or where the name stands in the file."""
        return self.options.get(name.split(".")[0]) or super().place(name)


def read_assumptions(asked: Section, version: SchemeVersion | None) -> Assumptions:
    """The assumptions; every fault is among the section's faults, and then the answer is not to be used."""
    asked.refuse_unknown(ASSUMPTIONS)
    default = Assumptions()
    certainty = read_percent(asked, "certainty_percent")
    found = Assumptions(
        groups=_groups(asked),
        shared_take_up=read_uncertain(asked, "shared_take_up_percent", PERCENT) or default.shared_take_up,
        price_growth=read_uncertain(asked, "price_growth_percent", PERCENT) or default.price_growth,
        weeks_per_year=_or(read_number(asked, "weeks_per_year"), default.weeks_per_year),
        administration=read_money(asked, "administration_nok_per_full_time_equivalent"),
        budget=read_money(asked, "budget_nok"),
        certainty=_or(certainty, default.certainty),
        levels=_levels(asked) or default.levels,
        seed=_whole(asked, "seed", MOST_SEED, default.seed),
        draws=_whole(asked, "draws", MOST_SEED, default.draws),
    )
    _check(asked, found, version)
    return found


def _check(asked: Section, found: Assumptions, version: SchemeVersion | None) -> None:
    """The faults of what was read, but for the places where something could not be read at all."""
    told = {fault.place for fault in asked.faults}
    single = not asked.has("groups")
    for fault in check_assumptions(found, version):
        name = fault.place.removeprefix("groups.1.") if single else fault.place
        if asked.place(name) not in told:
            asked.fault(name, fault.message)


def _or(value: Fraction | None, default: Fraction) -> Fraction:
    return default if value is None else value


def _whole(asked: Section, name: str, most: int, default: int) -> int:
    number = asked.whole(name, 0, most)
    return default if number is None else number


def _levels(asked: Section) -> tuple[Fraction, ...]:
    value = asked.data.get("levels_percent")
    if value is None:
        return ()
    parts = value if isinstance(value, list) else str(value).split(":")
    numbers = [exact(part) for part in parts]
    known = {number / 100 for number in numbers if number is not None}
    if None in numbers:
        message = sentence("“{value}” cannot be used here. Write levels as 5:50:95.", value=str(value))
        asked.fault("levels_percent", message)
    return tuple(sorted(known))


def _groups(asked: Section) -> tuple[Group, ...]:
    """The groups of the file, or one group of ``persons`` at one price."""
    single = [name for name in ("persons", "price_nok_per_hour") if asked.has(name)]
    if asked.has("groups"):
        for name in single:
            message = sentence("Give this for each group, not for all of them together.")
            asked.fault(name, message)
        return tuple(_group(section) for section in asked.sections("groups"))
    if len(single) == 1:
        message = sentence("Give both the number of persons and the price an hour, or neither of them.")
        asked.fault(single[0], message)
    if len(single) < 2:
        return ()
    return (Group("", _persons(asked), _price(asked)),)


def _persons(section: Section) -> int:
    return section.whole("persons", 1, MOST_PERSONS) or 0


def _price(section: Section) -> int:
    return read_money(section, "price_nok_per_hour") or 0


def _group(section: Section) -> Group:
    section.refuse_unknown(GROUP)
    for name in GROUP[:3]:
        if not section.has(name):
            section.fault(name, sentence("“{name}” is missing here.", name=name))
    wanted = read_uncertain(section, "wanted_hours_per_week", HOUR)
    take_up = read_uncertain(section, "take_up_percent", PERCENT)
    if wanted is not None and take_up is not None:
        message = sentence("Give either the hours a person wants, or the share that is used, not both.")
        section.fault("wanted_hours_per_week", message)
    return Group(
        name=section.text("name"),
        persons=_persons(section),
        price=_price(section),
        take_up=take_up or FULL,
        wanted=wanted,
        newcomers=read_number(section, "newcomers_per_year") or Fraction(0),
        leavers=read_percent(section, "leavers_percent") or Fraction(0),
        basis=section.text("basis"),
        shared_take_up=read_uncertain(section, "shared_take_up_percent", PERCENT) or FULL,
    )


def assumptions_data(found: Assumptions) -> Mapping[str, Any]:
    """The assumptions as they are written in a file, so that they can be read again."""
    data = {
        "groups": [_group_data(group) for group in found.groups] or None,
        "shared_take_up_percent": uncertain_data(found.shared_take_up, PERCENT),
        "price_growth_percent": uncertain_data(found.price_growth, PERCENT),
        "weeks_per_year": decimal(found.weeks_per_year),
        "administration_nok_per_full_time_equivalent": _kroner(found.administration),
        "budget_nok": _kroner(found.budget),
        "certainty_percent": decimal(found.certainty * 100),
        "levels_percent": [decimal(level * 100) for level in found.levels],
        "seed": found.seed,
        "draws": found.draws,
    }
    return {name: value for name, value in data.items() if value is not None}


def _group_data(group: Group) -> Mapping[str, Any]:
    data = {
        "name": group.name,
        "persons": group.persons,
        "price_nok_per_hour": _kroner(group.price),
        "take_up_percent": uncertain_data(group.take_up, PERCENT) if group.wanted is None else None,
        "shared_take_up_percent": None
        if group.shared_take_up == FULL
        else uncertain_data(group.shared_take_up, PERCENT),
        "wanted_hours_per_week": None if group.wanted is None else uncertain_data(group.wanted, HOUR),
        "newcomers_per_year": decimal(group.newcomers),
        "leavers_percent": decimal(group.leavers * 100),
        "basis": group.basis or None,
    }
    return {name: value for name, value in data.items() if value is not None}


def _kroner(ore: int | None) -> Any:
    return None if ore is None else decimal(Fraction(ore) / KRONE)
