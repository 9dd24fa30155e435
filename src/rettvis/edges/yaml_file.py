"""A YAML file that somebody else has read: what the readers of its content need of it."""

from collections.abc import Mapping
from typing import Any, Protocol

from rettvis.rulekit.faults import Fault


class YamlFile(Protocol):
    """A YAML file that was read: its values, its faults so far, and the line of every name."""

    @property
    def data(self) -> Mapping[str, Any]:
        """The names and values."""
        ...

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with how it is written."""
        ...

    def place(self, name: str = "") -> str:
        """The file and line of a name, dots for nesting."""
        ...
