"""Who knows of one case: shut out by a leader, named for a protected one, or let in by herself in need.

Every service writes rows that are never changed (``rettvis.web.access.need_to_know``); the gate reads them.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import ALLOWED, IN_NEED, Action
from rettvis.web.access.gate import Refused, grants, may, may_be_opened_in_need, require
from rettvis.web.access.log import known_shape, look_up
from rettvis.web.access.models import NeedReview, NeedToKnow, RoleAssignment, User
from rettvis.web.access.need_to_know import LONGEST_REASON, Kind
from rettvis.web.application.models import Case

IN_NEED_FOR = timedelta(hours=4)
"""How long a case that was opened in need stays open: a shift's worth of acting, not a second way in."""

SHORTEST_REASON = 10


def shut_out(case: Case, user: User, reason: str, last_day: date | None, by: User) -> NeedToKnow:
    """Shut ``user`` out of ``case`` through ``last_day``, or until somebody ends it; at once.

    A leader must be left who sees the case. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    require(by, Action.SHUT_OUT, case)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        faults = _reason_faults(reason) + _day_faults(last_day)
        if not _leaders_left(case, without=user):
            message = sentence(
                "Nobody would be left to lead this case. Give another leader a role where the case is first."
            )
            faults.append(Fault("user", message))
        if faults:
            raise Faulty(faults)
        row = _say(Kind.SHUT_OUT, case, user, reason, last_day, by)
        if case.assigned_to_id == user.pk:
            case.assigned_to = None
            case.save(update_fields=["assigned_to"])
    return row


def name_staff(case: Case, user: User, reason: str, last_day: date | None, by: User) -> NeedToKnow:
    """Let ``user``, who has a role where the case is, see a protected case through ``last_day``."""
    grant = require(by, Action.NAME_STAFF, case)
    faults = _reason_faults(reason) + _day_faults(last_day)
    if last_day is None:
        faults.append(Fault("last_day", sentence("Write the last day on which the case may be seen.")))
    if user not in staff_of(case):
        message = sentence("{name} has no role where this case is.", name=user.name)
        faults.append(Fault("user", message))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        row = _say(Kind.NAMED, case, user, reason, last_day, by)
        what = gettext_noop("Who sees a protected case")
        look_up(grant, Action.NAME_STAFF, case_number=case.number, what=what)
    return row


def end_early(case: Case, row: NeedToKnow, reason: str, by: User) -> NeedToKnow:
    """End what a row says before its time, once; nobody ends what shuts herself out."""
    require(by, Action.NAME_STAFF if row.kind == Kind.NAMED else Action.SHUT_OUT, case)
    if row.case_id != case.pk or row.kind == Kind.IN_NEED or row.ends_id:
        raise Refused(Action.SHUT_OUT, case.number, municipality_id=case.municipality_id)
    if row.kind == Kind.SHUT_OUT and row.user_id == by.pk:
        raise Refused(Action.SHUT_OUT, case.number, municipality_id=case.municipality_id)
    faults = _reason_faults(reason)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        ended = NeedToKnow.objects.filter(ends=row).first()
        if ended is not None:
            return ended
        ended = NeedToKnow.objects.create(
            kind=row.kind, user=row.user, case=case, reason=reason.strip(), made_by=by, ends=row
        )
    row.user.forget()
    return ended


def open_in_need(asked: str, reason: str, by: User) -> Case:
    """Open a case that only its unit hides from ``by``, for some hours; it goes on the list for review.

    ``asked`` is a case number or a national identity number. One answer to every case that cannot be opened,
    whether it is there or not. Raises ``Faulty`` with every fault; the look-up is logged.
    """
    grant = require(by, Action.OPEN_IN_NEED)
    faults = _reason_faults(reason)
    words = "".join(asked.split())
    found = [case for case in _asked_for(words, by) if may_be_opened_in_need(by, case)]
    if not found:
        look_up(
            grant,
            Action.OPEN_IN_NEED,
            case_number=known_shape(words),
            what=gettext_noop("A case was not opened"),
        )
        message = sentence(
            "There is no such case that can be opened in need. Check the number. If the case is closed "
            "to you on purpose, ask a leader."
        )
        raise Faulty([Fault("asked", message), *faults])
    if faults:
        raise Faulty(faults)
    case = found[0]
    if may(by, Action.SEE_CASE, case):
        return case
    with transaction.atomic():
        NeedToKnow.objects.create(
            kind=Kind.IN_NEED,
            user=by,
            case=case,
            reason=reason.strip(),
            until=timezone.now() + IN_NEED_FOR,
            made_by=by,
        )
        by.forget()
        grant = next(
            one for one in grants(by, Action.OPEN_IN_NEED) if one.municipality_id == case.municipality_id
        )
        grant.basis = IN_NEED
        what = gettext_noop("A case was opened in need")
        look_up(grant, Action.OPEN_IN_NEED, case_number=case.number, what=what)
    return case


def review(opening: NeedToKnow, justified: bool | None, comment: str, by: User) -> NeedReview:
    """Settle an opening: the first review counts, and nobody reviews her own."""
    case = opening.case
    grant = require(by, Action.REVIEW_NEED, case)
    if opening.kind != Kind.IN_NEED or opening.user_id == by.pk:
        raise Refused(Action.REVIEW_NEED, case.number, municipality_id=case.municipality_id)
    faults = _reason_faults(comment, "comment")
    if justified is None:
        faults.append(Fault("justified", sentence("Choose whether it was justified.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        done = NeedReview.objects.filter(opening=opening).first()
        if done is not None:
            return done
        what = gettext_noop("A case opened in need was reviewed")
        look_up(grant, Action.REVIEW_NEED, case_number=case.number, what=what)
        return NeedReview.objects.create(
            opening=opening, justified=bool(justified), comment=comment.strip(), made_by=by
        )


def staff_of(case: Case) -> list[User]:
    """Everybody with a role today that would open the case, whatever is said of the case; by name."""
    given = RoleAssignment.objects.in_force(timezone.localdate()).covering(case)
    given = given.filter(role__in=ALLOWED[Action.SEE_CASE], user__is_active=True)
    return list(User.objects.filter(pk__in=given.values("user")).order_by("name", "pk"))


def _leaders_left(case: Case, without: User) -> bool:
    """Whether a leader other than ``without`` still may see who sees the case."""
    given = RoleAssignment.objects.in_force(timezone.localdate()).covering(case)
    leaders = given.filter(role__in=ALLOWED[Action.SHUT_OUT], user__is_active=True).exclude(user=without)
    out = NeedToKnow.objects.in_force(timezone.now()).filter(case=case, kind=Kind.SHUT_OUT)
    return leaders.exclude(user__in=out.values("user")).exists()


def _say(kind: Kind, case: Case, user: User, reason: str, last_day: date | None, by: User) -> NeedToKnow:
    """The row, once: the same said again while it is in force is one."""
    until = None if last_day is None else _end_of(last_day)
    said = {"kind": kind, "user": user, "case": case, "until": until, "reason": reason.strip()}
    row = NeedToKnow.objects.in_force(timezone.now()).filter(**said).first()
    row = row or NeedToKnow.objects.create(made_by=by, **said)
    user.forget()
    by.forget()
    return row


def _asked_for(words: str, by: User) -> list[Case]:
    """The cases with this number, or of the person with this national identity number; the newest first."""
    if not words:
        return []
    own = [grant.municipality_id for grant in grants(by, Action.OPEN_IN_NEED)]
    rows = Case.objects.filter(municipality__in=own).select_related("person").order_by("-pk")
    if known_shape(words):
        return list(rows.filter(number=words))
    return list(rows.filter(person__national_id=words)[:20]) if len(words) == 11 else []


def _reason_faults(reason: str, place: str = "reason") -> list[Fault]:
    length = len(reason.strip())
    if length < SHORTEST_REASON:
        return [Fault(place, sentence("Write the reason in a few words that somebody else understands."))]
    if length > LONGEST_REASON:
        message = sentence(
            "The text is {length:number} characters. Shorten it to at most {longest:number}.",
            length=length,
            longest=LONGEST_REASON,
        )
        return [Fault(place, message)]
    return []


def _day_faults(last_day: date | None) -> list[Fault]:
    if last_day is not None and last_day < timezone.localdate():
        return [Fault("last_day", sentence("The last day has passed. Write today or a later day."))]
    return []


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
