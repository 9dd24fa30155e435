"""Invented tables in the format of Statistics Norway, for tests."""

import json
from typing import Any


def a_table(**changed: Any) -> dict[str, Any]:
    """Hours and users in two places, one of them under two numbers, in two years; codes that say nothing."""
    data: dict[str, Any] = {
        "class": "dataset",
        "version": "2.0",
        "label": "En oppdiktet tabell",
        "updated": "2026-06-15T06:00:00Z",
        "id": ["q1", "q2", "q3"],
        "size": [3, 2, 2],
        "role": {"time": ["q3"], "metric": ["q2"]},
        "dimension": {
            "q1": dimension(
                "region", {"3033": "Ullensaker (2020-2023)", "3209": "Ullensaker (2024-)", "9999": "Storvik"}
            ),
            "q2": dimension(
                "statistikkvariabel", {"h": "Timer", "u": "Brukere"}, {"h": "timer", "u": "personer"}
            ),
            "q3": dimension("år", {"2023": "2023", "2024": "2024"}),
        },
        "value": [1000, 0, 20, 0, 0, 1100, 0, 22, 500.5, None, 5, 4],
        "status": {"9": ":"},
    }
    return {**data, **changed}


def dimension(label: str, categories: dict[str, str], units: dict[str, str] | None = None) -> dict[str, Any]:
    """One dimension with its categories in order."""
    category: dict[str, Any] = {
        "index": {code: place for place, code in enumerate(categories)},
        "label": categories,
    }
    if units:
        category["unit"] = {code: {"base": unit, "decimals": 0} for code, unit in units.items()}
    return {"label": label, "category": category}


def text(**changed: Any) -> str:
    """The table as the text of its file."""
    return json.dumps(a_table(**changed))
