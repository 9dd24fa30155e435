"""The minutes of a start-up meeting: written as a document of the case, in the transaction of the step."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils import timezone

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.words import Words
from rettvis.journey.delivery.start_up.minutes import MeetingMinutes, meeting_document
from rettvis.journey.documents import DocumentKind
from rettvis.rulekit.wording import sentence
from rettvis.web.correspondence.sending import letterhead_of
from rettvis.web.documents.models import CaseDocument
from rettvis.web.documents.receiving import ReceivedFile
from rettvis.web.documents.services import Marking, NewDocument, add_document
from rettvis.web.hourbank.services import Written
from rettvis.web.pages.engine import language

MINUTES = DocumentKind(
    "start_up_minutes",
    Words(nb="Referat fra oppstartsmøte", nn="Referat frå oppstartsmøte", en="Minutes of a start-up meeting"),
    Words(
        nb="Det viser hva bruker, leverandør og kommune ble enige om.",
        nn="Det viser kva brukar, leverandør og kommune vart samde om.",
        en="They show what the person, the provider and the municipality agreed.",
    ),
)
"""The kind of document that the minutes are."""

LONGEST_TEXT = 8000


@dataclass(frozen=True)
class Meeting:
    """A start-up meeting as somebody tells of it."""

    held_on: date
    present: str
    supervisor: str
    agreed: str
    open_points: str = ""


def keep_minutes(act: Written, meeting: Meeting, provider: str) -> CaseDocument:
    """The minutes as a PDF among the documents of the case. Raises ``Faulty`` and ``Refused``."""
    told = MeetingMinutes(
        held_on=meeting.held_on,
        present=meeting.present.strip(),
        supervisor=meeting.supervisor.strip(),
        agreed=meeting.agreed,
        open_points=meeting.open_points,
        provider=provider,
        letterhead=letterhead_of(act.case, timezone.localdate(act.now)),
        synthetic=act.case.municipality.synthetic,
    )
    pdf = render_pdf(meeting_document(told, language()))
    name = f"{sentence('Minutes of the start-up meeting').say(language())}.pdf"
    file = ReceivedFile(BytesIO(pdf), name, len(pdf), "")
    new = NewDocument(file, Marking(MINUTES.key, meeting.held_on), act.today, act.key[-40:])
    return add_document(act.case, new, act.user, act.now)[0]
