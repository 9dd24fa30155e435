"""The rows of one page of the list, with everything that is shown of them worked out."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from markupsafe import escape

from rettvis.rulekit.wording import date_text
from rettvis.web.access.gate import sight
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import NO_DEADLINE, OPEN_STATUSES, Case
from rettvis.web.pages.questions import DAY, NUMBER, Question
from rettvis.web.worklist.filters import ORDER_COLUMNS, Asked, Place, beyond, condition
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
)


@dataclass(frozen=True)
class Page:
    """Some rows, in order, and where the pages before and after begin; "" where there is none."""

    rows: Sequence[dict[str, Any]]
    before: str = ""
    after: str = ""


class Rows:
    """Some rows as the database gave them: the log is written from these, the page is made afterwards."""

    def __init__(self, asked: Asked, found: Sequence[Any], question: Question | None = None) -> None:
        self.asked, self._found, self._question = asked, found, question

    def __len__(self) -> int:
        return len(self._found)

    def numbers(self, municipality: int) -> list[str]:
        """The case numbers shown of one municipality."""
        shown = self._in_order()
        return [row[_NUMBER] for row in shown if row[_MUNICIPALITY] == municipality]

    def page(self) -> Page:
        """The rows as Python knows them."""
        shown = self._in_order()
        if self._question is not None:
            shown = self._question.converted(shown)
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in shown]
        if not rows:
            return Page(rows)
        place, order, more = self.asked.place, self.asked.order, len(self._found) > PAGE
        backwards = place is not None and place.backwards
        return Page(
            rows,
            before=_place(rows[0], order) if (more if backwards else place is not None) else "",
            after=_place(rows[-1], order) if (more or backwards) else "",
        )

    def _in_order(self) -> list[Any]:
        shown = list(self._found[:PAGE])
        if self.asked.place is not None and self.asked.place.backwards:
            shown.reverse()
        return shown


_NUMBER, _MUNICIPALITY = COLUMNS.index("number"), COLUMNS.index("municipality_id")

_questions: dict[Hashable, Question] = {}
MOST_QUESTIONS = 4000
"""So many lists are kept put together; then all are forgotten and made anew as they are asked for."""


def rows_of(cases: "QuerySet[Case]", asked: Asked) -> Rows:
    """One page of ``cases``; one row more is asked for, so that nothing is counted."""
    cases = cases if asked.place is None else cases.filter(beyond(asked.place, asked.order))
    return Rows(asked, list(_ordered(cases, asked)))


def listed(user: User, asked: Asked, units: Sequence[int], today: date) -> Rows:
    """One page of the list for ``user``. Its SQL is put together once for everything that it depends on."""
    place = asked.place
    form = replace(asked, place=place and replace(place, day=DAY, key=NUMBER), doubts=())
    key = (sight(user), user.pk, form, tuple(units), today)
    question = _questions.get(key)
    if question is None:
        if len(_questions) >= MOST_QUESTIONS:
            _questions.clear()
        cases = visible_cases(user).filter(condition(asked, user, units, today))
        question = _questions[key] = _question(cases, form)
    return Rows(asked, question.raw(**({"day": place.day, "key": place.key} if place else {})), question)


def _question(cases: "QuerySet[Case]", form: Asked) -> Question:
    if form.place is None:
        return Question(lambda: _ordered(cases, form))
    backwards = form.place.backwards

    def build(day: date, key: int) -> "QuerySet[Any, Any]":
        return _ordered(cases.filter(beyond(Place(day, key, backwards), form.order)), form)

    return Question(build, day=DAY, key=NUMBER)


def _ordered(cases: "QuerySet[Case]", asked: Asked) -> "QuerySet[Any, Any]":
    sign = "-" if asked.place is not None and asked.place.backwards else ""
    columns = [f"{sign}{name}" for name in (ORDER_COLUMNS[asked.order], "id")]
    return cases.order_by(*columns).values_list(*COLUMNS)[: PAGE + 1]


@dataclass(frozen=True)
class Reader:
    """Who reads the list: on which day, in which language with which words, and where she may do what.

    ``approving`` and ``sending``: the units, by municipality, where the reader may approve decisions and send
    letters; None among them for all of it.
    """

    today: date
    language: str
    words: Words
    approving: Mapping[int, Sequence[int | None]]
    sending: Mapping[int, Sequence[int | None]]


def shown(page: Page, reader: Reader) -> Iterator[tuple[str, ...]]:
    """What stands in the cells of each row, in the order the template takes them, ready to be shown.

    The template puts these texts in as they are: what somebody has typed is escaped here, once for each row
    and not once for each cell, which took a third of the page's time.
    """
    words, day = reader.words, lru_cache(lambda value: date_text(value, reader.language))
    addresses: dict[str, list[str]] = {}
    steps: dict[int, str] = {}
    for row in page.rows:
        number, due, since = row["number"], row["next_due_on"], row["waits_since"]
        step = next_step(
            row,
            reader.today,
            may_approve=_covers(reader.approving, row),
            may_send=_covers(reader.sending, row),
        )
        said = steps.get(id(step))
        if said is None:
            said = steps[id(step)] = words.said(step.what)
        yield (
            key_of(row),
            number,
            _address(addresses, "case", number),
            escape(row["person__name"]),
            day(row["person__birth_date"]),
            said,
            _address(addresses, step.url_name, number) if said else "",
            words.about[row["kind"], row["group"]],
            urgency(due, reader.today) if row["status"] in OPEN_STATUSES else "",
            day(due) if due else "",
            words.deadline(row["next_due_what"]),
            words.status[row["status"], row["on_hold"]],
            words.waits[row["waits_for"]] if since else "",
            day(since) if since else "",
            escape(row["assigned_to__name"] or ""),
        )


def _covers(where: Mapping[int, Sequence[int | None]], row: Mapping[str, Any]) -> bool:
    units = where.get(row["municipality_id"], ())
    return None in units or row["unit_id"] in units


def key_of(row: Mapping[str, Any]) -> str:
    """What is sent of a ticked case: its number, and who handled it when the page was made."""
    return f"{row['number']}.{row['assigned_to_id'] or 0}"


def _address(made: dict[str, list[str]], name: str, number: str) -> str:
    """The address of a page of the case: worked out once for each page, not once for each row."""
    if name not in made:
        made[name] = reverse(name, args=[ANY_NUMBER]).split(ANY_NUMBER)
    start, end = made[name]
    return f"{start}{number}{end}"


def _place(row: Mapping[str, Any], order: str) -> str:
    """What stands in an address for this row's place; a row without a day is among the last."""
    day = row["next_due_on"] if order == "due" else row["waits_since"]
    return f"{(day or NO_DEADLINE).isoformat()}_{row['id']}"
