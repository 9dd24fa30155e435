"""Rows ⇄ what the journey knows of documents, and the folder where their content is."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from rettvis.edges.received import DocumentFolder
from rettvis.journey.documents import (
    Asked,
    DocumentRules,
    Needed,
    Received,
    needed_documents,
    usual_rules,
)
from rettvis.web.application.models import Case
from rettvis.web.documents.kinds import with_own_kinds
from rettvis.web.documents.models import DocumentRulesRevision
from rettvis.web.pages.content import from_json, to_json


def folder() -> DocumentFolder:
    """Where the content of documents is kept: ``RETTVIS_HOME/documents``."""
    return DocumentFolder(settings.DOCUMENTS)


def rules_revision(municipality_id: int) -> DocumentRulesRevision | None:
    """The newest list that the municipality has saved; None where it has saved none."""
    rows = DocumentRulesRevision.objects.filter(municipality=municipality_id)
    return rows.order_by("-number").first()


def rules_in(content: Any) -> DocumentRules:
    """The list that a revision's content holds; the usual one for None."""
    return usual_rules() if content is None else from_json(DocumentRules, content)


def content_of_rules(rules: DocumentRules) -> Any:
    """The content of a revision that holds ``rules``."""
    return to_json(rules)


@dataclass(frozen=True)
class Paperwork:
    """What the municipality asks for, what has come in a case, and the letters that asked."""

    rules: DocumentRules
    received: tuple[Received, ...]
    asked: tuple[Asked, ...]

    def needed(self, case: Case, on: date) -> tuple[Needed, ...]:
        """What the case needs, as it is on the day ``on``."""
        return needed_documents(self.rules, case.kind, case.group, self.received, self.asked, on)


_QUESTION = """
SELECT 'rules', CAST(content AS TEXT), '', '' FROM documents_documentrulesrevision
 WHERE municipality_id = %s
   AND number = (SELECT MAX(number) FROM documents_documentrulesrevision WHERE municipality_id = %s)
UNION ALL
SELECT 'asked', CAST(kinds AS TEXT), CAST(sent_on AS TEXT), CAST(answer_by AS TEXT)
  FROM documents_documentrequest WHERE case_id = %s
UNION ALL
SELECT 'came', mark.kind, CAST(document.arrived_on AS TEXT), CAST(document.number AS TEXT)
  FROM documents_casedocument document
  JOIN documents_documentmark mark ON mark.document_id = document.id
 WHERE document.case_id = %s
   AND mark.number = (SELECT MAX(number) FROM documents_documentmark WHERE document_id = document.id)
   AND NOT EXISTS (SELECT 1 FROM documents_documentwithdrawal WHERE document_id = document.id)
"""
"""One query for all of it: the front page of every case asks."""


def paperwork_of(case: Case) -> Paperwork:
    """The paperwork of the case as it is saved."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [case.municipality_id, case.municipality_id, case.pk, case.pk])
        rows = cursor.fetchall()
    content = next((json.loads(text) for what, text, _one, _two in rows if what == "rules"), None)
    return Paperwork(with_own_kinds(rules_in(content)), tuple(_received(rows)), tuple(_asked(rows)))


def _received(rows: Iterable[tuple[str, str, str, str]]) -> list[Received]:
    found = [
        Received(int(number), kind, date.fromisoformat(day))
        for what, kind, day, number in rows
        if what == "came"
    ]
    return sorted(found, key=lambda one: one.number)


def _asked(rows: Iterable[tuple[str, str, str, str]]) -> list[Asked]:
    return [
        Asked(tuple(json.loads(kinds)), date.fromisoformat(sent), date.fromisoformat(last))
        for what, kinds, sent, last in rows
        if what == "asked"
    ]
