"""The lines of the list as they are shown, each kept for as long as its row says the same.

What is shown of a case follows from its row, the day, the language and what the reader may do. The database
is asked for the rows each time, by what the reader may see; only putting them into words is not done again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from markupsafe import Markup

from rettvis.rulekit.wording import date_text
from rettvis.web.application.models import OPEN_STATUSES
from rettvis.web.worklist.next_steps import next_step, urgency
from rettvis.web.worklist.rows import Page, Raw, Rows, key_of, place_of
from rettvis.web.worklist.words import Words

MOST_LINES = 6000
"""So many lines are kept; then all are forgotten and made anew as they are asked for."""

_lines: dict[tuple[Any, ...], str] = {}


@dataclass(frozen=True)
class Reader:
    """Who reads the list: on which day, in which language with which words, and where she may do what.

    ``approving`` and ``sending``: the units, by municipality, where the reader may approve decisions and send
    letters; None among them for all of it. ``assigns``: whether she may give cases out.
    """

    today: date
    language: str
    words: Words
    approving: Mapping[int, Sequence[int | None]]
    sending: Mapping[int, Sequence[int | None]]
    assigns: bool


def lines(found: Rows, page: Page, reader: Reader, ticked: Collection[str]) -> Markup:
    """The body of the table: a line for each row of ``page``."""
    keys = [_key(row, reader, ticked) for row in page.rows]
    new = [(key, row) for key, row in zip(keys, page.rows, strict=True) if key not in _lines]
    if len(_lines) + len(new) > MOST_LINES:
        _lines.clear()
        new = list(zip(keys, page.rows, strict=True))
    if new:
        line = get_template("worklist/line.jinja").template.module.line
        for (key, _row), known in zip(new, found.known([row for _key, row in new]), strict=True):
            _lines[key] = str(line(**_cells(known, key, reader)))
    return Markup("".join([_lines[key] for key in keys]))


def _key(row: Raw, reader: Reader, ticked: Collection[str]) -> tuple[Any, ...]:
    """All that a line follows from."""
    may_approve, may_send = _covers(reader.approving, row), _covers(reader.sending, row)
    is_ticked = bool(ticked) and key_of(row) in ticked
    return reader.today, reader.language, reader.assigns, is_ticked, may_approve, may_send, row


def _cells(row: Mapping[str, Any], key: tuple[Any, ...], reader: Reader) -> dict[str, Any]:
    """What stands in the cells of a line."""
    _today, _language, assigns, is_ticked, may_approve, may_send, raw = key
    words, number, due, since = reader.words, row["number"], row["next_due_on"], row["waits_since"]
    step = next_step(row, reader.today, may_approve=may_approve, may_send=may_send)

    def day(value: date | None) -> str:
        return date_text(value, reader.language) if value else ""

    return {
        "assigns": assigns,
        "ticked": is_ticked,
        "own": key_of(raw),
        "number": number,
        "address": reverse("case", args=[number]),
        "name": row["person__name"],
        "born": day(row["person__birth_date"]),
        "step": words.said(step.what),
        "step_address": reverse(step.url_name, args=[number]) if step.what else "",
        "about": words.about[row["kind"], row["group"]],
        "urgency": urgency(due, reader.today) if row["status"] in OPEN_STATUSES else "",
        "due": day(due),
        "deadline": words.deadline(row["next_due_what"]),
        "state": words.status[row["status"], row["on_hold"]],
        "waits": words.waits[row["waits_for"]] if since else "",
        "since": day(since),
        "handler": row["assigned_to__name"] or "",
    }


def _covers(where: Mapping[int, Sequence[int | None]], row: Raw) -> bool:
    municipality, unit = place_of(row)
    units = where.get(municipality, ())
    return None in units or unit in units
