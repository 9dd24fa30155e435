"""A letter to send in tests."""

from datetime import UTC, datetime

from rettvis.journey.decision.document import Document, Paragraph
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.correspondence.kinds import LetterKind, register_kind
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.sending import letterhead_of, send_letter
from tests.web.conftest import Place

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
KIND = "test"

register_kind(LetterKind(KIND, "A test letter"))


def a_document(case: Case, text: str = "Hei.") -> Document:
    """A short letter in bokmål."""
    return Document("nb", letterhead_of(case, NOW.date()), "Et brev", (Paragraph(text),), synthetic=True)


def a_letter(case: Case, place: Place) -> CaseLetter:
    """The test's letter in ``case``, sent by the caseworker."""
    letter, _new = send_letter(
        case, KIND, a_document(case), place.people[Role.CASEWORKER], NOW, key=f"test-{case.pk}"
    )
    return letter
