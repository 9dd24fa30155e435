"""Sending a document in by the form, as a browser does; and one that is there already."""

from datetime import date
from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rettvis.web.application.models import Case
from rettvis.web.documents.models import CaseDocument, DocumentMark
from rettvis.web.documents.store import folder
from tests.edges.received import made


def send(
    client: Client,
    case: Case,
    content: bytes | None = None,
    name: str = "uttalelse.pdf",
    **more: str,
) -> HttpResponse:
    """Post the form with a file; ``more`` changes its fields."""
    fields = {
        "form_key": str(uuid4()),
        "kind": "medical",
        "arrived_on": "02.03.2026",
        "dated": "",
        "sender": "Fastlegen",
        **more,
    }
    content = made.pdf() if content is None else content
    fields["file"] = SimpleUploadedFile(name, content)
    return client.post(reverse("documents", args=[case.number]), fields)


def made_document(case: Case) -> CaseDocument:
    """The document of the case, put there by whoever handles it."""
    found = CaseDocument.objects.filter(case=case).first()
    if found is not None:
        return found
    key, digest, size = folder().put(BytesIO(made.pdf()))
    folder().settle(key)
    now, by = timezone.now(), case.assigned_to
    found = CaseDocument.objects.create(
        case=case,
        number=1,
        key=key,
        form_key=key,
        name="uttalelse.pdf",
        ending="pdf",
        size=size,
        sha256=digest,
        arrived_on=date(2026, 3, 2),
        added_by=by,
        added_at=now,
    )
    DocumentMark.objects.create(document=found, number=1, kind="medical", marked_by=by, marked_at=now)
    return found
