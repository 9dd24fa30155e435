"""The routines register: written routines and forms, who approved them, and which steps they cover."""

from rettvis.journey.routines.checks import check_act, check_content, missing_in_content
from rettvis.journey.routines.coverage import Lack, Mark, StepCovered, coverage, in_words
from rettvis.journey.routines.routine import (
    CaseStep,
    Content,
    Done,
    Routine,
    RoutineAct,
    RoutineKind,
    Status,
    Version,
)

__all__ = [
    "CaseStep",
    "Content",
    "Done",
    "Lack",
    "Mark",
    "Routine",
    "RoutineAct",
    "RoutineKind",
    "Status",
    "StepCovered",
    "Version",
    "check_act",
    "check_content",
    "coverage",
    "in_words",
    "missing_in_content",
]
