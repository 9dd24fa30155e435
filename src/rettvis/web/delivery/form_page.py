"""A page with one form: what it is asked for, done once, and what is wrong told at its field."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rettvis.rulekit.faults import Faulty
from rettvis.web.delivery.forms import FaultForm
from rettvis.web.delivery.models import LONGEST_KEY, Provider


def form_page(
    request: HttpRequest,
    kind: Any,
    title: str,
    act: Any,
    provider: Provider | None,
    *,
    to: str = "provider",
    back: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A page with one form. ``act(data, key)`` does it and gives the row whose page, ``to``, comes after.

    Where it gives nothing, ``to`` needs no row. ``back`` is where somebody goes who does not want it after
    all, ``crumbs`` the way there.
    """
    form: FaultForm = kind(request.POST if request.method == "POST" else None)
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    if request.method == "POST" and form.is_valid():
        try:
            done = act(dict(form.cleaned_data), key)
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("It is written."))
            return redirect(to, *(() if done is None else (done.pk,)))
    own = reverse("provider", args=[provider.pk]) if provider else reverse("providers")
    context = {
        "form": form,
        "title": title,
        "provider": provider,
        "key": key,
        "back": back or own,
        "crumbs": _way(crumbs, provider),
    }
    return render(request, "delivery/form.jinja", context, status=422 if form.errors else 200)


def _way(crumbs: Sequence[tuple[str, str]], provider: Provider | None) -> list[tuple[str, str]]:
    """The pages above the form."""
    if crumbs:
        return list(crumbs)
    own = [(provider.name, reverse("provider", args=[provider.pk]))] if provider else []
    return [(_("Providers"), reverse("providers")), *own]
