"""Two who fill in the same sheet: what the other changed, in the words of the form, and both put together.

A sheet's content is what its forms start with: by part, a mapping of fields, or rows as (key, mapping).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rettvis.web.pages.sheets import RowForm, Sheet, said

Content = Mapping[str, Any]
Rows = list[tuple[str, Mapping[str, Any]]]
Difference = tuple[str, str, str]
"""What, before and after, as they are shown."""


def differences(sheet: type[Sheet], before: Content, after: Content) -> list[Difference]:
    """Every field that differs, and every row that came or went."""
    found: list[Difference] = []
    for name, kind in sheet.parts.items():
        if issubclass(kind, RowForm):
            found += _rows_that_differ(kind, list(before[name]), list(after[name]))
        else:
            found += _fields_that_differ(kind, "", before[name], after[name])
    return found


def merged(sheet: type[Sheet], base: Content, theirs: Content, mine: Content) -> dict[str, Any]:
    """``theirs`` with everything on top that ``mine`` changed since ``base``."""
    return {
        name: _merged_rows(kind, base[name], theirs[name], mine[name])
        if issubclass(kind, RowForm)
        else _merged_fields(base[name], theirs[name], mine[name])
        for name, kind in sheet.parts.items()
    }


def _merged_fields(base: Content, theirs: Content, mine: Content) -> dict[str, Any]:
    return {field: theirs.get(field) if mine[field] == base.get(field) else mine[field] for field in mine}


def _merged_rows(kind: type[RowForm], base: Rows, theirs: Rows, mine: Rows) -> Rows:
    return _merged_by_key(base, theirs, mine) if kind.keyed else _merged_by_content(base, theirs, mine)


def _merged_by_key(base: Rows, theirs: Rows, mine: Rows) -> Rows:
    """A row that one took out stays out, unless the other changed it meanwhile."""
    was, their = dict(base), dict(theirs)
    found: Rows = []
    for key, row in mine:
        if key in their:
            found.append((key, _merged_fields(was.get(key, {}), their[key], row)))
        elif key not in was or row != was[key]:
            found.append((key, row))
    own = {key for key, _row in mine}
    return found + [(key, row) for key, row in theirs if key not in own and row != was.get(key)]


def _merged_by_content(base: Rows, theirs: Rows, mine: Rows) -> Rows:
    """Rows without keys: what both changed stands twice, for a person to choose between."""
    was, their, own = ([row for _key, row in rows] for rows in (base, theirs, mine))
    kept = [row for row in own if row not in was or row in their]
    kept += [row for row in their if row not in was and row not in own]
    return [(str(number), row) for number, row in enumerate(kept, start=1)]


def _rows_that_differ(kind: type[RowForm], before: Rows, after: Rows) -> Iterator[Difference]:
    old, new = dict(before), dict(after)
    for number, key in enumerate(dict.fromkeys([*new, *old]), start=1):
        title = kind.title_of(new.get(key) or old[key], number)
        if key not in old:
            yield title, _("Not there"), _summary(kind, new[key])
        elif key not in new:
            yield title, _summary(kind, old[key]), _("Removed")
        else:
            yield from _fields_that_differ(kind, f"{title}: ", old[key], new[key])


def _fields_that_differ(kind: Any, title: str, before: Content, after: Content) -> Iterator[Difference]:
    for field in after:
        if before.get(field) != after[field]:
            words = [said(kind.base_fields[field], content.get(field)) or "–" for content in (before, after)]
            yield f"{title}{kind.base_fields[field].label}", words[0], words[1]


def _summary(kind: type[RowForm], row: Content) -> str:
    """Everything said in a row, each with what it is; what stands in every row is left out."""
    words = [
        f"{kind.base_fields[field].label}: {text}"
        for field, value in row.items()
        if (text := said(kind.base_fields[field], value)) and text != kind.usual.get(field)
    ]
    return "; ".join(words)
