"""A page with one form: what it is asked for, done once, and what is wrong told at its field."""

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
) -> HttpResponse:
    """A page with one form. ``act(data, key)`` does it and gives the row whose page, ``to``, comes after.

    ``back`` is where somebody goes who does not want it after all.
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
            return redirect(to, done.pk)
    own = reverse("provider", args=[provider.pk]) if provider else reverse("providers")
    context = {"form": form, "title": title, "provider": provider, "key": key, "back": back or own}
    return render(request, "delivery/form.jinja", context, status=422 if form.errors else 200)
