"""What a run of what-ifs tells, as a document with stable keys. Minutes are a week, money is øre a year."""

from collections.abc import Mapping, Sequence
from typing import Any

from rettvis.journey.simulation.what_if import Between, Counted, Division, Group, Result
from rettvis.rulekit.frames.outcomes import CODES


def what_if_data(result: Result, divided: Sequence[Mapping[str, Division]]) -> dict[str, Any]:
    """The answer, with the groups as they may be shown: null stands for what is hidden."""
    prices = result.prices
    return {
        "law_date": result.law_date,
        "versions": [{"from": version.first, "until": version.last} for version in result.versions],
        "cases": result.persons,
        "assumptions": {
            "price_ore_per_hour": prices.hour,
            "price_ore_per_hour_otherwise": prices.hour_otherwise,
            "weeks_per_year": prices.weeks,
            "supplement_step": prices.step,
        },
        "today": counted_data(result.today),
        "scenarios": [
            {
                "name": counted.scenario.name,
                "set": dict(counted.scenario.changes),
                "norms": counted.scenario.norms or None,
                **counted_data(counted),
                **_beside(counted),
                "by": {
                    name: [_group(key, group) for key, group in sorted(division.items())]
                    for name, division in divisions.items()
                },
            }
            for counted, divisions in zip(result.scenarios, divided, strict=True)
        ],
    }


def counted_data(counted: Counted) -> dict[str, Any]:
    """Today or one what-if: who has the right, the hours and the cost."""
    supplement = counted.supplement
    return {
        "outcomes": {outcome.value: number for outcome, number in counted.whole.outcomes().items()},
        "right": _bounds(counted.whole.right),
        "minutes": _bounds(counted.minutes),
        "counted_minutes": {"known": counted.assessed, "cases_not_known": counted.not_assessed},
        "supplement": supplement
        and {
            "step": supplement.step,
            "persons": _bounds(supplement.persons),
            "minutes": _bounds(supplement.minutes),
        },
        "cost_ore": _bounds(counted.cost),
        "more_than_otherwise_ore": _bounds(counted.more_than_otherwise),
    }


def _bounds(between: Between | None) -> dict[str, int | None] | None:
    return None if between is None else {"at_least": between.least, "at_most": between.most}


def _beside(counted: Counted) -> dict[str, Any]:
    whole = counted.whole
    return {
        "gain": _bounds(whole.gain),
        "lose": _bounds(whole.lose),
        "become_open": whole.become_open,
        "become_settled": whole.become_settled,
        "moved": [
            {"from": before.value, "to": after.value, "cases": number}
            for before in CODES
            for after in CODES
            if before is not after and (number := whole.moved.get((before, after)))
        ],
    }


def _group(key: str, group: Group) -> dict[str, Any]:
    """One group; null stands for what is hidden."""
    return {
        "group": key,
        "cases": group.persons,
        "right_today": group.right_today,
        "open_today": group.open_today,
        "gain": group.gain,
        "lose": group.lose,
        "right": group.right,
        "open": group.open,
    }
