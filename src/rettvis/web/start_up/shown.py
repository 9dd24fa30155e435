"""What the start-up page shows of a case: steps, offers, changes, journeys and stays, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from rettvis.journey.delivery.start_up import (
    AnsweredBy,
    Completes,
    JourneyDecision,
    Progress,
    ProviderAnswer,
    StayKind,
    StepStanding,
)
from rettvis.journey.delivery.start_up.checks import Journey, change_warning, journey_warnings
from rettvis.rulekit.wording import Sentence
from rettvis.web.pages.engine import language
from rettvis.web.start_up.acts import ANSWER, WAY_TO
from rettvis.web.start_up.models import LineKind, StartUpLine
from rettvis.web.start_up.store import is_abroad
from rettvis.web.start_up.writing import Known

LABELS = {
    **{str(one): one.label for one in (*ProviderAnswer, *JourneyDecision, *StayKind)},
    **{f"by {one}": one.label for one in AnsweredBy},
}


@dataclass(frozen=True)
class ShownStep:
    """One step: where its form is, how late it is, and the line that says it is done."""

    number: int
    name: str
    what: str
    standing: StepStanding
    is_next: bool
    late: int
    query: str
    row: StartUpLine | None


@dataclass(frozen=True)
class ShownLine:
    """A line with what is worth a warning."""

    row: StartUpLine
    label: Sentence | str = ""
    warnings: tuple[Sentence, ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class ShownStartUp:
    """Everything that the page shows of it."""

    steps: list[ShownStep]
    progress: Progress
    days: int | None
    choices: list[ShownLine] = field(default_factory=list)
    changes: list[ShownLine] = field(default_factory=list)
    journeys: list[ShownLine] = field(default_factory=list)
    stays: list[ShownLine] = field(default_factory=list)
    not_needed: StartUpLine | None = None


def shown(known: Known, carried: dict[str, int], today: date) -> ShownStartUp:
    """What is shown of what stands; ``carried`` are minutes that went along with changes, by their keys."""
    own = [row for row in known.rows if row.case_id == known.case.pk]
    begun = known.progress.first_day
    of_choice = (LineKind.OFFERED, LineKind.ANSWERED)
    return ShownStartUp(
        steps=list(_steps(known, own, today)),
        progress=known.progress,
        days=None if begun is None else (begun - known.start_up.decided_on).days,
        choices=[ShownLine(row, LABELS.get(row.choice, "")) for row in own if row.kind in of_choice],
        changes=[_change(known, row, carried) for row in known.of_kind(LineKind.CHANGE)],
        journeys=[_journey(known, row) for row in known.of_kind(LineKind.JOURNEY)],
        stays=[ShownLine(row, LABELS[row.choice]) for row in known.of_kind(LineKind.STAY)],
        not_needed=next((row for row in own if row.kind == LineKind.NOT_NEEDED), None),
    )


def _steps(known: Known, own: list[StartUpLine], today: date) -> Iterable[ShownStep]:
    waiting = known.progress.waiting
    for number, one in enumerate(known.progress.steps, 1):
        open_ = waiting is not None and one.done is None
        act = WAY_TO[one.step.completes]
        if one.step.completes is Completes.CHOICE and known.start_up.offered_on is not None:
            act = ANSWER
        more = {"steg": one.step.key} if one.step.completes is Completes.PLAIN else {}
        yield ShownStep(
            number=number,
            name=one.step.name.say(language()),
            what=one.step.what.say(language()),
            standing=one,
            is_next=waiting is not None and waiting.step == one.step,
            late=max(0, (today - one.due_on).days) if open_ else 0,
            query=urlencode({"hva": act.name, **more}) if open_ else "",
            row=next((row for row in own if row.kind == LineKind.DONE and row.step == one.step.key), None),
        )


def _change(known: Known, row: StartUpLine, carried: dict[str, int]) -> ShownLine:
    warning = change_warning(known.start_up.plan, row.told_on or row.day, row.day)
    return ShownLine(row, "", (warning,) if warning else (), carried.get(row.key, 0))


def _journey(known: Known, row: StartUpLine) -> ShownLine:
    told = Journey(row.told_on or row.day, row.day, row.last or row.day, is_abroad(row.country))
    return ShownLine(row, LABELS[row.choice], tuple(journey_warnings(known.start_up.plan, told)))
