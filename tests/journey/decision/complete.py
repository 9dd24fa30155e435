"""A complete case: nothing stands between it and the person, and every test takes one thing away."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import rettvis.web
from rettvis.edges.case_files import CaseFile, read_case
from rettvis.journey.decision import Act, CaseSnapshot, Decision, Event, Official

FOLDER = Path(rettvis.web.__file__).parent / "demo" / "cases"
CASEWORKER = Official("siri", "Siri Saksbehandler", "Saksbehandler")
LEADER = Official("ola", "Ola Leder", "Teamleder", may_approve=True)


@cache
def case_file(name: str) -> CaseFile:
    """One of the golden cases."""
    return read_case(FOLDER / f"{name}.yaml")


def approved(decision: Decision, on: date) -> Decision:
    """The decision, prepared by one person and approved by another."""
    for act, by in ((Act.SEND_FOR_APPROVAL, CASEWORKER), (Act.APPROVE, LEADER)):
        done = decision.after(Event(act, by, on))
        assert isinstance(done, Decision), done
        decision = done
    return decision


@cache
def complete(name: str = "sak-3") -> CaseSnapshot:
    """A golden case, approved and ready to be sent."""
    file = case_file(name)
    return replace(file.case, decision=approved(file.case.decision, file.on))


def on_day(name: str = "sak-3") -> date:
    """The day the golden case is looked at."""
    return case_file(name).on


def changed(part: Any, path: str, value: Any) -> Any:
    """``part`` with the field at ``path`` (dots, and numbers for places in a tuple) set to ``value``."""
    first, _, rest = path.partition(".")
    if isinstance(part, tuple):
        place = int(first)
        new = changed(part[place], rest, value) if rest else value
        return (*part[:place], new, *part[place + 1 :])
    new = changed(getattr(part, first), rest, value) if rest else value
    return replace(part, **{first: new})
