"""Reasons for returning a decision: a municipality's list, its versions, and what was chosen how often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.decision import Chosen
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.decision.control import ReturnGiven, ReturnReasonList

USUAL = {
    "not_found_out": gettext_noop("The need is not found out well enough"),
    "participation": gettext_noop("The person’s view is missing, or not weighed"),
    "reasons": gettext_noop("The reasons do not say why"),
    "law": gettext_noop("The wrong rule, or a condition is not tried"),
    "hours": gettext_noop("The hours do not follow from the assessment"),
    "norm_only": gettext_noop("The reason rests on a norm alone"),
    "best_interests": gettext_noop("The child’s best interests are not assessed"),
    "language": gettext_noop("The letter is hard to understand"),
    "other": gettext_noop("Something else"),
}
"""What is chosen from until a municipality has made a list of its own."""

LONGEST, MOST = 200, 40
WHAT = gettext_noop("The reasons for returning a decision")


@dataclass(frozen=True)
class Whole:
    """A whole municipality as a place: a role in one unit of it does not reach."""

    municipality_id: int
    unit_id: None = None


def reasons_for(municipality: int) -> tuple[int, list[Chosen]]:
    """The list in use and its number, 0 for the usual one (in the reader's language)."""
    newest = ReturnReasonList.objects.filter(municipality=municipality).order_by("-number").first()
    return (0, listed(None)) if newest is None else (newest.number, listed(newest.content))


def listed(content: Iterable[tuple[str, str]] | None) -> list[Chosen]:
    """The reasons of a list as it is kept; the usual ones, in the reader's language, where there is none."""
    if content is None:
        return [Chosen(key, _(text)) for key, text in USUAL.items()]
    return [Chosen(key, text) for key, text in content]


def chosen_of(municipality: int, keys: Iterable[str]) -> tuple[Chosen, ...]:
    """The reasons with these keys in the list in use. Raises ``Faulty`` for none, or for one not there."""
    known = {reason.key: reason for reason in reasons_for(municipality)[1]}
    asked = list(dict.fromkeys(keys))
    if not asked or any(key not in known for key in asked):
        raise Faulty([Fault("chosen", sentence("Choose at least one reason from the list."))])
    return tuple(known[key] for key in asked)


def keep_given(case: Case, chosen: Sequence[Chosen], user: User, on: date) -> None:
    """Write the reasons of a return; call it in the transaction of the return."""
    if chosen:
        number, _list = reasons_for(case.municipality_id)
        ReturnGiven.objects.bulk_create(
            ReturnGiven(case=case, on=on, key=one.key, text=one.text, list_number=number, by=user)
            for one in chosen
        )


def save_reasons(
    municipality: Municipality, based_on: int, rows: Sequence[tuple[str, str]], user: User
) -> ReturnReasonList:
    """Save a new version of the list: pairs of key (empty for a new reason) and text, without empty texts.

    Raises ``Faulty`` when somebody has saved since ``based_on``, and ``Refused``.
    """
    grant = require(user, Action.SET_DECISION_RULES, Whole(municipality.pk))
    texts = [(key, " ".join(text.split())) for key, text in rows if text.strip()]
    faults = [
        Fault(f"rows.{place}", sentence("Shorten the reason to at most {most} characters.", most=LONGEST))
        for place, (_key, text) in enumerate(texts)
        if len(text) > LONGEST
    ]
    if not texts or len(texts) > MOST:
        faults.append(Fault("rows", sentence("Write from 1 to {most} reasons.", most=MOST)))
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        number, before = reasons_for(municipality.pk)
        if number != based_on:
            faults.append(Fault("rows", sentence("Somebody has saved the list meanwhile. Look at it again.")))
        if faults:
            raise Faulty(faults)
        content = _with_keys(texts, {reason.key for reason in before})
        look_up(grant, Action.SET_DECISION_RULES, what=WHAT)
        return ReturnReasonList.objects.create(
            municipality=municipality, number=number + 1, content=content, saved_by=user
        )


def counted(municipalities: Iterable[Municipality], since: date) -> list[dict[str, object]]:
    """How often each reason was chosen since a day, most often first, with the newest words for it."""
    rows = ReturnGiven.objects.filter(case__municipality__in=list(municipalities), on__gte=since)
    found = rows.values("key").annotate(
        times=Count("pk"), cases=Count("case", distinct=True), text=Max("text"), last=Max("on")
    )
    return list(found.order_by("-times", "key"))


def _with_keys(texts: Sequence[tuple[str, str]], known: set[str]) -> list[tuple[str, str]]:
    """Each reason with its own key, or a new one that no reason of the list has had."""
    taken, found = set(known), []
    for key, text in texts:
        own, number = key, 1
        if key not in known:
            own = stem = slugify(text)[:30] or "reason"
            while own in taken:
                number += 1
                own = f"{stem}-{number}"
        taken.add(own)
        found.append((own, text))
    return found
