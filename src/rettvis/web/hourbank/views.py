"""The page of a person's hour bank: a year at a glance, and every line behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.hourbank import Account
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.models import User
from rettvis.web.application.cases import on_case, visible_cases
from rettvis.web.application.models import Case
from rettvis.web.hourbank.asked import read_asked
from rettvis.web.hourbank.shown import bank_shown
from rettvis.web.hourbank.store import end_of, read_bank
from rettvis.web.hourbank.write_views import ACTS
from rettvis.web.pages.steps import case_page

WHAT = gettext_noop("The hour bank")
SHOWN = 12
"""So many lines are shown until somebody asks for all."""


@on_case(WHAT, get=Action.SEE_BANK, post=None)
def hour_bank(request: HttpRequest, case: Case) -> HttpResponse:
    """The bank of the person whose case it is, for one service and year."""
    asked = read_asked(request.GET, timezone.localdate())
    moment = None if asked.known_on is None else end_of(asked.known_on)
    ledger, rows = read_bank([case.person_id], asked.year, moment, named=True)
    services = [one.service for one in ledger.accounts(asked.year)]
    context: dict[str, Any] = {
        "asked": asked,
        "bank": None,
        "years": _years(ledger.grants, asked.year, asked.today.year),
        "acts": ACTS,
        "may_write": asked.known_on is None and may(request.user, Action.CHANGE_BANK, case),
        "shown": SHOWN,
        "numbers": (),
    }
    if services:
        service = asked.service if asked.service in services else services[0]
        account = Account(str(case.person_id), service, asked.year)
        context["bank"] = bank_shown(ledger, rows, account, asked.day, services)
        context["numbers"] = _numbers(request.user, case, {grant.source for grant in ledger.grants})
    return case_page(request, "hourbank/page.jinja", case, context, current="hourbank")


def _numbers(user: User, case: Case, sources: set[str]) -> set[str]:
    """The cases that hours come from and that ``user`` may open."""
    others = sources - {case.number}
    if not others:
        return {case.number}
    found = visible_cases(user).filter(person=case.person_id, number__in=others)
    return {case.number, *found.values_list("number", flat=True)}


def _years(grants: Any, year: int, today: int) -> tuple[int | None, int | None]:
    """The year before and the year after that may be looked at."""
    first = min((grant.first.year for grant in grants), default=today)
    return (year - 1 if year > first else None, year + 1 if year < today else None)
