"""The case clock: what has happened in a case, for whom it waits, and how long its handling took."""

from rettvis.journey.handling.awaited import ON_THE_WAY, OTHERS, Awaited
from rettvis.journey.handling.clock import Clock, Standing, clock_of
from rettvis.journey.handling.due import Due, DueKind, OwnLimit, due_days, reply_due
from rettvis.journey.handling.events import HandlingEvent, in_force
from rettvis.journey.handling.figures import CaseTime, Spread, TimeFigures, months_back, time_figures
from rettvis.journey.handling.kinds import MOVES_THE_CLOCK, EventKind
from rettvis.journey.handling.next_step import NextStep, Work, next_step
from rettvis.journey.handling.registering import (
    BY_HAND,
    Needs,
    check_correction,
    check_new,
    correctable,
)
from rettvis.journey.handling.reply import (
    ReplyCase,
    ReplyPlan,
    WhyTime,
    check_reply,
    preliminary_reply_letter,
)
from rettvis.journey.handling.spent import HandlingTime, handling_time, waited_for
from rettvis.journey.handling.waits import Contradiction, Wait

__all__ = [
    "BY_HAND",
    "MOVES_THE_CLOCK",
    "ON_THE_WAY",
    "OTHERS",
    "Awaited",
    "CaseTime",
    "Clock",
    "Contradiction",
    "Due",
    "DueKind",
    "EventKind",
    "HandlingEvent",
    "HandlingTime",
    "Needs",
    "NextStep",
    "OwnLimit",
    "ReplyCase",
    "ReplyPlan",
    "Spread",
    "Standing",
    "TimeFigures",
    "Wait",
    "WhyTime",
    "Work",
    "check_correction",
    "check_new",
    "check_reply",
    "clock_of",
    "correctable",
    "due_days",
    "handling_time",
    "in_force",
    "months_back",
    "next_step",
    "preliminary_reply_letter",
    "reply_due",
    "time_figures",
    "waited_for",
]
