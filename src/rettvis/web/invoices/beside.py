"""What stands beside an invoice: files inside it, questions, breaches, and how often it was held again.

One query in all: a page asks the database a few times, whatever there is.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils.translation import gettext as _

from rettvis.edges.e_invoice.attachments import CSV
from rettvis.edges.received import FileType
from rettvis.web.invoices.models import (
    Breach,
    InvoiceAttachment,
    ProviderQuestion,
    ReadInvoice,
    Rematch,
)
from rettvis.web.pages.engine import language, say


@dataclass(frozen=True)
class FileInside:
    """A file with what it is called and is, or why it is not given."""

    place: int
    name: str
    what: str
    size: int
    refused: str


@dataclass(frozen=True)
class Asked:
    """A question: when it was asked, by when it is to be answered, and when it was."""

    pk: int
    sent_on: date
    answer_by: date
    answered_on: date | None


@dataclass
class Beside:
    """All of it, each in its order; ``breaches`` are pairs of a number and the day."""

    files: list[FileInside] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    breaches: list[tuple[int, date]] = field(default_factory=list)
    again: int = 0


def beside(invoice: ReadInvoice) -> Beside:
    """What stands beside ``invoice``."""
    found = Beside()
    rows = _rows(InvoiceAttachment.objects.filter(invoice=invoice), "place", _of_file()).union(
        _rows(ProviderQuestion.objects.filter(invoice=invoice), "pk", _of_question()),
        _rows(Breach.objects.filter(invoices__invoice=invoice), "pk", _of_breach()),
        _rows(Rematch.objects.filter(invoice=invoice), "pk", {"what": Value("again")}),
        all=True,
    )
    for what, key, one, two, three, four in sorted(rows):
        if what == "file":
            found.files.append(FileInside(key, one, _kind(two, four), int(three), four))
        elif what == "question":
            answered = date.fromisoformat(three) if three else None
            found.questions.append(Asked(key, date.fromisoformat(one), date.fromisoformat(two), answered))
        elif what == "breach":
            found.breaches.append((key, date.fromisoformat(one)))
        else:
            found.again += 1
    return found


def _rows(rows: "QuerySet[Any]", key: str, texts: dict[str, Any]) -> "QuerySet[Any, tuple[Any, ...]]":
    """Rows of one kind with the columns that all of them have."""
    named = {f"the_{name}": texts.get(name, Value("")) for name in ("what", "one", "two", "three", "four")}
    made = {name: Cast(value, CharField()) for name, value in named.items()}
    ordered = rows.order_by().annotate(the_key=F(key), **made)
    return ordered.values_list("the_what", "the_key", "the_one", "the_two", "the_three", "the_four")


def _of_file() -> dict[str, Any]:
    why = Coalesce(KT(f"refused__{language()}"), Value(""), output_field=CharField())
    return {"what": Value("file"), "one": F("name"), "two": F("kind"), "three": F("size"), "four": why}


def _of_question() -> dict[str, Any]:
    answered = Coalesce(Cast("answer__answered_on", CharField()), Value(""))
    return {"what": Value("question"), "one": F("sent_on"), "two": F("answer_by"), "three": answered}


def _of_breach() -> dict[str, Any]:
    return {"what": Value("breach"), "one": TruncDate("opened_at")}


def _kind(kind: str, refused: str) -> str:
    if refused:
        return ""
    return _("a table of text (CSV)") if kind == CSV else say(FileType.of_ending(kind).words)
