"""How the needs were found out: conversations, home visits and documents, with dates and who."""

from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class ContactKind(Choice):
    """What kind of contact it was."""

    CONVERSATION = "conversation", N_("Conversation")
    HOME_VISIT = "home_visit", N_("Home visit")
    DOCUMENT = "document", N_("Document")


@dataclass(frozen=True)
class Contact:
    """One contact: its day, who took part or wrote the document, and what it says in short."""

    kind: ContactKind
    on: date | None
    who: str
    note: str = ""
