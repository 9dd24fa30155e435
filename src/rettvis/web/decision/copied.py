"""A case that began as a copy of an earlier one: what was copied, and which parts were looked into anew.

A person's needs are investigated anew in each case (fvl. § 17): a part that stands as it was copied must be
confirmed by somebody before the gate opens.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from rettvis.journey.decision import CopiedPart, CopyOf
from rettvis.journey.handling import EventKind
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.models import ApplicationRevision, Case, CaseEvent, Kind, Revision
from rettvis.web.application.newest import Newest
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.sections import SECTIONS
from rettvis.web.calculation.models import CalculationRevision

STEPS: Mapping[str, type[Revision]] = {
    "application": ApplicationRevision,
    "assessment": AssessmentRevision,
    "calculation": CalculationRevision,
}
"""The steps that are copied."""

KINDS = (EventKind.COPIED, EventKind.CONFIRMED)


@dataclass(frozen=True)
class Part:
    """A part that is confirmed on its own: its step, its title, and which facts of the step it holds."""

    name: str
    step: str
    title: str | Promise
    facts: tuple[str, ...] = ()


_FACTS = {
    "samtaler": ("contacts",),
    "husstand": ("household", "supervisor"),
    "barnet": ("child",),
    "dognklokke": ("clock", "several_or_night_continuous"),
    "medvirkning": ("participation",),
    "periode": ("need", "summary"),
}

PARTS = (
    Part("application", "application", _("The application")),
    *(Part(one.slug, "assessment", one.title, _FACTS[one.slug]) for one in SECTIONS if one.slug in _FACTS),
    Part("calculation", "calculation", _("The calculation")),
)
"""What is confirmed. Answers to the municipality's own forms are not copied, and so are given anew."""


@dataclass(frozen=True)
class Copy:
    """What a case was copied from, the content as it was copied, and which parts somebody has confirmed."""

    source: str
    decided_on: date
    copied_on: date
    base: Mapping[str, Any]
    confirmed: Mapping[str, CaseEvent] = field(default_factory=dict)

    def parts(self, now: Mapping[str, Any]) -> Iterable[tuple[Part, bool]]:
        """Each copied part that holds something, and whether it stands as it was copied."""
        for part in PARTS:
            if part.step in self.base:
                before, after = _facts(part, self.base[part.step]), _facts(part, now.get(part.step))
                if part.name != "barnet" or any(before) or any(after):
                    yield part, before == after


def copy_events(case: Case) -> list[CaseEvent]:
    """The events of copying and confirming, in the order they were written."""
    if case.kind == Kind.NEW:
        return []
    kinds = [str(kind) for kind in KINDS]
    return list(CaseEvent.objects.filter(case=case, kind__in=kinds).select_related("by").order_by("pk"))


def copy_in(case: Case, events: Iterable[CaseEvent]) -> Copy | None:
    """What the case was copied from; None where it was not."""
    source, confirmed = None, {}
    for event in events:
        if event.kind == EventKind.COPIED:
            source = event
        elif event.kind == EventKind.CONFIRMED:
            confirmed[event.data["part"]] = event
    if source is None:
        return None
    return Copy(
        source.data["source"],
        date.fromisoformat(source.data["decided_on"]),
        source.on,
        _contents(case, source.data["steps"]),
        confirmed,
    )


def copy_of(found: Copy, newest: Newest) -> CopyOf:
    """The copy as the gate and the internal record read it."""
    parts = tuple(
        CopiedPart(part.name, _in_english(part.title), unchanged, _who(found.confirmed.get(part.name)))
        for part, unchanged in found.parts(contents_now(newest))
    )
    return CopyOf(found.source, found.decided_on, parts)


def contents_now(newest: Newest) -> dict[str, Any]:
    """The newest content of each step that can be copied."""
    return {step: newest.content(model) for step, model in STEPS.items()}


def _who(event: CaseEvent | None) -> str:
    return event.by.name if event is not None and event.by is not None else ""


def _facts(part: Part, content: Any) -> list[Any]:
    if not part.facts:
        return [content]
    return [(content or {}).get(name) for name in part.facts]


def _in_english(title: str | Promise) -> Sentence:
    with override("en"):
        return Sentence(str(title))


def _contents(case: Case, numbers: Mapping[str, int]) -> dict[str, Any]:
    """The content of one revision of each step, in one query."""
    steps = [step for step in STEPS if step in numbers]
    if not steps:
        return {}
    question = " UNION ALL ".join(
        f"SELECT {place}, content FROM {connection.ops.quote_name(STEPS[step]._meta.db_table)} "
        "WHERE case_id = %s AND number = %s"
        for place, step in enumerate(steps)
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [value for step in steps for value in (case.pk, numbers[step])])
        return {steps[place]: json.loads(content) for place, content in cursor.fetchall()}
