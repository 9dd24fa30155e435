"""The rows of one page of the list, with everything that is shown of them worked out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from markupsafe import escape

from rettvis.rulekit.wording import date_text
from rettvis.web.application.models import OPEN_STATUSES, Case
from rettvis.web.worklist.filters import ORDER_COLUMNS, Asked, beyond
from rettvis.web.worklist.next_steps import ANY_NUMBER, next_step, urgency
from rettvis.web.worklist.words import Words

PAGE = 50
COLUMNS = (
    "id",
    "number",
    "municipality_id",
    "unit_id",
    "person__name",
    "person__birth_date",
    "group",
    "kind",
    "status",
    "steps",
    "next_due_on",
    "next_due_what",
    "waits_for",
    "waits_since",
    "waits_until",
    "on_hold",
    "assigned_to_id",
    "assigned_to__name",
    "due_order",
    "waits_order",
)


@dataclass(frozen=True)
class Page:
    """Some rows, in order, and where the pages before and after begin; "" where there is none."""

    rows: Sequence[dict[str, Any]]
    before: str = ""
    after: str = ""

    @property
    def numbers(self) -> list[str]:
        """The case numbers shown."""
        return [row["number"] for row in self.rows]


def page_of(cases: "QuerySet[Case]", asked: Asked) -> Page:
    """One page of ``cases`` by one question, which asks for one row more, so that nothing is counted."""
    place, column = asked.place, ORDER_COLUMNS[asked.order]
    backwards = place is not None and place.backwards
    if place is not None:
        cases = cases.filter(beyond(place, asked.order))
    sign = "-" if backwards else ""
    found = list(cases.order_by(f"{sign}{column}", f"{sign}id").values(*COLUMNS)[: PAGE + 1])
    more, rows = len(found) > PAGE, found[:PAGE]
    if backwards:
        rows.reverse()
    if not rows:
        return Page(rows)
    return Page(
        rows,
        before=_place(rows[0], column) if (more if backwards else place is not None) else "",
        after=_place(rows[-1], column) if (more or backwards) else "",
    )


@dataclass(frozen=True)
class Reader:
    """Who reads the list: on which day, in which language with which words, and where she may approve.

    ``approving``: the units, by municipality, where the reader may approve; None among them for all of it.
    """

    today: date
    language: str
    words: Words
    approving: Mapping[int, Sequence[int | None]]


def shown(page: Page, reader: Reader) -> Iterator[tuple[str, ...]]:
    """What stands in the cells of each row, in the order the template takes them, ready to be shown.

    The template puts these texts in as they are: what somebody has typed is escaped here, once for each row
    and not once for each cell, which took a third of the page's time.
    """
    words, day = reader.words, lru_cache(lambda value: date_text(value, reader.language))
    addresses: dict[str, list[str]] = {}
    for row in page.rows:
        number, due, since = row["number"], row["next_due_on"], row["waits_since"]
        units = reader.approving.get(row["municipality_id"], ())
        step = next_step(row, reader.today, may_approve=None in units or row["unit_id"] in units)
        yield (
            key_of(row),
            number,
            _address(addresses, "case", number),
            escape(row["person__name"]),
            day(row["person__birth_date"]),
            words.said(step.what),
            _address(addresses, step.url_name, number) if step.what else "",
            words.about[row["kind"], row["group"]],
            urgency(due, reader.today) if row["status"] in OPEN_STATUSES else "",
            day(due) if due else "",
            words.deadline(row["next_due_what"]),
            words.status[row["status"], row["on_hold"]],
            words.waits[row["waits_for"]] if since else "",
            day(since) if since else "",
            escape(row["assigned_to__name"] or ""),
        )


def key_of(row: Mapping[str, Any]) -> str:
    """What is sent of a ticked case: its number, and who handled it when the page was made."""
    return f"{row['number']}.{row['assigned_to_id'] or 0}"


def _address(made: dict[str, list[str]], name: str, number: str) -> str:
    """The address of a page of the case: worked out once for each page, not once for each row."""
    if name not in made:
        made[name] = reverse(name, args=[ANY_NUMBER]).split(ANY_NUMBER)
    start, end = made[name]
    return f"{start}{number}{end}"


def _place(row: Mapping[str, Any], column: str) -> str:
    return f"{row[column].isoformat()}_{row['id']}"
