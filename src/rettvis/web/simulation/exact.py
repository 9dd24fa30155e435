"""Kept content with exact numbers: a database gives numbers with decimals as floats."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def exact_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same content, where a number is just what is written in it."""
    found = json.loads(json.dumps(content), parse_float=Decimal)
    assert isinstance(found, dict)
    return found
