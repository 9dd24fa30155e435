"""Documents of a case: what the municipality asks for in which cases, what is there, and what is missing."""

from rettvis.journey.decision.words import Words
from rettvis.journey.documents.letter import AskedOf, Asking, request_letter
from rettvis.journey.documents.missing import Asked, DocumentState, Needed, Received, needed_documents
from rettvis.journey.documents.rules import (
    APPLIES_TO,
    DocumentKind,
    DocumentRules,
    applies,
    check_document_rules,
    usual_rules,
)

__all__ = [
    "APPLIES_TO",
    "Asked",
    "AskedOf",
    "Asking",
    "DocumentKind",
    "DocumentRules",
    "DocumentState",
    "Needed",
    "Received",
    "Words",
    "applies",
    "check_document_rules",
    "needed_documents",
    "request_letter",
    "usual_rules",
]
