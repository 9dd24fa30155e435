"""Our decisions in force beside an extract of what was reported: shown, and kept nowhere."""

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.edges.publications.encoding import decoded
from rettvis.edges.publications.reported import read_reported
from rettvis.edges.publications.table import read_table
from rettvis.journey.application import Service
from rettvis.journey.decision import Organised
from rettvis.journey.statistics.reconciliation import Reconciliation, ReportedLine, masked, reconcile
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import LANGUAGES, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.decision.in_force import in_force
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form

FILE = "extract.csv"
"""What the extract is called in a fault: its own name could say whom it is about."""


class ReconcileForm(Form):
    """The day, and the extract."""

    on = DateField(label=gettext_lazy("The day that the extract is about"))
    extract = forms.FileField(
        label=gettext_lazy("The extract, as CSV"),
        help_text=gettext_lazy("Columns: person_ref, service, hours_per_week or hours_per_month, from, to."),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )


@guarded(Action.RECONCILE, post=Action.RECONCILE)
def reconciling(request: HttpRequest) -> HttpResponse:
    """Ask for the extract; then what must be mended, with the cases that the reader may see."""
    posted = request.method == "POST"
    form = ReconcileForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"on": timezone.localdate()},
    )
    context: dict[str, Any] = {"form": form, "faults": [], "found": None, "rows": []}
    if posted and form.is_valid():
        try:
            reported = read_extract(form.cleaned_data["extract"])
        except Faulty as refusal:
            context["faults"] = refusal.faults
        else:
            context |= _compared(request, reported, form.cleaned_data["on"])
    status = 422 if form.errors or context["faults"] else 200
    return render(request, "statistics/reconciling.jinja", context, status=status)


def read_extract(file: Any) -> list[ReportedLine]:
    """The lines of an uploaded extract. Raises ``Faulty`` with every fault."""
    if getattr(file, "fault", ""):
        raise Faulty([Fault(FILE, sentence("The file is too large to be read. Send fewer rows at a time."))])
    file.seek(0)
    text = decoded(FILE, file.read())
    if isinstance(text, Fault):
        raise Faulty([text])
    table = read_table(FILE, text)
    if table.faults:
        raise Faulty(table.faults)
    return read_reported(table)


def own_lines(user: User, on: date) -> tuple[list[ReportedLine], dict[str, str]]:
    """The lines in force on a day in the cases that ``user`` may see, and the case behind each reference.

    The reference is the newest case's number; an extract may use that, or the national identity number.
    """
    cases = visible_cases(user)
    lines = in_force(on).filter(case__in=cases).order_by("case__person_id", "-case_id", "key")
    numbers: dict[int, str] = {}
    found: list[ReportedLine] = []
    references: dict[str, str] = {}
    rows = lines.values_list(
        "case__person_id",
        "case__person__national_id",
        "case__number",
        "service",
        "organised",
        "minutes_per_week",
        "starts_on",
        "ends_on",
    )
    for person, national_id, number, service, organised, minutes, first, last in rows:
        newest = numbers.setdefault(person, number)
        references |= {number: newest, **({national_id: newest} if national_id else {})}
        name = Service.BPA if organised == Organised.BPA else service
        hours = None if minutes is None else Fraction(minutes, 60)
        found.append(ReportedLine(newest, str(name), hours, first, last, "–"))
    return found, references


def service_names() -> dict[str, str]:
    """What a service may be called in an extract: its words in every language, by our name."""
    return {one.label.say(language).casefold(): str(one) for one in Service for language in LANGUAGES} | {
        str(one): str(one) for one in Service
    }


def _compared(request: HttpRequest, reported: list[ReportedLine], on: date) -> dict[str, Any]:
    ours, references = own_lines(request.user, on)
    names = service_names()
    theirs = [
        ReportedLine(
            references.get(line.person.replace(" ", ""), masked(line.person)),
            names.get(line.service.casefold(), line.service),
            line.hours,
            line.first,
            line.last,
            line.provider,
            line.per_month,
            line.found_at,
        )
        for line in reported
    ]
    found = reconcile(ours, theirs, on)
    shown = set(references.values())
    look_up(
        grants(request.user, Action.RECONCILE)[0],
        Action.RECONCILE,
        cases=sorted({one.person for one in found.mismatches if one.person in shown}),
        what=gettext_noop("Decisions beside what was reported to the register"),
    )
    return {"found": found, "rows": _rows(found, shown)}


def _rows(found: Reconciliation, cases: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind.label,
            "case": one.person if one.person in cases else "",
            "reference": one.person,
            "service": Service(one.service).label if one.service in list(Service) else one.service,
            "ours": _minutes(one.ours),
            "reported": _minutes(one.reported),
            "line": one.reported.found_at.rpartition(":")[2] if one.reported else "",
            "because": one.because,
        }
        for one in found.mismatches
    ]


def _minutes(line: ReportedLine | None) -> int | None:
    return None if line is None or line.hours is None else round(line.hours * 60)
