"""Several forms on one page that are saved together; some of them rows that are added and removed.

Everything works by plain buttons. The browser sends the keys of the rows in order, so that a row keeps its
identity, what is typed in it and its faults, whatever happens to the rows around it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Any, ClassVar

from django.forms import ChoiceField, MultipleChoiceField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from rettvis.rulekit.faults import Fault
from rettvis.web.pages.engine import day, say
from rettvis.web.pages.forms import Form

KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
MOST_ROWS = 150


class PartForm(Form):
    """One part of a sheet. ``place`` is where its facts stand in what the rules speak of."""

    place: ClassVar[str] = ""
    fields_by_place: ClassVar[Mapping[str, str]] = {}
    """The rest of a fault's place, and the field it is mended in, where they are not called the same."""

    @classmethod
    def holds(cls, place: str) -> bool:
        """Whether the fact at ``place`` is typed here; without a place of its own: its fields alone."""
        if not cls.place:
            return place in cls.fields_by_place or place in cls.base_fields
        return place == cls.place or place.startswith(f"{cls.place}.")

    @classmethod
    def field_at(cls, rest: str) -> str:
        """The field for the rest of a place; the first field where none fits."""
        known = cls.fields_by_place.get(rest, rest)
        return known if known in cls.base_fields else next(iter(cls.base_fields))

    def at_fault(self, field: str) -> str:
        """The field that the fault is shown at: a form may move it to the one that was used."""
        return field


class RowForm(PartForm):
    """A part of which there may be many. ``keyed`` rows are named by their key, others by their number."""

    keyed: ClassVar[bool] = False
    usual: ClassVar[Mapping[str, str]] = {}
    """What stands in a row that nobody has filled in."""
    key: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been typed or chosen in the row."""
        return all(self[name].data in (None, "", self.usual.get(name, "")) for name in self.fields)

    @classmethod
    def title_of(cls, content: Mapping[str, Any], number: int) -> str:
        """What a row is called: the first thing that is said in it, else its number."""
        words = (said(field, content.get(name)) for name, field in cls.base_fields.items())
        found = next((text for text in words if text), "")
        return shortened(found) if found else _("Row %(number)s") % {"number": number}


@dataclass(frozen=True)
class Located:
    """The part, the row's key or number where it is a row, and the field of a place."""

    part: str
    row: str
    field: str


class Sheet:
    """The forms of one page by their part's name."""

    parts: ClassVar[Mapping[str, type[PartForm]]] = {}

    def __init__(self, initial: Mapping[str, Any], data: QueryDict | None = None) -> None:
        self.data = data
        self.forms: dict[str, PartForm] = {}
        self.rows: dict[str, list[RowForm]] = {}
        self.focus = ""
        """The id that gets the focus on the page shown next."""
        self.other: list[tuple[str, str]] = []
        """Faults that belong to no field: (id to go to, text)."""
        for name, kind in self.parts.items():
            if issubclass(kind, RowForm):
                self.rows[name] = self._rows(name, initial.get(name, ()))
            else:
                self.forms[name] = kind(data, prefix=name, initial=initial.get(name))
                self.prepare(self.forms[name])

    def prepare(self, form: PartForm) -> None:
        """Called for every form that is made: a sheet may offer choices that depend on the case."""

    @property
    def pressed(self) -> tuple[str, ...]:
        """The button that was pressed: ``("save",)``, ``("add", part)`` or ``("remove", part, key)``."""
        return tuple((self.data.get("do", "save") if self.data else "").split(":"))

    def rearranged(self) -> bool:
        """Do what an “add” or “remove” button asks; nothing is judged yet. False for any other button."""
        what, *where = self.pressed
        if what not in ("add", "remove") or not where or where[0] not in self.rows:
            return False
        self.keep_quiet()
        rows = self.rows[where[0]]
        if what == "add":
            self.add(where[0])
        else:
            rows[:] = [row for row in rows if row.key != where[-1]]
            self.focus = f"add-{where[0]}"
        return True

    def is_valid(self) -> bool:
        """Whether every field could be read. Rows that nobody filled in are left out first."""
        for rows in self.rows.values():
            rows[:] = [row for row in rows if not row.is_blank]
        return not any([form.errors for form in self._all()])

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field."""
        for fault in faults:
            text = say(fault.message)
            located = self.locate(fault.place)
            form = self._form_at(located) if located else None
            if form is None or located is None or not located.field:
                self.other.append((self.id_of(located) if located else "main", text))
            else:
                form.add_error(form.at_fault(located.field), text)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every fault with the id of its field, in the order of the page."""
        found = list(self.other)
        for title, form in self._titled():
            found += [("main", f"{title}{text}") for text in form.non_field_errors()]
            for field in form:
                found += [(field.first_id, f"{title}{field.label}: {text}") for text in field.errors]
        return found

    @classmethod
    def locate(cls, place: str) -> Located | None:
        """Where on the sheet the fact at ``place`` is typed; None when it is not on this sheet."""
        best = max(
            (name for name, kind in cls.parts.items() if kind.holds(place)),
            key=lambda name: len(cls.parts[name].place),
            default=None,
        )
        if best is None:
            return None
        kind = cls.parts[best]
        rest = place[len(kind.place) :].strip(".")
        if not issubclass(kind, RowForm):
            return Located(best, "", kind.field_at(rest))
        row, _dot, rest = rest.partition(".")
        return Located(best, row, kind.field_at(rest) if row else "")

    @classmethod
    def id_of(cls, located: Located) -> str:
        """The id on the page that a link leads to, as the page stands when it is opened."""
        if not located.field:
            return f"add-{located.part}"
        prefix = f"{located.part}-{located.row}" if located.row else located.part
        field = cls.parts[located.part].base_fields[located.field]
        several = getattr(field.widget, "use_fieldset", False)
        return f"id_{prefix}-{located.field}" + ("_0" if several else "")

    def add(self, name: str, given: Mapping[str, Any] | None = None) -> None:
        """Put a row at the end, with the focus on its first field."""
        rows = self.rows[name]
        if len(rows) >= MOST_ROWS:
            self.other.append((f"add-{name}", _("There is no room for more rows here.")))
            return
        rows.append(self._row(name, new_key(), None, given or {}))
        next(iter(rows[-1].fields.values())).widget.attrs["autofocus"] = True

    def keep_quiet(self) -> None:
        """Judge nothing that is typed: the page is shown again only to be gone on with."""
        for form in self._all():
            form._errors = ErrorDict()

    def _rows(self, name: str, initial: Iterable[tuple[str, Mapping[str, Any]]]) -> list[RowForm]:
        if self.data is None:
            rows = [self._row(name, key, None, given) for key, given in initial]
            return rows or [self._row(name, new_key(), None, {})]
        keys = dict.fromkeys(key for key in self.data.getlist(name) if KEY.fullmatch(key))
        return [self._row(name, key, self.data, None) for key in keys]

    def _row(self, name: str, key: str, data: QueryDict | None, given: Mapping[str, Any] | None) -> RowForm:
        kind = self.parts[name]
        row = kind(data, prefix=f"{name}-{key}", initial={**getattr(kind, "usual", {}), **(given or {})})
        if not isinstance(row, RowForm):
            raise TypeError(f"{name} is not a part with rows")
        row.key = key
        self.prepare(row)
        return row

    def _all(self) -> list[PartForm]:
        found: list[PartForm] = []
        for name in self.parts:
            found += self.rows[name] if name in self.rows else [self.forms[name]]
        return found

    def _titled(self) -> Iterator[tuple[str, PartForm]]:
        """The forms with faults, the rows among them by name."""
        for name in self.parts:
            for number, row in enumerate(self.rows.get(name, ()), start=1):
                if row.errors:
                    content = {field: row[field].value() for field in row.fields}
                    yield f"{row.title_of(content, number)} – ", row
            if name in self.forms and self.forms[name].errors:
                yield "", self.forms[name]

    def _form_at(self, located: Located) -> PartForm | None:
        if located.part in self.forms:
            return self.forms[located.part]
        rows = self.rows[located.part]
        if rows and rows[0].keyed:
            return next((row for row in rows if row.key == located.row), None)
        number = int(located.row) if located.row.isdecimal() else 0
        return rows[number - 1] if 1 <= number <= len(rows) else None


def said(field: Any, value: Any) -> str:
    """A field's value in the reader's words; nothing for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(field, MultipleChoiceField):
        names = dict(field.choices)
        return ", ".join(str(names.get(str(one), one)) for one in value)
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(str(field.prepare_value(value)), value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day(value)
    return str(field.prepare_value(value))


def shortened(text: str, longest: int = 60) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"


def numbered(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Rows without keys of their own, named by their number from 1."""
    return [(str(number), row) for number, row in enumerate(rows, start=1)]


def new_key() -> str:
    """A key that two people who add a row at the same time do not share."""
    return f"r{token_hex(4)}"
