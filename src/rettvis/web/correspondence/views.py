"""The letters of a case: the list, one of them as a page, and its file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from rettvis.edges.letters import labels
from rettvis.journey.decision.document import Document
from rettvis.rulekit.wording import date_text
from rettvis.web.access.actions import Action
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.correspondence.kinds import kind_named
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.documents import as_data
from rettvis.web.decision.models import SentLetter
from rettvis.web.pages.steps import case_page


@on_case(gettext_noop("The list of letters"), post=None)
def case_letters(request: HttpRequest, case: Case) -> HttpResponse:
    """Every letter of the case, the newest first; the decision's own among them."""
    rows = CaseLetter.objects.filter(case=case).select_related("sent_by").defer("pdf", "document")
    letters = [(letter, kind_named(letter.kind).title) for letter in rows.order_by("-sent_at", "-pk")]
    decision = (
        SentLetter.objects.filter(case=case)
        .select_related("sent_by")
        .only("sent_at", "complaint_by", "sent_by__name")
        .first()
    )
    context = {"letters": letters, "decision": decision}
    return case_page(request, "correspondence/letters.jinja", case, context, current="letters")


@on_case(gettext_noop("A letter of the case"), get=Action.SEE_LETTER, post=None)
def case_letter(request: HttpRequest, case: Case, letter: int) -> HttpResponse:
    """One letter as it was sent."""
    sent = _letter(case, letter)
    context = {"sent": sent, "kind": kind_named(sent.kind).title, **shown(sent.document)}
    return case_page(request, "correspondence/letter.jinja", case, context, current="letters")


@on_case(gettext_noop("A letter of the case"), get=Action.SEE_LETTER, post=None)
def case_letter_pdf(request: HttpRequest, case: Case, letter: int) -> HttpResponse:
    """The bytes that were sent. The name of the file tells nobody who."""
    sent = _letter(case, letter)
    response = HttpResponse(bytes(sent.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="brev-{case.number}-{sent.pk}.pdf"'
    return response


def shown(document: Document | Mapping[str, Any]) -> dict[str, Any]:
    """What the macro ``blocks.document`` needs to show a document, made now or as it was kept."""
    data = as_data(document) if isinstance(document, Document) else document
    language = data["language"]
    day = date_text(date.fromisoformat(data["letterhead"]["day"]), language)
    return {"document": data, "labels": labels(language), "day": day}


def _letter(case: Case, number: int) -> CaseLetter:
    found = CaseLetter.objects.filter(case=case, pk=number).select_related("sent_by").first()
    if found is None:
        raise Http404
    return found
