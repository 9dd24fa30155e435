"""The pages of price regulation: the indexes, the rule of an agreement, and what it gives."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.delivery.price_regulation import PriceRounding, half_years
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.delivery.form_page import form_page
from rettvis.web.delivery.models import Agreement, IndexSeries, IndexValue, Regulation, RegulationRule
from rettvis.web.delivery.proposals import DueLine, dues_of, rule_of
from rettvis.web.delivery.regulation import (
    NewRule,
    NewValue,
    register_index,
    take_in,
    write_index_value,
    write_rule,
)
from rettvis.web.delivery.regulation_forms import IndexForm, IndexValueForm, RuleForm
from rettvis.web.delivery.views import agreement_of, own_municipalities
from rettvis.web.pages.engine import day as day_text
from rettvis.web.pages.engine import language, month_name, say

SEE, CHANGE = Action.SEE_PROVIDERS, Action.CHANGE_PROVIDERS


@guarded(SEE)
def price_indexes(request: HttpRequest) -> HttpResponse:
    """The indexes that agreements follow, with the newest figure of each."""
    rows = indexes(request).prefetch_related("values")
    shown = [(row, _newest(row)) for row in rows]
    context = {"rows": shown, "may_change": may(request.user, CHANGE)}
    return render(request, "delivery/indexes.jinja", context)


@guarded(CHANGE, post=CHANGE)
def new_index(request: HttpRequest) -> HttpResponse:
    """Register an index."""

    def form(data: Any) -> IndexForm:
        return IndexForm(data, own=own_municipalities(request))

    def act(data: dict[str, Any], _key: str) -> IndexSeries:
        told = (data["municipality"], data["name"], data["source"])
        return register_index(request.user, *told, timezone.now())

    back = reverse("price_indexes")
    return form_page(request, form, _("New index"), act, None, to="price_index", back=back)


@guarded(SEE)
def price_index(request: HttpRequest, index: int) -> HttpResponse:
    """One index: every figure, the newest month first; what was corrected stands too."""
    row = _index(request, index)
    values = list(row.values.order_by("-month", "-pk"))
    newest = {one.month: one.pk for one in reversed(values)}
    context = {
        "index": row,
        "values": [
            (one, _month(one.month), _decimal(one.value), newest[one.month] == one.pk) for one in values
        ],
        "may_change": may(request.user, CHANGE),
    }
    return render(request, "delivery/index.jinja", context)


@guarded(CHANGE, post=CHANGE)
def new_index_value(request: HttpRequest, index: int) -> HttpResponse:
    """Write the index of a month."""
    row = _index(request, index)

    def act(data: dict[str, Any], key: str) -> IndexSeries:
        found: IndexValue = write_index_value(request.user, row, NewValue(**data), key, timezone.now())
        return found.series

    title = _("New figure of %(index)s") % {"index": row.name}
    back = reverse("price_index", args=[row.pk])
    return form_page(request, IndexValueForm, title, act, None, to="price_index", back=back)


@guarded(CHANGE, post=CHANGE)
def new_rule(request: HttpRequest, agreement: int) -> HttpResponse:
    """Write how an agreement regulates its prices."""
    row = agreement_of(request, agreement)
    known = {one.pk: one for one in indexes(request).filter(municipality=row.provider.municipality_id)}

    def form(data: Any) -> RuleForm:
        made = RuleForm(data)
        made.fields["series"].choices = [(one.pk, one.name) for one in known.values()]
        return made

    def act(data: dict[str, Any], key: str) -> Agreement:
        month = data.pop("month")
        half = row.regulation == Regulation.HALF_YEAR
        new = NewRule(
            **{
                **data,
                "series": known[data["series"]],
                "months": half_years(month) if half else (month,),
                "months_back": -1 if data["months_back"] is None else data["months_back"],
                "percent": data["percent"] or 0,
            }
        )
        found: RegulationRule = write_rule(request.user, row, new, key, timezone.now())
        return found.agreement

    title = _("Price regulation in agreement %(reference)s") % {"reference": row.reference}
    back = reverse("price_regulation", args=[row.pk])
    return form_page(request, form, title, act, row.provider, to="price_regulation", back=back)


@guarded(SEE, post=CHANGE)
def price_regulation(request: HttpRequest, agreement: int) -> HttpResponse:
    """The rule of an agreement and what it gives; prices are taken in by a person, a day at a time."""
    row = agreement_of(request, agreement)
    faults: list[str] = []
    if request.method == "POST":
        try:
            day = _day(request.POST.get("day", ""))
            taken = take_in(request.user, row, day, request.POST.get("seen", ""), timezone.now())
        except Faulty as refusal:
            faults = [say(fault.message) for fault in refusal.faults]
        else:
            told = _("The prices are taken in.") if taken else _("The prices were taken in already.")
            messages.success(request, told)
            return redirect("price_regulation", row.pk)
    today = timezone.localdate()
    rule = rule_of(row)
    context = {
        "agreement": row,
        "provider": row.provider,
        "rule": rule,
        "rule_facts": _facts(rule) if rule else [],
        "dues": [
            (due, _month(due.month), [_shown(line) for line in due.lines])
            for due in dues_of(row, today, rule)
        ],
        "by_index": row.regulation in (Regulation.INDEX, Regulation.HALF_YEAR),
        "has_index": rule is not None or indexes(request).exists(),
        "may_change": may(request.user, CHANGE),
        "faults": faults,
    }
    return render(request, "delivery/regulation.jinja", context, status=422 if faults else 200)


def indexes(request: HttpRequest) -> Any:
    """The indexes of the municipalities whose providers the reader may see, by name."""
    own = {grant.municipality_id for grant in grants(request.user, SEE)}
    return IndexSeries.objects.filter(municipality__in=own).order_by("name", "pk")


def _newest(row: IndexSeries) -> str:
    """The figure of the newest month, in words."""
    newest = max(row.values.all(), key=lambda one: (one.month, one.pk), default=None)
    return f"{_decimal(newest.value)} ({_month(newest.month)})" if newest else ""


def _index(request: HttpRequest, number: int) -> IndexSeries:
    row: IndexSeries | None = indexes(request).filter(pk=number).first()
    if row is None:
        raise Http404
    return row


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _month(month: date) -> str:
    return f"{month_name(month)} {month.year}"


def _decimal(text: str) -> str:
    return text if language() == "en" else text.replace(".", ",")


def _facts(rule: RegulationRule) -> list[tuple[str, str]]:
    """The rule in words."""
    months = [month_name(date(2000, month, 1)) for month in rule.months]
    return [
        (_("Index"), rule.series.name),
        (_("Regulated from the prices of"), day_text(rule.first)),
        (_("The index at the start"), f"{_decimal(rule.base_value)} ({_month(rule.base_month)})"),
        (_("Prices change on the first day of"), ", ".join(months)),
        (_("By the index of so many months before"), str(rule.months_back)),
        (_("Percent of the price that follows the index"), f"{rule.percent}\u00a0%"),
        (_("Rounding"), say(PriceRounding(rule.rounding).label)),
        (_("Where the agreement says so"), rule.source),
    ]


def _shown(line: DueLine) -> dict[str, Any]:
    """A price line in the reader's language."""
    return {
        "line": line,
        "kind": say(ShiftKind(line.kind).label) if line.kind else "",
        "explanation": say(line.proposal.explanation()) if line.proposal else "",
    }
