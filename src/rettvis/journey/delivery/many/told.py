"""What the checks of one part have found, gathered a block at a time."""

from dataclasses import fields
from typing import Any

import numpy as np

from rettvis.journey.delivery.deviation import CODES, NO_LINE, DeviationCode
from rettvis.journey.delivery.many.columns import DeviationColumns, WholeNumbers

_KINDS = {"code": np.uint8, "person": np.int32, "assistant": np.int32, "first": np.int32, "last": np.int32}
_NAMES = tuple(field.name for field in fields(DeviationColumns))


class Gathered:
    """Blocks of deviations of one kind each, put together at the end."""

    def __init__(self) -> None:
        self._blocks: list[dict[str, WholeNumbers]] = []

    def add(self, code: DeviationCode, count: int, **columns: Any) -> None:
        """``count`` deviations: a column or a number for each thing, the rest nothing."""
        if not count:
            return
        usual = {"found": 0, "allowed": 0, "first": 0, "last": 0, "code": CODES.index(code)}
        block = {}
        for name in _NAMES:
            value = columns.get(name, usual.get(name, NO_LINE))
            block[name] = np.broadcast_to(np.asarray(value), count).astype(_KINDS.get(name, np.int64))
        self._blocks.append(block)

    def table(self) -> DeviationColumns:
        """All of them."""
        return DeviationColumns(
            **{
                name: np.concatenate([block[name] for block in self._blocks])
                if self._blocks
                else np.empty(0, _KINDS.get(name, np.int64))
                for name in _NAMES
            }
        )


def together(tables: list[DeviationColumns]) -> DeviationColumns:
    """Several tables as one."""
    if not tables:
        return Gathered().table()
    return DeviationColumns(
        **{name: np.concatenate([getattr(table, name) for table in tables]) for name in _NAMES}
    )
