"""The pages of providers: the list, one provider, and the forms that add to it."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.delivery import ShiftKind
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.delivery.form_page import form_page
from rettvis.web.delivery.forms import AgreementForm, ExclusionForm, PriceForm, ProviderForm
from rettvis.web.delivery.models import Agreement, AgreementPrice, Provider
from rettvis.web.delivery.services import (
    NewAgreement,
    NewPrice,
    providers,
    register_agreement,
    register_provider,
    write_exclusion,
    write_price,
)
from rettvis.web.delivery.store import excluded_in
from rettvis.web.pages.engine import language, say

SEE, CHANGE = Action.SEE_PROVIDERS, Action.CHANGE_PROVIDERS


@guarded(SEE)
def provider_list(request: HttpRequest) -> HttpResponse:
    """Every provider, with the agreement that is valid today."""
    today = timezone.localdate()
    rows = providers(request.user).prefetch_related("agreements", "exclusions")
    context = {
        "rows": [(row, _valid(row, today), _is_excluded(row, today)) for row in rows],
        "may_change": may(request.user, CHANGE),
    }
    return render(request, "delivery/providers.jinja", context)


@guarded(CHANGE, post=CHANGE)
def new_provider(request: HttpRequest) -> HttpResponse:
    """Register a provider."""

    def act(data: dict[str, Any], _key: str) -> Provider:
        municipality = grants(request.user, CHANGE)[0].municipality
        now = timezone.now()
        return register_provider(
            request.user, municipality, data["number"], data["name"], data["run_by"], now
        )

    return form_page(request, ProviderForm, _("New provider"), act, None)


@guarded(SEE)
def provider_page(request: HttpRequest, provider: int) -> HttpResponse:
    """One provider: agreements with every price that was ever agreed."""
    row = _provider(request, provider)
    today = timezone.localdate()
    agreements = row.agreements.prefetch_related(
        Prefetch("prices", AgreementPrice.objects.select_related("regulated"))
    ).order_by("-starts_on", "-pk")
    context = {
        "provider": row,
        "agreements": [(one, _prices(one, today), _kinds(one)) for one in agreements],
        "exclusions": list(row.exclusions.order_by("-from_on", "-pk")),
        "excluded": _is_excluded(row, today),
        "may_change": may(request.user, CHANGE),
        "today": today,
    }
    return render(request, "delivery/provider.jinja", context)


@guarded(CHANGE, post=CHANGE)
def new_agreement(request: HttpRequest, provider: int) -> HttpResponse:
    """Register an agreement."""
    row = _provider(request, provider)

    def act(data: dict[str, Any], _key: str) -> Provider:
        register_agreement(
            request.user, row, NewAgreement(**{**data, "kinds": tuple(data["kinds"])}), timezone.now()
        )
        return row

    return form_page(request, AgreementForm, _("New agreement"), act, row)


@guarded(CHANGE, post=CHANGE)
def new_price(request: HttpRequest, agreement: int) -> HttpResponse:
    """Write a price from a day."""
    row = agreement_of(request, agreement)

    def act(data: dict[str, Any], key: str) -> Provider:
        new = NewPrice(
            data["code"], data["kind"], data["from_on"], data["price"], data["why"], data["source"]
        )
        write_price(request.user, row, new, key, timezone.now())
        return row.provider

    title = _("New price in agreement %(reference)s") % {"reference": row.reference}
    return form_page(request, PriceForm, title, act, row.provider)


@guarded(CHANGE, post=CHANGE)
def exclusion(request: HttpRequest, provider: int) -> HttpResponse:
    """Exclude a provider from payment, or end it."""
    row = _provider(request, provider)

    def act(data: dict[str, Any], key: str) -> Provider:
        excluded = data["excluded"] == "yes"
        write_exclusion(request.user, row, data["from_on"], excluded, data["reason"], key, timezone.now())
        return row

    return form_page(request, ExclusionForm, _("Exclusion from payment"), act, row)


def agreement_of(request: HttpRequest, number: int) -> Agreement:
    """The agreement, of a provider that the reader may see."""
    rows = Agreement.objects.select_related("provider").filter(provider__in=providers(request.user))
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return row


def _provider(request: HttpRequest, number: int) -> Provider:
    row = providers(request.user).filter(pk=number).first()
    if row is None:
        raise Http404
    return row


def _valid(row: Provider, today: date) -> Agreement | None:
    valid = [
        one
        for one in row.agreements.all()
        if one.starts_on <= today and (one.ends_on is None or today <= one.ends_on)
    ]
    return max(valid, key=lambda one: one.starts_on, default=None)


def _is_excluded(row: Provider, today: date) -> bool:
    exclusions = sorted(row.exclusions.all(), key=lambda one: (one.from_on, one.pk))
    return any(today in period for period in excluded_in(exclusions))


def _prices(agreement: Agreement, today: date) -> list[dict[str, Any]]:
    """Every price row, the newest first in each price line, and which of them holds today."""
    rows = sorted(agreement.prices.all(), key=lambda row: (row.from_on, row.pk), reverse=True)
    holding = {}
    for row in rows:
        if row.from_on <= today:
            holding.setdefault(row.code, row.pk)
    ordered = sorted(rows, key=lambda row: row.code)
    return [
        {
            "row": row,
            "kind": ShiftKind(row.kind).label if row.kind else "",
            "explanation": _explanation(row),
            "holds": holding.get(row.code) == row.pk,
        }
        for row in ordered
    ]


def _explanation(row: AgreementPrice) -> str:
    """How a regulated price was counted, as it was told when it was taken in."""
    regulated = getattr(row, "regulated", None)
    return regulated.explanation[language()] if regulated else ""


def _kinds(row: Agreement) -> str:
    """The kinds of hour that an agreement covers."""
    return ", ".join(say(ShiftKind(one).label) for one in row.kinds or ()) or _("every kind")
