"""The letter and the record as documents: made now, or as they were sent."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from rettvis.edges.holidays import holidays_around
from rettvis.journey.decision import CaseSnapshot
from rettvis.journey.decision.document import Document
from rettvis.journey.decision.letter import internal_record, letter
from rettvis.rulekit.faults import Fault
from rettvis.web.decision.comparing import changes_since
from rettvis.web.decision.copied import contents_now
from rettvis.web.decision.whole_case import WholeCase


def made_letter(whole: WholeCase, language: str, on: date) -> Document:
    """The letter of the case as it stands, dated ``on`` until it is sent."""
    return letter(whole.snapshot, language, on, _holidays(on))


def made_record(whole: WholeCase, on: date) -> Document:
    """The internal record of the case as it stands, in bokmål or nynorsk as the letter."""
    language = whole.draft.language if whole.draft.language != "en" else "nb"
    return internal_record(_with_changes(whole, language), language, on)


def _with_changes(whole: WholeCase, language: str) -> CaseSnapshot:
    """The snapshot with what differs from the case it began as a copy of, in ``language``."""
    copy, told = whole.copy, whole.snapshot.copied
    if copy is None or told is None:
        return whole.snapshot
    now = contents_now(whole.newest)
    with override(language):
        found = [
            change
            for step in copy.base
            for change in changes_since(whole.case, step, copy.base[step], now[step])
        ]
    return replace(whole.snapshot, copied=replace(told, changes=tuple(found)))


def as_draft(document: Document) -> Document:
    """``document`` marked as a draft in its title; the letter says so itself as well."""
    with override(document.language):
        title = _("DRAFT: %(title)s") % {"title": document.title}
    return replace(document, title=title)


def as_data(document: Document) -> dict[str, Any]:
    """The document as data that a page can show and the database keep; each block says its kind."""
    data: dict[str, Any] = _plain(document)
    return data


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        data = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {"kind": value.kind, **data} if hasattr(value, "kind") else data
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _holidays(on: date) -> Any:
    found = holidays_around(on, "sent_on")
    return None if isinstance(found, Fault) else found
