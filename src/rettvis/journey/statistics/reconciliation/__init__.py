"""Our decisions in force beside what was reported to the national register (KPR/IPLOS): a list to mend from.

Reported hours are compared here, and go nowhere else: no step of a case can see them.
"""

from rettvis.journey.statistics.reconciliation.lines import ReportedLine, masked
from rettvis.journey.statistics.reconciliation.reconcile import (
    Mismatch,
    MismatchKind,
    Reconciliation,
    reconcile,
)

__all__ = ["Mismatch", "MismatchKind", "Reconciliation", "ReportedLine", "masked", "reconcile"]
