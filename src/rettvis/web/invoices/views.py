"""The pages of invoices: what is received and deviates, and one invoice."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.edges.e_invoice.attachments import media_type_of
from rettvis.edges.e_invoice.rule_folder import PEPPOL
from rettvis.edges.e_invoice.xml_file import LARGEST
from rettvis.journey.invoices import InvoiceResolution
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, may_in, require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.documents.receiving import ReceivedFile as Upload
from rettvis.web.documents.views import NOTHING_LOADED
from rettvis.web.invoices.attached import content_of, is_whole, refusal_of
from rettvis.web.invoices.beside import beside
from rettvis.web.invoices.exception_list import exceptions_of, filters_of
from rettvis.web.invoices.faulty import deal_with, faulty_file, unfinished_files
from rettvis.web.invoices.forms import UploadForm
from rettvis.web.invoices.free_text import refuse_national_ids
from rettvis.web.invoices.looked_up import look_up_invoice, look_up_list
from rettvis.web.invoices.models import QuestionedDeviation, ReadInvoice, ReceivedFile, UnreadFile
from rettvis.web.invoices.payable import bars
from rettvis.web.invoices.receiving import receive_file, receiver_of
from rettvis.web.invoices.rematching import match_again
from rettvis.web.invoices.services import approve, attest, invoices, reject, settle
from rettvis.web.invoices.shown import (
    STATES,
    asked_for,
    shown_deviations,
    shown_lines,
    shown_trail,
    state_of,
    with_state,
)
from rettvis.web.invoices.waiting import fault_of_the_rules, queue_again
from rettvis.web.pages.engine import say
from rettvis.web.pages.errors import page

WHAT = gettext_noop("An invoice")
ATTACHMENT = gettext_noop("A file that came inside an invoice")
LIST = gettext_noop("The list of invoices")
SEE = Action.SEE_INVOICES
TOO_LARGE = sentence(
    "The file is too large: at most {largest:number} bytes are received. Ask the sender for smaller "
    "attachments.",
    largest=LARGEST,
)
NO_ROOM = sentence(
    "There was no room for the file on the server. Try again in a while; if that does not help, tell whoever "
    "runs the application."
)


@guarded(SEE, post=Action.RECEIVE_INVOICE)
def invoice_list(request: HttpRequest) -> HttpResponse:
    """What is received, with what deviates first, by provider and amount; a POST receives a file."""
    form, faults = UploadForm(), ()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                file, new = _receive(request, form.cleaned_data["file"])
            except Faulty as refusal:
                faults = tuple(refusal.faults)
            else:
                _tell(request, file, new)
                return redirect("invoices")
    return _list_page(request, form, faults)


def _list_page(request: HttpRequest, form: UploadForm, faults: Any = ()) -> HttpResponse:
    look_up_list(request.user, LIST)
    filters = filters_of(request.GET)
    found = exceptions_of(request.user, filters)
    waiting, faulty = unfinished_files(request.user)
    context = {
        "found": found,
        "asked_for": asked_for,
        "filters": filters,
        "others": [(row, *_state(row)) for row in found.others],
        "waiting": waiting,
        "rules_fault": fault_of_the_rules() if waiting else None,
        "faulty": faulty,
        "form": form,
        "faults": faults,
        "may_receive": may(request.user, Action.RECEIVE_INVOICE),
    }
    return render(request, "invoices/invoices.jinja", context, status=422 if form.errors or faults else 200)


@guarded(SEE, post=Action.RECEIVE_INVOICE)
def file_dealt_with(request: HttpRequest, kind: str, file: int) -> HttpResponse:
    """Somebody has done what a file that could not be received or read called for, or wants it read again."""
    if request.method == "POST":
        found = faulty_file(request.user, kind, file)
        if found is None:
            raise Http404
        if request.POST.get("do") == "again" and isinstance(found, UnreadFile):
            queue_again(request.user, found)
            messages.success(request, _("The file is read again in a moment: look at the page then."))
            return redirect("invoices")
        try:
            deal_with(request.user, found, request.POST.get("what", ""), timezone.now())
        except Faulty as refusal:
            return _list_page(request, UploadForm(), refusal.faults)
        messages.success(request, _("It is written."))
    return redirect("invoices")


@guarded(SEE)
def invoice_page(request: HttpRequest, invoice: int) -> HttpResponse:
    """One invoice: the lines side by side with timesheet and decision, and what is to be done."""
    return _invoice_page(request, _invoice(request, invoice))


@guarded(SEE, post=Action.SETTLE_INVOICE)
def settle_deviation(request: HttpRequest, invoice: int, deviation: int) -> HttpResponse:
    """Settle one deviation."""
    row = _invoice(request, invoice)
    found = row.deviations.select_related("line__case", "invoice").filter(pk=deviation).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _invoice_page(request, row)
    resolution, comment = request.POST.get("resolution", ""), request.POST.get("comment", "")
    try:
        refuse_national_ids("comment", comment, timezone.localdate())
        settle(request.user, found, resolution, comment, timezone.now())
    except Faulty as refusal:
        return _invoice_page(request, row, refusal.faults)
    messages.success(request, _("It is settled."))
    return redirect("invoice", row.pk)


@guarded(SEE, post=Action.ATTEST_INVOICE)
def invoice_act(request: HttpRequest, invoice: int) -> HttpResponse:
    """Attest, reject, approve for payment, or hold against the registers again."""
    row = _invoice(request, invoice)
    if request.method != "POST":
        return _invoice_page(request, row)
    act, now = request.POST.get("do", ""), timezone.now()
    try:
        if act == "attest":
            attest(request.user, row, now)
        elif act == "reject":
            reason = request.POST.get("reason", "")
            refuse_national_ids("reason", reason, timezone.localdate())
            reject(request.user, row, reason, now)
        elif act == "approve":
            approve(request.user, row, now)
        elif act == "match":
            again = match_again(request.user, row, now)
            messages.info(request, _("Something was changed.") if again else _("Nothing was changed."))
            return redirect("invoice", row.pk)
        else:
            raise Faulty([Fault("", sentence("Choose what is to be done."))])
    except Faulty as refusal:
        return _invoice_page(request, row, refusal.faults)
    messages.success(request, _("It is written."))
    return redirect("invoice", row.pk)


@guarded(SEE)
def invoice_trail(request: HttpRequest, invoice: int) -> HttpResponse:
    """When an invoice was held against the registers again, by whom, and what each time changed."""
    row = _invoice(request, invoice)
    look_up_invoice(request.user, row, WHAT)
    trail = shown_trail(row.rematches.select_related("matched_by").order_by("-pk"))
    return render(request, "invoices/trail.jinja", {"invoice": row, "trail": trail})


@guarded(SEE)
def attachment_file(request: HttpRequest, invoice: int, place: int) -> HttpResponse:
    """A file that came inside an invoice, as what it truly is; one that is not received is not given."""
    row = _invoice(request, invoice)
    found = row.attachments.filter(place=place).first()
    if found is None:
        raise Http404
    if not is_whole(found):
        return page(request, 404, _("The file is not given"), refusal_of(found))
    look_up_invoice(request.user, row, ATTACHMENT)
    answer = HttpResponse(content_of(found), content_type=media_type_of(found.kind))
    name = f"vedlegg-{row.pk}-{place + 1}.{found.kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = NOTHING_LOADED
    return answer


def _invoice_page(request: HttpRequest, row: ReadInvoice, faults: Any = ()) -> HttpResponse:
    lines = list(row.lines.select_related("case").order_by("place"))
    rows = row.deviations.select_related("settlement__settled_by", "gone__rematch").order_by("pk")
    asked = QuestionedDeviation.objects.filter(deviation=OuterRef("pk"), question__answer__isnull=True)
    found = shown_deviations(rows.annotate(is_asked=Exists(asked)))
    numbers = sorted({line.case.number for line in lines if line.case})
    look_up(require_in(request.user, SEE, row.municipality_id), SEE, cases=numbers, what=WHAT)
    state, title, colour = _state(row)
    attestation = getattr(row, "attestation", None)
    settled = {one.settled.resolution for one in found if one.settled}
    barred = list(bars(row, lines, settled)) if state == "to_attest" else []
    allowed = partial(may_in, request.user, municipality_id=row.municipality_id)
    if barred:
        title, colour = _("Cannot be attested as it stands"), "warning"
    own = attestation is not None and attestation.attested_by_id == request.user.pk
    context = {
        "invoice": row,
        "asked_for": asked_for(row),
        "lines": shown_lines(lines, found),
        "whole": [one for one in found if one.row.line_id is None],
        "beside": beside(row),
        "state": state,
        "state_title": title,
        "colour": colour,
        "attestation": attestation,
        "faults": faults,
        "barred": [] if faults else barred,
        "may_pay": state == "to_attest" and not barred,
        "without_peppol": not any(one.startswith(PEPPOL) for one in row.rule_sets),
        "resolutions": [("", _("Choose")), *((str(one), say(one.label)) for one in InvoiceResolution)],
        "may_settle": attestation is None and allowed(Action.SETTLE_INVOICE),
        "may_ask": allowed(Action.ASK_PROVIDER),
        "may_remedy": row.provider is not None and allowed(Action.USE_REMEDY),
        "may_attest": attestation is None and allowed(Action.ATTEST_INVOICE),
        "may_approve": state == "to_approve" and not own and allowed(Action.APPROVE_PAYMENT),
        "may_reject": state in ("deviates", "to_attest", "to_approve") and allowed(Action.ATTEST_INVOICE),
        "own": own and state == "to_approve",
    }
    return render(request, "invoices/invoice.jinja", context, status=422 if faults else 200)


def _receive(request: HttpRequest, file: Upload) -> tuple[ReceivedFile, bool]:
    """The file as it is kept, and whether it is new. Raises ``Faulty``."""
    if file.fault:
        raise Faulty([Fault("", TOO_LARGE if file.fault == "too_large" else NO_ROOM)])
    file.seek(0)
    content = file.read()
    municipality = receiver_of(request.user, content)
    return receive_file(request.user, municipality, content, timezone.now())


def _tell(request: HttpRequest, file: ReceivedFile, new: bool) -> None:
    if new:
        messages.success(
            request, _("The invoice is received. It is read in a moment: look at the page again.")
        )
    elif file.unread.exists() and not hasattr(file, "invoice"):
        messages.info(
            request, _("This file is received already, and could not be read. It is read again in a moment.")
        )
    else:
        messages.info(request, _("This file is received already. Nothing was added."))


def _invoice(request: HttpRequest, number: int) -> ReadInvoice:
    row = with_state(invoices(request.user)).select_related(
        "attestation__attested_by",
        "attestation__approval__approved_by",
        "attestation__taken_back__attested_by",
        "provider",
    )
    found = row.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _state(row: ReadInvoice) -> tuple[str, str, str]:
    state = state_of(row)
    title, colour = STATES[state]
    return state, _(title), colour
