"""The pages of providers: the list, one provider, and the forms that add to it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.delivery import ShiftKind
from rettvis.rulekit.period import Period
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import Municipality
from rettvis.web.delivery.agreement_forms import AgreementForm, LastDayForm, PriceForm
from rettvis.web.delivery.changing import change_last_day, change_provider_facts
from rettvis.web.delivery.form_page import form_page
from rettvis.web.delivery.forms import ExclusionForm, ProviderFactsForm, ProviderForm
from rettvis.web.delivery.models import Agreement, AgreementPrice, Provider
from rettvis.web.delivery.services import (
    NewAgreement,
    NewPrice,
    overlapping,
    providers,
    register_agreement,
    register_provider,
    write_exclusion,
    write_price,
)
from rettvis.web.delivery.store import exclusions_of
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

    def form(data: Any) -> ProviderForm:
        return ProviderForm(data, own=own_municipalities(request))

    def act(data: dict[str, Any], _key: str) -> Provider:
        told = (data["municipality"], data["number"], data["name"], data["run_by"])
        return register_provider(request.user, *told, timezone.now())

    return form_page(request, form, _("New provider"), act, None)


@guarded(SEE)
def provider_page(request: HttpRequest, provider: int) -> HttpResponse:
    """One provider: agreements with every price that was ever agreed."""
    rows = Agreement.objects.filter(provider=provider, provider__in=providers(request.user))
    agreements = list(
        rows.select_related("provider")
        .prefetch_related(Prefetch("prices", AgreementPrice.objects.select_related("regulated")), "changes")
        .order_by("-starts_on", "-pk")
    )
    row = agreements[0].provider if agreements else _provider(request, provider)
    prefetch_related_objects([row], "exclusions")
    today = timezone.localdate()
    context = {
        "provider": row,
        "agreements": [(one, _prices(one, today), _kinds(one)) for one in agreements],
        "changes": row.changes.order_by("-pk"),
        "exclusions": sorted(row.exclusions.all(), key=lambda one: (one.from_on, one.pk), reverse=True),
        "excluded": _is_excluded(row, today),
        "may_change": any(one.municipality_id == row.municipality_id for one in grants(request.user, CHANGE)),
        "today": today,
    }
    return render(request, "delivery/provider.jinja", context)


@guarded(CHANGE, post=CHANGE)
def new_agreement(request: HttpRequest, provider: int) -> HttpResponse:
    """Register an agreement."""
    row = _provider(request, provider)

    def act(data: dict[str, Any], _key: str) -> Provider:
        new = NewAgreement(**{**data, "kinds": tuple(data["kinds"])})
        made = register_agreement(request.user, row, new, timezone.now())
        if others := overlapping(made):
            told = ", ".join(one.reference for one in others)
            messages.warning(
                request,
                _(
                    "The agreement covers the same days and hours as %(others)s. An invoice line is held "
                    "against the agreement that it names, or that has its price line."
                )
                % {"others": told},
            )
        return row

    return form_page(request, AgreementForm, _("New agreement"), act, row)


@guarded(CHANGE, post=CHANGE)
def last_day(request: HttpRequest, agreement: int) -> HttpResponse:
    """End an agreement, or extend it."""
    row = agreement_of(request, agreement)

    def form(data: Any) -> LastDayForm:
        return LastDayForm(data, initial={"ends_on": row.ends_on})

    def act(data: dict[str, Any], key: str) -> Provider:
        told = (data["ends_on"], data["reason"], data["source"])
        change_last_day(request.user, row, *told, key, timezone.now())
        return row.provider

    title = _("Last day of agreement %(reference)s") % {"reference": row.reference}
    return form_page(request, form, title, act, row.provider)


@guarded(CHANGE, post=CHANGE)
def provider_facts(request: HttpRequest, provider: int) -> HttpResponse:
    """A provider's new name, or who runs it."""
    row = _provider(request, provider)

    def form(data: Any) -> ProviderFactsForm:
        return ProviderFactsForm(data, initial={"name": row.name, "run_by": row.run_by})

    def act(data: dict[str, Any], key: str) -> Provider:
        told = (data["name"], data["run_by"], data["reason"])
        change_provider_facts(request.user, row, *told, key, timezone.now())
        return row

    return form_page(request, form, _("Name, and who runs it"), act, row)


@guarded(CHANGE, post=CHANGE)
def new_price(request: HttpRequest, agreement: int) -> HttpResponse:
    """Write a price from a day."""
    row = agreement_of(request, agreement)

    def form(data: Any) -> PriceForm:
        return PriceForm(data, agreement=row)

    def act(data: dict[str, Any], key: str) -> Provider:
        new = NewPrice(
            data["code"], data["kind"], data["from_on"], data["price"], data["why"], data["source"]
        )
        write_price(request.user, row, new, key, timezone.now())
        return row.provider

    title = _("New price in agreement %(reference)s") % {"reference": row.reference}
    return form_page(request, form, title, act, row.provider)


@guarded(CHANGE, post=CHANGE)
def exclusion(request: HttpRequest, provider: int) -> HttpResponse:
    """Exclude a provider from payment, or end it."""
    row = _provider(request, provider)

    def act(data: dict[str, Any], key: str) -> Provider:
        excluded = data["excluded"] == "yes"
        write_exclusion(request.user, row, data["from_on"], excluded, data["reason"], key, timezone.now())
        return row

    return form_page(request, ExclusionForm, _("Exclusion from payment"), act, row)


def own_municipalities(request: HttpRequest) -> list[Municipality]:
    """Those in which the reader registers providers, by name."""
    return sorted(municipalities(request.user, CHANGE), key=lambda one: one.name)


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
    valid = [one for one in row.agreements.all() if today in Period(one.starts_on, one.ends_on)]
    return max(valid, key=lambda one: one.starts_on, default=None)


def _is_excluded(row: Provider, today: date) -> bool:
    return any(today in period for period in exclusions_of(row))


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
