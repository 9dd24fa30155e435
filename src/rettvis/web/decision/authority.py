"""Who may approve this decision: levels that count today, and everybody they reach or do not reach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from rettvis.journey.application import Service
from rettvis.journey.decision import Act, AuthorityLevel, Chosen, Weight, beyond, weight_of
from rettvis.journey.decision.status import last_by
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import ALLOWED, Action
from rettvis.web.access.models import RoleAssignment, User
from rettvis.web.decision.control import AuthorityRow, DecisionSettings, ReturnReasonList
from rettvis.web.decision.returns import listed
from rettvis.web.decision.whole_case import WholeCase


@dataclass(frozen=True)
class Approval:
    """Everybody who may be asked to approve, and what a return may be for in their municipality."""

    everybody: list["Approver"]
    return_reasons: list[Chosen]


@dataclass(frozen=True)
class Approver:
    """Somebody whose role may approve in the unit, and why she may not approve this decision."""

    user: User
    why_not: tuple[Sentence, ...]


def approval_of(whole: WholeCase, on: date, proposed_by: int | None = None) -> Approval:
    """Everybody whose role may approve in the case's unit on the day, by name; those who may come first.

    ``proposed_by`` is who has proposed what is approved, where it is not the decision as it was prepared.
    The municipality's prices and reasons come with the same question to the database as the people.
    """
    case = whole.case
    rows = levels_on(case.municipality_id, on)
    given = list(
        RoleAssignment.objects.in_force(on)
        .filter(
            Q(unit=None) | Q(unit=case.unit_id),
            municipality=case.municipality_id,
            role__in=ALLOWED[Action.APPROVE_DECISION],
            user__is_active=True,
        )
        .annotate(
            prices=newest(DecisionSettings, "prices"),
            reasons=newest(ReturnReasonList, "content"),
        )
        .select_related("user")
        .order_by("user__name", "user__pk")
    )
    weight = weight_in(whole, given[0].prices if given else None)
    prepared = last_by(whole.draft.decision.history, Act.SEND_FOR_APPROVAL)
    own = "" if prepared is None else prepared.by.key
    own = own if proposed_by is None else str(proposed_by)
    found: dict[int, Approver] = {}
    for grant in given:
        why = why_not(grant.user_id, grant.role, case.unit_id, rows, weight)
        if own == str(grant.user_id):
            why = (sentence("she prepared it"), *why)
        if grant.user_id not in found or not why:
            found[grant.user_id] = Approver(grant.user, why)
    everybody = sorted(found.values(), key=lambda one: bool(one.why_not))
    return Approval(everybody, listed(given[0].reasons if given else None))


def newest(model: type[DecisionSettings | ReturnReasonList], column: str) -> Subquery:
    """A column of the newest version of what an assignment's municipality has set; None where nothing is."""
    versions = model.objects.filter(municipality=OuterRef("municipality")).order_by("-number")
    return Subquery(versions.values(column)[:1])


def check_authority(whole: WholeCase, user: User, on: date, proposed_by: int | None = None) -> None:
    """Raises ``Faulty`` where ``user`` may not approve this decision: why not, and who may."""
    everybody = approval_of(whole, on, proposed_by).everybody
    mine = next((one for one in everybody if one.user.pk == user.pk), None)
    if mine is None or mine.why_not:
        raise Faulty([Fault("approver", not_within(user.name, mine, everybody))])


def not_within(name: str, mine: Approver | None, everybody: Iterable[Approver]) -> Sentence:
    """Why somebody may not approve, and who may."""
    why = [sentence("your role does not approve decisions here")] if mine is None else list(mine.why_not)
    may = [one.user.name for one in everybody if not one.why_not]
    if may:
        return sentence(
            "{name} may not approve this decision: {why}. These may: {names}.", name=name, why=why, names=may
        )
    return sentence(
        "{name} may not approve this decision: {why}. Nobody here may: a leader must set a higher level.",
        name=name,
        why=why,
    )


def weight_in(whole: WholeCase, prices: Mapping[str, int] | None) -> Weight:
    """What the case's decision asks of whoever approves it, by the municipality's prices (øre an hour)."""
    return weight_of(whole.snapshot, {Service(name): price for name, price in (prices or {}).items()})


def levels_on(municipality: int, on: date) -> list[AuthorityRow]:
    """The levels of a municipality that count on a day: of each scope the newest that has begun."""
    begun = AuthorityRow.objects.filter(municipality=municipality, from_on__lte=on).select_related(
        "unit", "user"
    )
    newest: dict[tuple[object, ...], AuthorityRow] = {}
    for row in begun.order_by("from_on", "pk"):
        newest[row.unit_id, row.role, row.user_id] = row
    return [row for row in newest.values() if not row.withdrawn]


def why_not(
    user: int, role: str, unit: int | None, rows: Sequence[AuthorityRow], weight: Weight
) -> tuple[Sentence, ...]:
    """Why the level of somebody in a role does not reach; empty where it does, or where there is no level.

    The user's own level counts before her role's, and one for the unit before one for the municipality.
    """
    for scope in ((unit, "", user), (None, "", user), (unit, role, None), (None, role, None)):
        found = next((row for row in rows if (row.unit_id, row.role, row.user_id) == scope), None)
        if found is not None:
            return beyond(level_in(found), weight)
    return ()


def level_in(row: AuthorityRow) -> AuthorityLevel:
    """The level that a row holds."""
    services = frozenset(Service(name) for name in row.services)
    return AuthorityLevel(row.most_minutes, row.most_cost, services, row.may_refuse)
