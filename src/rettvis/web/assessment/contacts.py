"""How the needs were found out: conversations, home visits and documents, as they are typed."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import Assessment, Contact, ContactKind
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import OneOf, Text
from rettvis.web.pages.sheets import RowForm, Sheet, numbered


class ContactForm(RowForm):
    """One conversation, home visit or document."""

    place = "contacts"

    kind = OneOf(
        ContactKind,
        label=_("What it was"),
        blank=_("Choose"),
        required=True,
        error_messages={"required": _("Choose what it was: a conversation, a home visit or a document.")},
    )
    on = DateField(label=_("Date"), required=False)
    who = Text(label=_("Who took part, or who wrote it"), longest=500)
    note = Text(rows=4, label=_("What was said or what it says, in short"))


class ContactsSheet(Sheet):
    """All contacts."""

    parts = {"contacts": ContactForm}  # noqa: RUF012 - read only

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """What stands in the forms for ``assessment``."""
        return {
            "contacts": numbered(
                {"kind": contact.kind, "on": contact.on, "who": contact.who, "note": contact.note}
                for contact in assessment.contacts
            )
        }

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here."""
        rows = (row.cleaned_data for row in self.rows["contacts"])
        return replace(
            assessment,
            contacts=tuple(Contact(row["kind"], row["on"], row["who"], row["note"]) for row in rows),
        )
