"""The limit: one fused loop over all facts that writes the outputs and knows no rule.

No engine that reads every fact once and writes the outputs can be faster than about this.
"""

from typing import Any

import numpy as np
from numba import get_num_threads, njit, prange

from bench.rules.cases import Cases
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.rulekit.expression import Kind


@njit(parallel=True, cache=False)
def _fused(days: Any, whole: Any, yes: Any, codes: Any, figure: Any, answers: Any) -> None:
    """Read a row's days, whole numbers, booleans and codes; write one figure and the answers."""
    for row in prange(len(figure)):
        total = np.int32(codes[row])
        for column in range(len(days)):
            total += days[column][row]
        for column in range(len(whole)):
            total += whole[column][row]
        for column in range(len(yes)):
            total += yes[column][row]
        figure[row] = total
        for column in range(len(answers)):
            answers[column][row] = (total >> column) & 1


class Limit:
    """The loop with its columns at hand."""

    def __init__(self, cases: Cases) -> None:
        arrays = cases.arrays
        kinds: dict[Kind, list[Any]] = {kind: [] for kind in Kind}
        for fact in FACTS:
            values = arrays[fact.name]
            kinds[fact.kind].append(values.astype(np.int32) if fact.kind is Kind.DATE else values)
        self.columns = (
            tuple(kinds[Kind.DATE]),
            tuple(kinds[Kind.INTEGER]),
            tuple(values.view(np.uint8) for values in kinds[Kind.BOOLEAN]),
            kinds[Kind.TEXT][0],
        )
        self.size = len(cases)
        self.threads = get_num_threads()

    def __call__(self) -> Any:
        """Run it once, into new arrays as every engine does."""
        figure = np.empty(self.size, np.int32)
        answers = tuple(np.empty(self.size, np.uint8) for _ in range(5))
        _fused(*self.columns, figure, answers)
        return figure, answers
