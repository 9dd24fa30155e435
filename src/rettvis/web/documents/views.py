"""The documents of a case: the list with what is missing, one document, and its file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.edges.received import LONGEST_SHOWN, Damaged
from rettvis.journey.documents import DocumentRules
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.documents.forms import AddForm, MarkForm, WithdrawForm
from rettvis.web.documents.models import CaseDocument, DocumentRequest, Why
from rettvis.web.documents.services import (
    add_document,
    judged,
    mark_document,
    of_document,
    withdraw_document,
)
from rettvis.web.documents.standing import ABSENT, documents_of
from rettvis.web.documents.store import Paperwork, folder, paperwork_of
from rettvis.web.pages.errors import page
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on

THE_DOCUMENTS = gettext_noop("The list of documents")
A_DOCUMENT = gettext_noop("The document")
ITS_FILE = gettext_noop("The content of the document")

DAMAGED = gettext_noop(
    "Its file is gone or is not what was stored. Tell whoever runs the application: it is in the backup."
)

NOTHING_LOADED = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'"
"""The policy of a picture shown by itself: whatever hides in it, nothing is run or fetched."""


def _what(of: str) -> Any:
    return lambda document: of_document(of, document)


@on_case(THE_DOCUMENTS, get=Action.SEE_DOCUMENT, post=Action.ADD_DOCUMENT)
def documents(request: HttpRequest, case: Case) -> HttpResponse:
    """Every document of the case, what is missing, and the form that adds one."""
    paperwork = paperwork_of(case)
    if request.method == "POST":
        form = AddForm(request.POST, request.FILES, rules=paperwork.rules)
        if _added(request, case, form):
            return redirect("documents", case.number)
        return _list(request, case, paperwork, form, status=422)
    return _list(request, case, paperwork, AddForm.fresh(paperwork.rules))


@on_case(_what(A_DOCUMENT), get=Action.SEE_DOCUMENT, post=Action.ADD_DOCUMENT)
def document(request: HttpRequest, case: Case, document: int) -> HttpResponse:
    """One document: what it is, who added it, and the form that says it anew."""
    shown = _seen(request, case, document)
    rules = paperwork_of(case).rules
    form = MarkForm(request.POST if request.method == "POST" else None, rules=rules, initial=_marked(shown))
    if request.method == "POST" and form.is_valid():
        number = based_on(request.POST)
        try:
            mark_document(case, shown, form.marking, number, request.user, timezone.now())
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("What the document is, is saved."))
            return redirect("document", case.number, document)
    return _page(request, case, shown, rules, (form, WithdrawForm()))


@on_case(_what(A_DOCUMENT), get=Action.WITHDRAW_DOCUMENT, post=Action.WITHDRAW_DOCUMENT)
def withdraw(request: HttpRequest, case: Case, document: int) -> HttpResponse:
    """Say that the document no longer counts, and why. It stays."""
    shown = _seen(request, case, document)
    if request.method != "POST":
        return redirect("document", case.number, document)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        withdraw_document(case, shown, data["why"], data["reason"], request.user, timezone.now())
        messages.success(
            request, _("Document %(number)s is withdrawn. It no longer counts.") % {"number": document}
        )
        return redirect("documents", case.number)
    rules = paperwork_of(case).rules
    return _page(request, case, shown, rules, (MarkForm(rules=rules, initial=_marked(shown)), form))


@on_case(_what(ITS_FILE), get=Action.SEE_DOCUMENT, post=None)
def document_file(request: HttpRequest, case: Case, document: int) -> HttpResponseBase:
    """The content, checked against its mark, to be kept by the reader."""
    return _file(request, case, document, shown_in_browser=False)


@on_case(_what(ITS_FILE), get=Action.SEE_DOCUMENT, post=None)
def document_picture(request: HttpRequest, case: Case, document: int) -> HttpResponseBase:
    """A picture, shown by itself in the browser; another file is sent as a file."""
    return _file(request, case, document, shown_in_browser=True)


def may_open(request: HttpRequest, case: Case, shown: CaseDocument) -> bool:
    """What belongs to another person or case is opened by whoever may alone."""
    withdrawal = getattr(shown, "withdrawal", None)
    if withdrawal is None or withdrawal.why != Why.WRONG_CASE:
        return True
    return may(request.user, Action.SEE_WITHDRAWN_DOCUMENT, case)


def _seen(request: HttpRequest, case: Case, number: int) -> CaseDocument:
    """The document with ``number`` in this case, for somebody who may open it; raises ``Refused`` and 404."""
    found = documents_of(case, number)
    if not found:
        raise Http404
    if not may_open(request, case, found[0]):
        raise Refused(Action.SEE_WITHDRAWN_DOCUMENT, case.number, municipality_id=case.municipality_id)
    return found[0]


def _added(request: HttpRequest, case: Case, form: AddForm) -> bool:
    """Add what the form holds; the faults of the file are shown beside those of the fields, all at once."""
    if not form.is_valid():
        form.add_faults(judged(case, form.new, timezone.localdate()).faults)
        return False
    try:
        added, is_new = add_document(case, form.new, request.user, timezone.now())
    except Faulty as faulty:
        form.add_faults(faulty.faults)
        return False
    words = {"number": added.number, "name": added.name}
    if not is_new:
        messages.info(request, _("It was added already, as document %(number)s: %(name)s.") % words)
        return True
    messages.success(request, _("Added as document %(number)s: %(name)s.") % words)
    if not form.cleaned_data["file"].raw_name.startswith(added.name.rpartition(".")[0]):
        messages.info(request, _("The name of the file was changed, so that it can be shown safely."))
    elif len(form.cleaned_data["file"].raw_name) > LONGEST_SHOWN:
        messages.info(request, _("The name of the file was long, and is shortened."))
    return True


def _list(
    request: HttpRequest, case: Case, paperwork: Paperwork, form: AddForm, status: int = 200
) -> HttpResponse:
    needed = paperwork.needed(case, timezone.localdate())
    found = documents_of(case)
    for one in found:
        one.may_open = may_open(request, case, one)  # type: ignore[attr-defined]
        one.kind = paperwork.rules.kind(one.current.kind).name  # type: ignore[attr-defined]
    context = {
        "form": form,
        "documents": found,
        "needed": needed,
        "absent": [one for one in needed if one.state in ABSENT],
        "may_add": may(request.user, Action.ADD_DOCUMENT, case),
        "may_ask": case.is_open and may(request.user, Action.SEND_LETTER, case),
        "letters": list(DocumentRequest.objects.filter(case=case).order_by("-sent_on", "-pk")),
    }
    return case_page(request, "documents/list.jinja", case, context, current="documents", status=status)


def _marked(shown: CaseDocument) -> dict[str, Any]:
    """What is said of the document, as it stands in the form."""
    mark = shown.current  # type: ignore[attr-defined]
    return {"kind": mark.kind, "dated": mark.dated, "sender": mark.sender}


def _page(
    request: HttpRequest,
    case: Case,
    shown: CaseDocument,
    rules: DocumentRules,
    both: tuple[MarkForm, WithdrawForm],
) -> HttpResponse:
    form, leaving = both
    context = {
        "document": shown,
        "kind": rules.kind(shown.current.kind).name,  # type: ignore[attr-defined]
        "withdrawal": getattr(shown, "withdrawal", None),
        "form": form,
        "leaving": leaving,
        "may_mark": may(request.user, Action.ADD_DOCUMENT, case),
        "may_withdraw": may(request.user, Action.WITHDRAW_DOCUMENT, case),
    }
    status = 422 if form.errors or leaving.errors else 200
    return case_page(request, "documents/document.jinja", case, context, current="documents", status=status)


def _file(request: HttpRequest, case: Case, number: int, *, shown_in_browser: bool) -> HttpResponseBase:
    """The name that it is kept under tells nobody who: names of files travel further than their content."""
    shown = _seen(request, case, number)
    try:
        content = folder().open_checked(shown.key, shown.sha256)
    except Damaged:
        return page(request, 500, _("The document cannot be shown"), _(DAMAGED))
    response = FileResponse(
        content,
        as_attachment=not (shown_in_browser and shown.file_type.is_picture_for_browsers),
        filename=f"dokument-{case.number}-{number}.{shown.ending}",
        content_type=shown.file_type.media_type,
    )
    response["Content-Security-Policy"] = NOTHING_LOADED
    return response
