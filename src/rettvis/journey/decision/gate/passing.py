"""The gate itself: every check, in the order of the journey."""

from datetime import date

from rettvis.journey.decision.gate import approval, before_less, found_out, lines, right
from rettvis.journey.decision.gate.blocker import Blocker, Step, look
from rettvis.journey.decision.snapshot import CaseSnapshot

_CHECKS = (*found_out.CHECKS, *right.CHECKS, *lines.CHECKS, *before_less.CHECKS, *approval.CHECKS)


def gate(case: CaseSnapshot, on: date) -> tuple[Blocker, ...]:
    """Everything that stops the decision on the day ``on``, in the order of the journey; empty when nothing.

    With nothing of :func:`of_the_content` it may be sent for approval; with nothing at all, it may be sent.
    """
    seen = look(case, on)
    found = [blocker for check in _CHECKS for blocker in check(seen)]
    order = list(Step)
    return tuple(sorted(dict.fromkeys(found), key=lambda blocker: order.index(blocker.step)))
