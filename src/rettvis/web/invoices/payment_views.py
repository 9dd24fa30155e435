"""What comes of invoices: the files for the ledger system, and what is owed of what was paid in advance."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, municipalities, require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality
from rettvis.web.invoices.ledger import cases_in, excluded_on, export, waiting_in
from rettvis.web.invoices.looked_up import look_up_list
from rettvis.web.invoices.models import LONGEST_KEY, LedgerExport
from rettvis.web.invoices.settling_advance import refunds_of

REFUNDS = gettext_noop("Refunds of what was paid in advance")
FILE = gettext_noop("A file for the ledger system")
SEE = Action.SEE_INVOICES


@guarded(SEE)
def refunds(request: HttpRequest) -> HttpResponse:
    """What providers that were paid in advance owe for a year."""
    today = timezone.localdate()
    years = [today.year - back for back in range(4)]
    asked = request.GET.get("aar", "")
    year = int(asked) if asked in {str(one) for one in years} else today.year
    rows = refunds_of(request.user, year, today)
    cases: dict[int, list[str]] = {}
    for row in rows:
        cases.setdefault(row.municipality, []).append(row.due.reference)
    look_up_list(request.user, REFUNDS, cases)
    context = {
        "rows": rows,
        "year": year,
        "years": [(str(one), str(one)) for one in years],
        "total": sum(row.due.amount for row in rows),
    }
    return render(request, "invoices/refunds.jinja", context)


@guarded(SEE, post=Action.EXPORT_PAYMENTS)
def exports(request: HttpRequest) -> HttpResponse:
    """The files for the ledger system; a POST makes one of everything in a municipality that is in none."""
    own = sorted(municipalities(request.user, SEE), key=lambda one: one.name)
    if request.method == "POST":
        return _made(request)
    keys = [one.pk for one in own]
    excluded = excluded_on(keys, timezone.localdate())
    ready, held = waiting_in(keys, excluded)
    may_make = {one.pk for one in municipalities(request.user, Action.EXPORT_PAYMENTS)}
    rows = _exports(request).select_related("made_by", "municipality").defer("content")
    context = {
        "rows": list(rows.order_by("-id")[:200]),
        "places": [
            Waiting(one, ready.get(one.pk, 0), held.get(one.pk, 0), one.pk in may_make) for one in own
        ],
        "key": uuid4().hex,
    }
    return render(request, "invoices/exports.jinja", context)


@dataclass(frozen=True)
class Waiting:
    """How many lines of a municipality wait for a file, how many are left out, and if she may make it."""

    municipality: Municipality
    ready: int
    held: int
    may_make: bool


def _made(request: HttpRequest) -> HttpResponse:
    """Make the file of the municipality that the form names, or of her only one."""
    own = {one.number: one for one in municipalities(request.user, Action.EXPORT_PAYMENTS)}
    asked = request.POST.get("municipality", "") or (next(iter(own)) if len(own) == 1 else "")
    if asked not in own:
        messages.error(request, _("Choose which municipality the file is for."))
        return redirect("ledger_exports")
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    made = export(request.user, own[asked], key, timezone.now())
    messages.success(request, _("The file is made.") if made else _("Nothing is waiting for payment."))
    return redirect("ledger_exports")


@guarded(SEE)
def export_file(request: HttpRequest, export: int) -> HttpResponse:
    """One file, as it was made."""
    row = _exports(request).filter(pk=export).first()
    if row is None:
        raise Http404
    look_up(
        require_in(request.user, SEE, row.municipality_id),
        SEE,
        cases=cases_in(row),
        what=FILE,
    )
    answer = HttpResponse("\ufeff" + row.content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="regnskap-{row.pk}.csv"'
    return answer


def _exports(request: HttpRequest) -> "QuerySet[LedgerExport]":
    own = {grant.municipality_id for grant in grants(request.user, SEE)}
    return LedgerExport.objects.filter(municipality__in=own)
