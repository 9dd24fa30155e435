"""The rows of timesheets: files, shift lines, what deviates and how it is settled, approvals and unlockings.

No row is ever changed, except a file that waits to be looked at (:class:`WaitingFile`), which goes away.
That a file and a line are taken in once, that a line is approved once at a time, and that an approved line
is not withdrawn, the database itself holds.
"""

from rettvis.web.timesheets.models.approvals import Approval, ApprovedLine, Unlocking
from rettvis.web.timesheets.models.deviations import Deviation, Lapse, Settlement, Withdrawal
from rettvis.web.timesheets.models.files import SavedLayout, SheetFile, ShiftLine, WaitingFile
from rettvis.web.timesheets.models.measures import CheckedTo, CheckRuleRow, Death, FrameRow
from rettvis.web.timesheets.models.texts import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REFERENCE,
)

__all__ = [
    "LONGEST_COMMENT",
    "LONGEST_NAME",
    "LONGEST_PLACE",
    "LONGEST_REFERENCE",
    "Approval",
    "ApprovedLine",
    "CheckRuleRow",
    "CheckedTo",
    "Death",
    "Deviation",
    "FrameRow",
    "Lapse",
    "SavedLayout",
    "Settlement",
    "SheetFile",
    "ShiftLine",
    "Unlocking",
    "WaitingFile",
    "Withdrawal",
]
