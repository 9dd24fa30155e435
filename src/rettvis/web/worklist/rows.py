"""The rows of one page of the list, as the database gives them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from rettvis.web.access.gate import sight
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import NO_DEADLINE, Case
from rettvis.web.pages.questions import DAY, NUMBER, Question
from rettvis.web.worklist.filters import ORDER_COLUMNS, Asked, Place, beyond, condition

PAGE = 50
Raw = tuple[Any, ...]
"""A row as the database gives it: the values of :data:`COLUMNS`, and all of them can be compared."""

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


DAYS = frozenset({"person__birth_date", "next_due_on", "waits_since", "waits_until"})
"""Columns that are asked for as texts: a day is made of them only where a line is made anew."""

_ASKED = tuple(Cast(F(name), TextField()) if name in DAYS else name for name in COLUMNS)


@dataclass(frozen=True)
class Page:
    """Rows in order, as the database gave them, and where the pages before and after begin ("" for none)."""

    rows: Sequence[Raw]
    before: str = ""
    after: str = ""


class Rows:
    """Some rows as the database gave them: the log is written from these, the page is made afterwards."""

    def __init__(self, asked: Asked, question: Question, found: Sequence[Raw]) -> None:
        self.asked, self._question, self._found = asked, question, found

    def __len__(self) -> int:
        return len(self._found)

    def shown(self) -> Hashable:
        """All that a page of these rows follows from."""
        return tuple(self._found)

    def numbers(self, municipality: int) -> list[str]:
        """The case numbers shown of one municipality."""
        shown = self._in_order()
        return [row[_NUMBER] for row in shown if row[_MUNICIPALITY] == municipality]

    def page(self) -> Page:
        """The rows in order, and the ways on."""
        rows = self._in_order()
        if not rows:
            return Page(rows)
        place, more = self.asked.place, len(self._found) > PAGE
        backwards = place is not None and place.backwards
        first, last = self.known([rows[0], rows[-1]])
        return Page(
            rows,
            before=_place(first, self.asked.order) if (more if backwards else place is not None) else "",
            after=_place(last, self.asked.order) if (more or backwards) else "",
        )

    def known(self, rows: Sequence[Raw]) -> list[dict[str, Any]]:
        """Rows as Python knows them, by the names of :data:`COLUMNS`."""
        found = [dict(zip(COLUMNS, row, strict=True)) for row in self._question.converted(list(rows))]
        for row in found:
            row.update({name: date.fromisoformat(row[name]) for name in DAYS if row[name]})
        return found

    def _in_order(self) -> list[Raw]:
        shown = list(self._found[:PAGE])
        if self.asked.place is not None and self.asked.place.backwards:
            shown.reverse()
        return shown


_NUMBER, _MUNICIPALITY = COLUMNS.index("number"), COLUMNS.index("municipality_id")
_UNIT, _HANDLER = COLUMNS.index("unit_id"), COLUMNS.index("assigned_to_id")

_questions: dict[Hashable, Question] = {}
MOST_QUESTIONS = 4000
"""So many lists are kept put together; then all are forgotten and made anew as they are asked for."""


def rows_of(cases: "QuerySet[Case]", asked: Asked) -> Rows:
    """One page of ``cases``; one row more is asked for, so that nothing is counted."""
    cases = cases if asked.place is None else cases.filter(beyond(asked.place, asked.order))
    question = Question(lambda: _ordered(cases, asked))
    return Rows(asked, question, question.raw())


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
    return Rows(asked, question, question.raw(**({"day": place.day, "key": place.key} if place else {})))


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
    return cases.order_by(*columns).values_list(*_ASKED)[: PAGE + 1]


def place_of(row: Raw) -> tuple[int, int | None]:
    """The municipality and the unit of a row."""
    return row[_MUNICIPALITY], row[_UNIT]


def key_of(row: Raw) -> str:
    """What is sent of a ticked case: its number, and who handled it when the page was made."""
    return f"{row[_NUMBER]}.{row[_HANDLER] or 0}"


def _place(row: Mapping[str, Any], order: str) -> str:
    """What stands in an address for this row's place; a row without a day is among the last."""
    day = row["next_due_on"] if order == "due" else row["waits_since"]
    return f"{(day or NO_DEADLINE).isoformat()}_{row['id']}"
