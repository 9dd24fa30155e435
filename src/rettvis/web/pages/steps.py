"""The steps of a case, in order. Each step registers itself; the layout shows those that exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.marks import mark
from rettvis.web.pages.tabs import tabs_of


class State(StrEnum):
    """How far a step has come."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    DONE = "done"
    NEEDS_ATTENTION = "needs_attention"


STATE_NAMES: Mapping[State, Promise] = {
    State.NOT_STARTED: _("Not started"),
    State.STARTED: _("Started"),
    State.DONE: _("Done"),
    State.NEEDS_ATTENTION: _("Needs attention"),
}

ORDER = ("application", "assessment", "calculation", "conditions", "decision", "letter")


class CaseLike(Protocol):
    """What a step's state is read from: columns of the case, never another query."""

    number: str
    steps: dict[str, str]


def state_in_column(name: str) -> Callable[[CaseLike], State]:
    """The usual state function: reads what the step's services wrote in ``case.steps``."""
    return lambda case: State(case.steps.get(name, State.NOT_STARTED))


@dataclass(frozen=True)
class Step:
    """One step: its ``name`` in :data:`ORDER`, a title, the name of its page's address, and its state."""

    name: str
    title: str | Promise
    url_name: str
    state: Callable[[CaseLike], State]


@dataclass(frozen=True)
class ShownStep:
    """A step as the stepper shows it for one case."""

    name: str
    title: str
    address: str
    state: State
    state_name: str
    current: bool


_registered: dict[str, Step] = {}


def register(step: Step) -> None:
    """Add a step to the journey; call it from the step's ``AppConfig.ready``."""
    if step.name not in ORDER:
        raise ValueError(f"“{step.name}” is not a step of the journey: {', '.join(ORDER)}")
    _registered[step.name] = step


def steps_of(case: CaseLike, current: str = "") -> list[ShownStep]:
    """The registered steps of ``case`` in the order of the journey."""
    return [_shown(_registered[name], case, current) for name in ORDER if name in _registered]


def case_page(
    request: HttpRequest,
    template: str,
    case: CaseLike,
    context: Mapping[str, Any],
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page about one case; ``template`` extends ``pages/case_page.jinja``.

    ``current`` is the name of the step or of the tab that the page is.
    """
    roles = {grant.role for grant in request.user.roles_on(timezone.localdate())}
    filled = {
        "case": case,
        "steps": steps_of(case, current),
        "tabs": tabs_of(case.number, roles, current),
        "current_step": current,
        "copied": None,
        **context,
    }
    mark(case, current, filled)
    return render(request, template, filled, status=status)


def _shown(step: Step, case: CaseLike, current: str) -> ShownStep:
    state = step.state(case)
    return ShownStep(
        name=step.name,
        title=str(step.title),
        address=reverse(step.url_name, args=[case.number]),
        state=state,
        state_name=str(STATE_NAMES[state]),
        current=step.name == current,
    )
