"""What is written for one person: a finding of the condition, hours by the scheme, and their end.

Whoever writes has locked the person's row first; a number that is counted twice is refused by the database.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.decision.document import Letterhead, Recipient, Signer
from rettvis.journey.handling import EventKind
from rettvis.journey.supplement import (
    ConditionAnswer,
    Introduced,
    SupplementTold,
    check_finding,
    condition_lapsed_letter,
    introduce,
    lapses_on,
    supplement_letter,
)
from rettvis.lawbook.supplement import SchemeVersion, check_introduction
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.events import NewEvent, record_events
from rettvis.web.application.models import Case, Person
from rettvis.web.correspondence.sending import LetterToSend, letterhead_of, send_letters
from rettvis.web.decision.in_force import newest_revisions
from rettvis.web.decision.services import official
from rettvis.web.decision.store import draft_in
from rettvis.web.supplement.candidates import considered
from rettvis.web.supplement.models import FindingRow, GrantEndRow, GrantRow, Introduction, Why
from rettvis.web.supplement.store import Held, KnownScheme, as_finding, held_by, version_of

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
        return write_grants([Giving(case, tried, found.held)], known, version, user, now)[0]


def version_for(known: KnownScheme, step: int, first: date) -> tuple[SchemeVersion, list[Fault]]:
    """The version that holds on ``first`` (the newest where none does), and why the step cannot be given."""
    version = known.scheme.at(first) or known.scheme.newest
    return version, check_introduction(version, step, first)


@dataclass(frozen=True)
class Giving:
    """Hours that somebody is to have: her case, what was tried, and what she has before."""

    case: Case
    tried: Introduced
    held: list[Held]


def write_grants(
    given: Sequence[Giving],
    known: KnownScheme,
    version: SchemeVersion,
    user: User,
    now: datetime,
    introduction: Introduction | None = None,
) -> list[GrantRow]:
    """Write the hours, end what they take the place of, and send the letters; in the caller's transaction."""
    rows = [_grant_row(one, known, version, user, now, introduction) for one in given]
    GrantRow.objects.bulk_create(rows)
    for one, row in zip(given, rows, strict=True):
        last = one.tried.ends
        if last is not None:
            _end(
                [each for each in one.held if _runs_after(each, last)], last, Why.REPLACED, user, now, by=row
            )
    writing = _Writing([one.case for one in given], user, now)
    letters = []
    for one, row in zip(given, rows, strict=True):
        assert one.tried.grant is not None
        language, head, signer = writing.of(one.case)
        told = SupplementTold(version, one.tried.grant, signer)
        document = supplement_letter(told, language, head, synthetic=one.case.municipality.synthetic)
        letters.append(LetterToSend(one.case, GIVEN, document, f"{GIVEN}:{row.pk}"))
    _send(letters, user, now)
    return rows


def _grant_row(
    one: Giving,
    known: KnownScheme,
    version: SchemeVersion,
    user: User,
    now: datetime,
    introduction: Introduction | None,
) -> GrantRow:
    grant = one.tried.grant
    assert grant is not None
    return GrantRow(
        person_id=one.case.person_id,
        number=len(one.held) + 1,
        case=one.case,
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
    ends = _end(running, last, Why.LAPSED, user, now, finding=row)
    writing, letters = _Writing([case], user, now), []
    for end, one in zip(ends, running, strict=True):
        assert one.grant is not None
        language, head, signer = writing.of(case)
        told = SupplementTold(version_of(one.row), replace(one.grant, last=last), signer)
        document = condition_lapsed_letter(
            told, row.reason, language, head, synthetic=case.municipality.synthetic
        )
        letters.append(LetterToSend(case, ENDED, document, f"{ENDED}:{end.pk}"))
    _send(letters, user, now)


class _Writing:
    """What letters in many cases have in common: who signs, the office, and each person's language."""

    def __init__(self, cases: Sequence[Case], user: User, now: datetime) -> None:
        self.user = user
        self.day = timezone.localdate(now)
        drafts = {row.case_id: draft_in(row.content) for row in newest_revisions([case.pk for case in cases])}
        self.languages = {number: draft.language for number, draft in drafts.items()}
        self.heads: dict[int, Letterhead] = {}
        self.signers: dict[tuple[int, str], Signer] = {}

    def of(self, case: Case) -> tuple[str, Letterhead, Signer]:
        """The language of the newest decision of the case, the letterhead, and who signs."""
        language = self.languages.get(case.pk, "nb")
        unit = case.unit_id
        if unit not in self.heads:
            self.heads[unit] = letterhead_of(case, self.day)
        if (unit, language) not in self.signers:
            who = official(self.user, case, language)
            self.signers[unit, language] = Signer(who.name, who.title)
        recipient = Recipient(case.person.name)
        head = replace(self.heads[unit], case_number=case.number, recipient=recipient)
        return language, head, self.signers[unit, language]


def _send(letters: Sequence[LetterToSend], user: User, now: datetime) -> None:
    send_letters(letters, user, now)
    on, sent = timezone.localdate(now), EventKind.LETTER_SENT
    record_events(NewEvent(one.case, sent, user, now, on, reason=one.document.title) for one in letters)
