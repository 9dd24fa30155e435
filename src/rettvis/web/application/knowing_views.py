"""Who knows of a case: a page in the case, the list of protected cases, and cases opened in need."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, visible
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import NeedToKnow, User
from rettvis.web.access.need_to_know import LONGEST_REASON, Kind
from rettvis.web.application.cases import on_case, visible_cases
from rettvis.web.application.knowing import (
    IN_NEED_FOR,
    end_early,
    name_staff,
    open_in_need,
    review,
    shut_out,
    staff_of,
)
from rettvis.web.application.models import Case
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import whole_number

MOST = 200
"""How many rows a list here shows, the newest first: more would be a fault in how the office works."""


class FaultyForm(Form):
    """A form that shows the faults of a service at its fields."""

    def add_faulty(self, faulty: Faulty) -> None:
        """Show each fault at its field."""
        for fault in faulty.faults:
            self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))


def _reason(label: Any) -> Any:
    return Text(rows=2, longest=LONGEST_REASON, required=True, label=label)


class WhoForm(FaultyForm):
    """Somebody, a reason and a last day."""

    user = forms.ChoiceField(label=gettext_lazy("Who"))
    reason = _reason(gettext_lazy("Why"))
    last_day = DateField(label=gettext_lazy("To and including"), required=False)

    def __init__(self, *args: Any, staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(user.pk): user for user in staff}
        self.fields["user"].choices = [
            ("", _("Choose")),
            *((key, user.name) for key, user in self.staff.items()),
        ]

    def chosen(self) -> User:
        """The chosen person; call it when the form is valid."""
        return self.staff[self.cleaned_data["user"]]


class NamingForm(FaultyForm):
    """A protected case by its number, and by its user name somebody who shall see it."""

    case_number = forms.CharField(label=gettext_lazy("Case number"), max_length=20)
    username = forms.CharField(label=gettext_lazy("User name"), max_length=60)
    reason = _reason(gettext_lazy("Why"))
    last_day = DateField(label=gettext_lazy("To and including"))

    error_places = {"user": "username"}  # noqa: RUF012 - read only

    def add_faulty(self, faulty: Faulty) -> None:
        """The person is typed by her user name here."""
        for fault in faulty.faults:
            self.add_error(self.error_places.get(fault.place, fault.place), say(fault.message))


class NeedForm(FaultyForm):
    """Which case, and why it cannot wait."""

    asked = forms.CharField(
        label=gettext_lazy("Case number or national identity number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 16}),
    )
    reason = _reason(gettext_lazy("Why you must see the case now"))


class ReviewForm(FaultyForm):
    """Whether it was justified, and why."""

    justified = forms.ChoiceField(
        label=gettext_lazy("Was it justified?"),
        choices=[("yes", gettext_lazy("Justified")), ("no", gettext_lazy("Not justified"))],
        widget=forms.RadioSelect,
    )
    comment = _reason(gettext_lazy("Comment"))


@on_case(gettext_noop("Who sees the case"), get=Action.SEE_CASE_ACCESS, post=Action.SHUT_OUT)
def case_access(request: HttpRequest, case: Case) -> HttpResponse:
    """What is said of single persons and this case; a leader shuts somebody out."""
    form = WhoForm(request.POST if request.method == "POST" else None, staff=staff_of(case))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            shut_out(case, form.chosen(), data["reason"], data["last_day"], request.user)
        except Faulty as faulty:
            form.add_faulty(faulty)
        else:
            messages.success(request, _("%(name)s no longer sees the case.") % {"name": form.chosen().name})
            request.user.forget()
            return redirect(
                *(["case_access", case.number] if may(request.user, Action.SHUT_OUT, case) else ["start"])
            )
    context = {
        "form": form,
        "rows": rows_about([case]),
        "now": timezone.now(),
        "kinds": Kind,
        "may_shut_out": may(request.user, Action.SHUT_OUT, case),
    }
    status = 422 if form.errors else 200
    return case_page(request, "application/case_access.jinja", case, context, current="access", status=status)


@on_case(gettext_noop("Who sees the case"), get=Action.SHUT_OUT, post=Action.SHUT_OUT)
def end_shut_out(request: HttpRequest, case: Case, row: int) -> HttpResponse:
    """End a row of the case before its time."""
    if request.method == "POST":
        found = NeedToKnow.objects.select_related("user").filter(pk=row, case=case).first()
        if found is None:
            raise Http404
        _end(request, case, found)
    return redirect("case_access", case.number)


@guarded(Action.NAME_STAFF, post=Action.NAME_STAFF)
def protected_cases(request: HttpRequest) -> HttpResponse:
    """The protected cases by number alone, and who is named for each; a leader names somebody."""
    form = NamingForm(request.POST if request.method == "POST" else None)
    cases = _protected(request.user)
    if request.method == "POST" and form.is_valid() and _named(request, form, cases):
        return redirect("protected_cases")
    shown = list(cases.order_by("-pk")[:MOST])
    named: dict[int, list[NeedToKnow]] = {case.pk: [] for case in shown}
    for row in rows_about(shown):
        if row.kind == Kind.NAMED and row.stands:
            named[row.case_id].append(row)
    look_up(
        grants(request.user, Action.NAME_STAFF)[0],
        Action.NAME_STAFF,
        cases=[case.number for case in shown],
        what=gettext_noop("Numbers of protected cases"),
    )
    context = {"form": form, "cases": [(case, named[case.pk]) for case in shown]}
    status = 422 if form.errors else 200
    return render(request, "application/protected_cases.jinja", context, status=status)


@guarded(Action.NAME_STAFF, post=Action.NAME_STAFF)
def end_naming(request: HttpRequest, row: int) -> HttpResponse:
    """Somebody is no longer named for a protected case."""
    if request.method == "POST":
        found = NeedToKnow.objects.select_related("user", "case").filter(pk=row, kind=Kind.NAMED).first()
        case = found and _protected(request.user).filter(pk=found.case_id).first()
        if found is None or case is None:
            raise Http404
        _end(request, case, found)
    return redirect("protected_cases")


@guarded(Action.OPEN_IN_NEED, post=Action.OPEN_IN_NEED)
def in_need(request: HttpRequest) -> HttpResponse:
    """Open a case of another unit when it cannot wait. Nothing is shown here before the reason is written."""
    form = NeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            case = open_in_need(form.cleaned_data["asked"], form.cleaned_data["reason"], request.user)
        except Faulty as faulty:
            form.add_faulty(faulty)
        else:
            return redirect("case", case.number)
    context = {"form": form, "hours": int(IN_NEED_FOR.total_seconds() // 3600)}
    return render(request, "application/in_need.jinja", context, status=422 if form.errors else 200)


@guarded(Action.REVIEW_NEED, post=Action.REVIEW_NEED)
def needs(request: HttpRequest) -> HttpResponse:
    """The cases that were opened in need: those not settled first, each with its form."""
    seen = visible_cases(request.user)
    openings = NeedToKnow.objects.filter(kind=Kind.IN_NEED, case__in=seen)
    openings = openings.select_related("user", "case__unit", "review__made_by")
    asked = request.POST.get("opening", "")
    form = ReviewForm(request.POST if request.method == "POST" else None, auto_id=f"id_{asked}_%s")
    if request.method == "POST":
        found = openings.filter(pk=whole_number(asked)).first()
        if found is None:
            raise Http404
        if form.is_valid() and _reviewed(request, form, found):
            return redirect("needs")
    waiting = list(openings.filter(review=None).order_by("-pk")[:MOST])
    settled = list(openings.exclude(review=None).order_by("-pk")[:MOST])
    look_up(
        grants(request.user, Action.REVIEW_NEED)[0],
        Action.REVIEW_NEED,
        cases=sorted({row.case.number for row in (*waiting, *settled)}),
        what=gettext_noop("Cases that were opened in need"),
    )
    context = {
        "forms_of": [
            (row, form if str(row.pk) == asked else ReviewForm(auto_id=f"id_{row.pk}_%s")) for row in waiting
        ],
        "user": request.user,
        "settled": settled,
        "faulty": form if form.errors else None,
    }
    return render(request, "application/needs.jinja", context, status=422 if form.errors else 200)


def rows_about(cases: list[Case]) -> list[Any]:
    """What is said of these cases, the newest first; ``stands`` tells whether a row is in force."""
    rows = NeedToKnow.objects.filter(case__in=cases, ends=None)
    rows = rows.select_related("user", "made_by", "ended_by__made_by", "review__made_by").order_by("-pk")
    found: list[Any] = list(rows)
    now = timezone.now()
    for row in found:
        row.ended = getattr(row, "ended_by", None)
        row.settled = getattr(row, "review", None)
        row.stands = row.ended is None and (row.until is None or row.until > now)
    return found


def _protected(user: User) -> Any:
    """The protected cases whose staff ``user`` may name, whether she is named herself or not."""
    rows = visible(user, Case.objects.all(), Action.NAME_STAFF)
    return rows.filter(protected=True).select_related("unit")


def _named(request: HttpRequest, form: NamingForm, cases: Any) -> bool:
    data = form.cleaned_data
    case = cases.filter(number=data["case_number"].strip()).first()
    user = User.objects.filter(username=data["username"].strip(), is_active=True).first()
    if case is None:
        form.add_error("case_number", _("No protected case here has this number."))
    if user is None or (case is not None and user not in staff_of(case)):
        form.add_error("username", _("Nobody with this user name has a role where the case is."))
    if form.errors or case is None or user is None:
        return False
    try:
        name_staff(case, user, data["reason"], data["last_day"], request.user)
    except Faulty as faulty:
        form.add_faulty(faulty)
        return False
    messages.success(request, _("%(name)s now sees the case.") % {"name": user.name})
    return True


def _reviewed(request: HttpRequest, form: ReviewForm, opening: NeedToKnow) -> bool:
    data = form.cleaned_data
    try:
        review(opening, data["justified"] == "yes", data["comment"], request.user)
    except Faulty as faulty:
        form.add_faulty(faulty)
        return False
    messages.success(request, _("The review is saved."))
    return True


def _end(request: HttpRequest, case: Case, row: NeedToKnow) -> None:
    try:
        end_early(case, row, request.POST.get("reason", ""), request.user)
        messages.success(request, _("It is ended, for %(name)s.") % {"name": row.user.name})
    except Faulty as faulty:
        messages.warning(request, " ".join(say(fault.message) for fault in faulty.faults))
