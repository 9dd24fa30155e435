"""Marks that a later step puts on the forms of earlier ones, such as what was changed since a copy."""

from collections.abc import Callable
from typing import Any

Marker = Callable[[Any, str, dict[str, Any]], None]
"""Marks a page: ``marker(case, current, context)`` may add to the context, and set ``was`` on form fields."""

_registered: list[Marker] = []


def register_marker(marker: Marker) -> None:
    """Add a marker; call it from the app's ``AppConfig.ready``."""
    if marker not in _registered:
        _registered.append(marker)


def mark(case: Any, current: str, context: dict[str, Any]) -> None:
    """Let every marker put its marks on the page of a case."""
    for marker in _registered:
        marker(case, current, context)
