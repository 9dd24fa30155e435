"""How far a start-up has come: what is done and by whom, what it waits for, since when, how late."""

from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.delivery.start_up.choices import Completes, ProviderAnswer, WaitsFor
from rettvis.journey.delivery.start_up.plan import PlanStep, PlanVersion


@dataclass(frozen=True)
class StepDone:
    """A step that is done, on which day, and who did it or took part."""

    key: str
    on: date
    who: str


@dataclass(frozen=True)
class ChosenProvider:
    """The newest answer: ``provider`` is a name, empty where none is chosen."""

    answer: ProviderAnswer
    on: date
    who: str
    provider: str = ""


@dataclass(frozen=True)
class StartUp:
    """What has happened since a decision: the newest offer's day, the newest answer, and steps that are done.

    ``not_needed_on`` is the day from which nothing is to be started, as where the same assistance goes on.
    """

    decided_on: date
    plan: PlanVersion
    offered_on: date | None = None
    chosen: ChosenProvider | None = None
    done: tuple[StepDone, ...] = ()
    not_needed_on: date | None = None


@dataclass(frozen=True)
class StepStanding:
    """A step, when it should be done, and that it is done where it is."""

    step: PlanStep
    due_on: date
    done: StepDone | None


@dataclass(frozen=True)
class Waiting:
    """What a start-up waits for: the step, for whom, since when, and when it should be done."""

    step: PlanStep
    waits_for: WaitsFor
    since: date
    due_on: date

    def late_on(self, day: date) -> int:
        """How many days late it is on a day; 0 while it is not."""
        return max(0, (day - self.due_on).days)

    def waited_on(self, day: date) -> int:
        """How many days it has waited."""
        return max(0, (day - self.since).days)


@dataclass(frozen=True)
class Progress:
    """Every step in order, and what is waited for; None where nothing is."""

    steps: tuple[StepStanding, ...]
    waiting: Waiting | None

    @property
    def first_day(self) -> date | None:
        """The first day of assistance."""
        found = (one.done.on for one in self.steps if one.done and one.step.completes is Completes.FIRST_DAY)
        return next(found, None)


def progress(start_up: StartUp) -> Progress:
    """How far it has come. Steps may be done in any order; the first that is not done is the next."""
    steps = tuple(
        StepStanding(step, start_up.decided_on + timedelta(days=step.days), _done(start_up, step))
        for step in start_up.plan.steps
    )
    undone = next((one for one in steps if one.done is None), None)
    if undone is None or start_up.not_needed_on is not None:
        return Progress(steps, None)
    since = _since(start_up, steps, undone)
    return Progress(steps, Waiting(undone.step, _waits_for(start_up, undone.step), since, undone.due_on))


def _done(start_up: StartUp, step: PlanStep) -> StepDone | None:
    if step.completes is Completes.CHOICE:
        chosen = start_up.chosen
        return StepDone(step.key, chosen.on, chosen.who) if chosen and chosen.provider else None
    return next((one for one in start_up.done if one.key == step.key), None)


def _waits_for(start_up: StartUp, step: PlanStep) -> WaitsFor:
    """The municipality must offer the choice first, and make it itself where the person wants that."""
    if step.completes is not Completes.CHOICE:
        return step.waits_for
    if start_up.offered_on is None:
        return WaitsFor.MUNICIPALITY
    asked = start_up.chosen is not None and start_up.chosen.answer is ProviderAnswer.MUNICIPALITY
    return WaitsFor.MUNICIPALITY if asked else step.waits_for


def _since(start_up: StartUp, steps: tuple[StepStanding, ...], undone: StepStanding) -> date:
    """The day from which nothing but the step itself was missing."""
    days = [start_up.decided_on]
    days += [one.done.on for one in steps[: steps.index(undone)] if one.done]
    if undone.step.completes is Completes.CHOICE:
        days += [start_up.offered_on] if start_up.offered_on else []
        if start_up.chosen is not None and start_up.chosen.answer is ProviderAnswer.MUNICIPALITY:
            days.append(start_up.chosen.on)
    return max(days)
