"""Rows ⇄ the routines of the journey: the only translator."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from rettvis.journey.routines import Content, Done, Routine, RoutineAct, Version
from rettvis.web.access.models import Municipality
from rettvis.web.pages.content import from_json, to_json
from rettvis.web.routines.models import RoutineActRow, RoutineRevision, RoutineRow


@dataclass(frozen=True)
class Registered:
    """A routine with its row, and the number of its newest revision."""

    row: RoutineRow
    routine: Routine
    revision: int


def registered(municipalities: Iterable[Municipality]) -> list[Registered]:
    """The routines of the municipalities, by title. Two queries, however many there are."""
    return _read(RoutineRow.objects.filter(municipality__in=list(municipalities)))


def find(municipalities: Iterable[Municipality], pk: int, *, lock: bool = False) -> Registered | None:
    """One routine of the municipalities; None when there is none by that number for the reader."""
    rows = RoutineRow.objects.filter(municipality__in=list(municipalities), pk=pk)
    return next(iter(_read(rows.select_for_update(of=("self",)) if lock else rows)), None)


def content_of(content: Content) -> dict[str, object]:
    """What a revision keeps."""
    kept: dict[str, object] = to_json(content)
    return kept


def _read(rows: Iterable[RoutineRow]) -> list[Registered]:
    found = {row.pk: row for row in rows}
    revisions, acts = defaultdict(list), defaultdict(list)
    for revision in RoutineRevision.objects.filter(routine__in=found).order_by("number"):
        revisions[revision.routine_id].append(revision)
    for act in RoutineActRow.objects.filter(routine__in=found).select_related("by").order_by("pk"):
        acts[act.routine_id].append(act)
    together = [
        Registered(row, _routine(revisions[pk], acts[pk]), revisions[pk][-1].number)
        for pk, row in found.items()
    ]
    return sorted(together, key=lambda one: one.routine.shown.content.title.casefold())


def _routine(revisions: list[RoutineRevision], acts: list[RoutineActRow]) -> Routine:
    newest = {revision.version: revision for revision in revisions}
    return Routine(tuple(_version(number, row, revisions, acts) for number, row in sorted(newest.items())))


def _version(
    number: int, newest: RoutineRevision, revisions: list[RoutineRevision], acts: list[RoutineActRow]
) -> Version:
    return Version(
        number,
        from_json(Content, newest.content),
        frozenset(str(one.saved_by_id) for one in revisions if one.version == number),
        tuple(_done(act) for act in acts if act.version == number),
    )


def _done(row: RoutineActRow) -> Done:
    act = RoutineAct(row.act)
    return Done(act, str(row.by_id), row.by.name, timezone.localdate(row.at), row.comment)
