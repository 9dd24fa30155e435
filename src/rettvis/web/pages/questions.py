"""Questions to the database whose SQL is put together once and asked many times.

Django puts the SQL of a query together anew each time, which takes longer than the database takes to answer a
small one. A :class:`Question` is made from an ordinary query once; only the values that differ are put in.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

NUMBER = -987_654_321
DAY = date(1, 2, 3)
MOMENT = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)
TEXT = "\u0001 put in when asked \u0001"
"""Stand in the query where a value is put in later; nothing else has these values."""


class Question:
    """A query of plain values (``values_list``) with places for what differs.

    ``build`` makes the query from stand-ins: a number, a day, a moment or a text for each name in ``places``.
    Everything else that the query depends on must be the same each time.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], **places: Any) -> None:
        self._build, self._places = build, places
        self._made: dict[str, _Made] = {}

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, with these values put in."""
        return self.converted(self.raw(**values))

    def raw(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows as the database gives them, for :meth:`converted`."""
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor) or self._make(connection)
        if not made.sql:
            return []
        given = list(made.values)
        for name, spots in made.spots.items():
            value = _adapted(values[name], connection)
            for spot in spots:
                given[spot] = value
        with connection.cursor() as cursor:
            cursor.execute(made.sql, given)
            return cursor.fetchall()

    def converted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows with dates and the like as Python knows them; what occurs again is the same object."""
        connection = connections[DEFAULT_DB_ALIAS]
        converters = self._made[connection.vendor].converters
        if not converters:
            return rows
        changed = [list(row) for row in rows]
        for place, (steps, expression) in converters:
            known: dict[Any, Any] = {}
            for row in changed:
                value = row[place]
                if value not in known:
                    known[value] = _converted(value, steps, expression, connection)
                row[place] = known[value]
        return [tuple(row) for row in changed]

    def _make(self, connection: Any) -> "_Made":
        compiler = self._build(**self._places).query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:  # nothing can fit, whatever is put in: the database need not be asked
            made = self._made[connection.vendor] = _Made("", (), {}, [])
            return made
        spots = {}
        for name, stand_in in self._places.items():
            wanted = _adapted(stand_in, connection)
            spots[name] = [place for place, value in enumerate(values) if _same(value, wanted)]
            if not spots[name]:
                raise ValueError(f"the query has no place for “{name}”")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        made = _Made(sql, tuple(values), spots, list(converters.items()))
        self._made[connection.vendor] = made
        return made


class _Made:
    """A query put together for one kind of database."""

    def __init__(
        self, sql: str, values: tuple[Any, ...], spots: dict[str, list[int]], converters: Any
    ) -> None:
        self.sql, self.values, self.spots, self.converters = sql, values, spots, converters


def _converted(value: Any, steps: Any, expression: Any, connection: Any) -> Any:
    for step in steps:
        value = step(value, expression, connection)
    return value


def _adapted(value: Any, connection: Any) -> Any:
    """The value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _same(value: Any, wanted: Any) -> bool:
    return type(value) is type(wanted) and bool(value == wanted)
