"""What is written for one person: a finding of the condition, hours by the scheme, and their end.

Whoever writes has locked the person's row first; a number that is counted twice is refused by the database.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.decision.document import Document, Signer
from rettvis.journey.handling import EventKind
from rettvis.journey.supplement import (
    ConditionAnswer,
    Introduced,
    SupplementGrant,
    SupplementTold,
    check_finding,
    condition_lapsed_letter,
    introduce,
    lapses_on,
    supplement_letter,
)
from rettvis.lawbook.supplement import SchemeVersion, check_introduction
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.gate import Action, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, Person
from rettvis.web.correspondence.sending import letterhead_of, send_letter
from rettvis.web.decision.in_force import newest_revisions
from rettvis.web.decision.services import official
from rettvis.web.decision.store import draft_in
from rettvis.web.supplement.candidates import considered
from rettvis.web.supplement.models import FindingRow, GrantEndRow, GrantRow, Introduction, Why
from rettvis.web.supplement.store import Held, KnownScheme, as_finding, held_by

GIVEN, ENDED = "supplement", "supplement_end"
"""The kinds of letters."""

CONDITION = gettext_noop("Whether the condition of the supplement scheme is fulfilled")
HOURS = gettext_noop("Hours by the supplement scheme")


def lock_people(people: Collection[int]) -> None:
    """Nobody else writes of these persons until the transaction is over."""
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk", flat=True))


def write_finding(
    case: Case,
    answer: ConditionAnswer | None,
    from_on: date | None,
    reason: str,
    user: User,
    now: datetime,
    *,
    key: str,
) -> FindingRow:
    """Write what was found of the condition; where it is not fulfilled, the hours end and a letter tells.

    The same ``key`` again is the same finding. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    grant = require(user, Action.FIND_SUPPLEMENT_CONDITION, case)
    with transaction.atomic():
        lock_people([case.person_id])
        earlier = FindingRow.objects.filter(key=key).first()
        if earlier is not None:
            return earlier
        faults = check_finding(answer, from_on, reason)
        if faults or answer is None or from_on is None:
            raise Faulty(faults)
        row = FindingRow.objects.create(
            person_id=case.person_id,
            case=case,
            key=key,
            answer=str(answer),
            from_on=from_on,
            reason=reason.strip(),
            found_by=user,
            found_at=now,
        )
        look_up(grant, Action.FIND_SUPPLEMENT_CONDITION, case_number=case.number, what=CONDITION)
        _lapse(case, row, user, now)
    return row


def give(case: Case, known: KnownScheme, step: int, first: date, user: User, now: datetime) -> GrantRow:
    """Give the person of one case the hours of a step; raises ``Faulty`` where she cannot have them now."""
    require(user, Action.GIVE_SUPPLEMENT, case)
    with transaction.atomic():
        lock_people([case.person_id])
        version, faults = version_for(known, step, first)
        if faults:
            raise Faulty(faults)
        [found] = considered(case.municipality_id, first, [case.person_id])
        tried = introduce(version, step, first, found.candidate)
        if tried.grant is None:
            raise Faulty([Fault("first", tried.because)])
        return write_grant(case, known, version, tried, found.held, user, now)


def version_for(known: KnownScheme, step: int, first: date) -> tuple[SchemeVersion, list[Fault]]:
    """The version that holds on ``first`` (the newest where none does), and why the step cannot be given."""
    version = known.scheme.at(first) or known.scheme.newest
    return version, check_introduction(version, step, first)


def write_grant(
    case: Case,
    known: KnownScheme,
    version: SchemeVersion,
    tried: Introduced,
    held: list[Held],
    user: User,
    now: datetime,
    introduction: Introduction | None = None,
) -> GrantRow:
    """Write the hours, end what they take the place of, and send the letter; in the caller's transaction."""
    grant = tried.grant
    assert grant is not None
    row = GrantRow.objects.create(
        person_id=case.person_id,
        number=len(held) + 1,
        case=case,
        scheme=known.row,
        version_from=version.period.first,
        service_code=version.service_code,
        step=grant.step,
        minutes_per_week=grant.minutes_per_week,
        starts_on=grant.first,
        ends_on=grant.last,
        introduction=introduction,
        granted_by=user,
        granted_at=now,
    )
    if tried.ends is not None:
        _end(
            [one for one in held if _runs_after(one, tried.ends)], tried.ends, Why.REPLACED, user, now, by=row
        )
    language = _language(case)
    told = SupplementTold(version, grant, _signer(user, case, language))
    head = letterhead_of(case, timezone.localdate(now))
    document = supplement_letter(told, language, head, synthetic=case.municipality.synthetic)
    _send(case, GIVEN, document, user, now, f"{GIVEN}:{row.pk}")
    return row


def end_grants(people: Collection[int], last: date, why: Why, user: User, now: datetime) -> list[GrantEndRow]:
    """End what the persons have after ``last``; in the caller's transaction."""
    running = [one for own in held_by(people).values() for one in own if _runs_after(one, last)]
    return _end(running, last, why, user, now)


def _runs_after(one: Held, last: date) -> bool:
    return one.grant is not None and (one.grant.last is None or one.grant.last > last)


def _end(
    running: list[Held],
    last: date,
    why: Why,
    user: User,
    now: datetime,
    *,
    by: GrantRow | None = None,
    finding: FindingRow | None = None,
) -> list[GrantEndRow]:
    return [
        GrantEndRow.objects.create(
            grant=one.row,
            last_day=last,
            why=why,
            finding=finding,
            replaced_by=by,
            ended_by=user,
            ended_at=now,
        )
        for one in running
    ]


def _lapse(case: Case, row: FindingRow, user: User, now: datetime) -> None:
    """The hours end where the finding says that the condition is not fulfilled."""
    last = lapses_on(as_finding(row))
    if last is None:
        return
    running = [one for one in held_by([case.person_id]).get(case.person_id, []) if _runs_after(one, last)]
    for end, one in zip(_end(running, last, Why.LAPSED, user, now, finding=row), running, strict=True):
        assert one.grant is not None
        document = _lapsed(case, one, replace(one.grant, last=last), row.reason, user, now)
        _send(case, ENDED, document, user, now, f"{ENDED}:{end.pk}")


def _lapsed(
    case: Case, one: Held, grant: SupplementGrant, reason: str, user: User, now: datetime
) -> Document:
    from rettvis.web.supplement.store import known

    language = _language(case)
    version = known(one.row.scheme).version(one.row.version_from)
    told = SupplementTold(version, grant, _signer(user, case, language))
    head = letterhead_of(case, timezone.localdate(now))
    return condition_lapsed_letter(told, reason, language, head, synthetic=case.municipality.synthetic)


def _signer(user: User, case: Case, language: str) -> Signer:
    who = official(user, case, language)
    return Signer(who.name, who.title)


def _language(case: Case) -> str:
    """The language of the person's letters: that of the newest decision of the case."""
    newest = newest_revisions([case.pk])
    return draft_in(newest[0].content).language if newest else "nb"


def _send(case: Case, kind: str, document: Document, user: User, now: datetime, key: str) -> None:
    letter, new = send_letter(case, kind, document, user, now, key=key)
    if new:
        on = timezone.localdate(now)
        record_event(case, EventKind.LETTER_SENT, user, now, on, reason=document.title, letter=letter.pk)
