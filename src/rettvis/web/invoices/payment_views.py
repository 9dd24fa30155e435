"""What comes of invoices: the files for the ledger system, and what is owed of what was paid in advance."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.invoices.ledger import cases_in, excluded_on, export, waiting
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
    numbers = sorted({row.due.reference for row in rows})
    look_up(grants(request.user, SEE)[0], SEE, cases=numbers, what=REFUNDS)
    context = {
        "rows": rows,
        "year": year,
        "years": [(str(one), str(one)) for one in years],
        "total": sum(row.due.amount for row in rows),
    }
    return render(request, "invoices/refunds.jinja", context)


@guarded(SEE, post=Action.EXPORT_PAYMENTS)
def exports(request: HttpRequest) -> HttpResponse:
    """The files for the ledger system; a POST makes one of everything that is approved and in none."""
    if request.method == "POST":
        municipality = grants(request.user, Action.EXPORT_PAYMENTS)[0].municipality
        key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
        made = export(request.user, municipality, key, timezone.now())
        messages.success(request, _("The file is made.") if made else _("Nothing is waiting for payment."))
        return redirect("ledger_exports")
    own = [grant.municipality_id for grant in grants(request.user, SEE)]
    excluded = excluded_on(own, timezone.localdate())
    context = {
        "rows": list(_exports(request).select_related("made_by").defer("content").order_by("-id")[:200]),
        "waiting": waiting(own).exclude(line__invoice__provider__in=excluded).count(),
        "held": waiting(own).filter(line__invoice__provider__in=excluded).count() if excluded else 0,
        "may_export": may(request.user, Action.EXPORT_PAYMENTS),
        "key": uuid4().hex,
    }
    return render(request, "invoices/exports.jinja", context)


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
