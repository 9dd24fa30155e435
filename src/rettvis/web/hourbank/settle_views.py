"""The settlement of a year as a page: every account with its reason, then one act; and its rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.hourbank import Leftover
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.hourbank.asked import is_year
from rettvis.web.hourbank.forms import RuleForm
from rettvis.web.hourbank.models import SettlementRuleRow, SettlementRun
from rettvis.web.hourbank.rules import set_rule
from rettvis.web.hourbank.settling import WHAT, DryRun, dry_run, settle_year
from rettvis.web.hourbank.sources import service_title, service_titles
from rettvis.web.pages.engine import say

USUAL = "bpa"


@dataclass(frozen=True)
class AskedSettlement:
    """Which year, service and municipality (of those where the person settles)."""

    year: int
    service: str
    municipality: int


@guarded(Action.SETTLE_BANK, Action.SETTLE_BANK)
def settlement(request: HttpRequest) -> HttpResponse:
    """What the settlement would do, and on a POST the settlement itself."""
    titles = service_titles()
    asked, now = _asked(request, titles), timezone.now()
    faults: list[str] = []
    if request.method == "POST":
        try:
            settle_year(
                asked.municipality,
                asked.service,
                asked.year,
                request.user,
                now,
                seen=request.POST.get("seen", ""),
            )
        except Faulty as faulty:
            faults = [say(fault.message) for fault in faulty.faults]
        else:
            messages.success(request, _("The year is settled, and the letters are sent."))
            return redirect(f"{reverse('settlement')}?aar={asked.year}&tjeneste={asked.service}")
    found: DryRun | None = None
    try:
        found = dry_run(asked.municipality, asked.service, asked.year, request.user, now)
    except Faulty as faulty:
        faults += [say(fault.message) for fault in faulty.faults]
    if found is not None and found.cases:
        grant = grants(request.user, Action.SETTLE_BANK)[0]
        look_up(
            grant, Action.SETTLE_BANK, cases=sorted({case.number for case in found.cases.values()}), what=WHAT
        )
    context: dict[str, Any] = {
        "asked": asked,
        "today": timezone.localdate(),
        "found": found,
        "leftover": "" if found is None else Leftover(found.rule.leftover).label,
        "faults": faults,
        "title_of": titles[asked.service],
        "services": titles,
        "runs": list(_runs(asked)),
    }
    status = 422 if faults and request.method == "POST" else 200
    return render(request, "hourbank/settlement.jinja", context, status=status)


@guarded(Action.SEE_BANKS, Action.SETTLE_BANK)
def settlement_rules(request: HttpRequest) -> HttpResponse:
    """Every rule there has been, the newest first; a leader sets a new one, and none is ever changed."""
    form = RuleForm(
        request.POST or None,
        initial={"holds_from": timezone.localdate().replace(month=1, day=1), "leftover": Leftover.LAPSE},
    )
    if request.method == "POST" and form.is_valid():
        try:
            for place in municipalities(request.user, Action.SETTLE_BANK):
                set_rule(place.pk, form.rule(), request.user, timezone.now())
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("The rule is set."))
            return redirect("settlement_rules")
    places = [one.pk for one in municipalities(request.user, Action.SEE_BANKS)]
    rows = SettlementRuleRow.objects.filter(municipality__in=places).select_related("set_by")
    context = {
        "form": form,
        "rows": [
            (row, service_title(row.service), Leftover(row.leftover).label)
            for row in rows.order_by("-holds_from", "-pk")
        ],
        "may_set": may(request.user, Action.SETTLE_BANK),
    }
    return render(request, "hourbank/rules.jinja", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, titles: Mapping[str, object]) -> AskedSettlement:
    data, today = request.POST or request.GET, timezone.localdate()
    year, service = data.get("aar", ""), data.get("tjeneste", "")[:60]
    own = sorted(one.pk for one in municipalities(request.user, Action.SETTLE_BANK))
    return AskedSettlement(
        year=int(year) if is_year(year, today) else today.year - 1,
        service=service if service in titles else USUAL,
        municipality=own[0],
    )


def _runs(asked: AskedSettlement) -> Any:
    rows = SettlementRun.objects.filter(
        municipality=asked.municipality, service=asked.service, year=asked.year
    )
    return rows.select_related("settled_by", "rule").order_by("-number")[:20]
