"""How it stands with the documents of a case: what is there, what is missing, and what wants attention."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rettvis.journey.documents import DocumentState, Needed
from rettvis.rulekit.wording import list_text
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.models import Case
from rettvis.web.documents.models import CaseDocument, DocumentMark
from rettvis.web.documents.store import paperwork_of
from rettvis.web.pages.engine import day, language
from rettvis.web.pages.notices import Notice

ABSENT = (DocumentState.MISSING, DocumentState.ASKED, DocumentState.LATE)


def documents_of(case: Case, number: int | None = None) -> list[CaseDocument]:
    """The documents of the case (or the one with ``number``), newest first, each with its ``current`` mark.

    One query, however many there are.
    """
    newest = DocumentMark.objects.filter(document=OuterRef("document")).order_by("-number").values("number")
    marks = (
        DocumentMark.objects.filter(document__case=case, number=Subquery(newest[:1]))
        .filter(**({} if number is None else {"document__number": number}))
        .select_related("document__added_by", "document__withdrawal__withdrawn_by")
        .order_by("-document__number")
    )
    found = []
    for mark in marks:
        mark.document.current = mark  # type: ignore[attr-defined]
        found.append(mark.document)
    return found


def notices(case: Any, user: Any, today: date) -> Iterator[Notice]:
    """What is missing or late in an open case, for whoever sees its documents."""
    if not case.is_open or not may(user, Action.SEE_DOCUMENT, case):
        return
    needed = paperwork_of(case).needed(case, today)
    address = reverse("documents", args=[case.number])
    late = [one for one in needed if one.state is DocumentState.LATE]
    if late:
        text = ngettext(
            "%(num)s document that was asked for has not come: %(names)s. The last day was %(day)s.",
            "%(num)s documents that were asked for have not come: %(names)s. The last day was %(day)s.",
            len(late),
        )
        passed = max(one.asked.answer_by for one in late if one.asked)
        yield Notice("warning", said(text, late, passed), address, _("To the documents"))
    missing = [one for one in needed if one.state is DocumentState.MISSING]
    if missing:
        text = ngettext(
            "%(num)s document is missing: %(names)s.",
            "%(num)s documents are missing: %(names)s.",
            len(missing),
        )
        yield Notice("info", said(text, missing), address, _("To the documents"))


def said(text: str, needed: Sequence[Needed], passed: date | None = None) -> str:
    """``text`` with how many, which, and the day."""
    names = list_text([one.kind.name.say(language()) for one in needed], language())
    return text % {"num": len(needed), "names": names, "day": day(passed)}
