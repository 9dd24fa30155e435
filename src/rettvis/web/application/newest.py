"""The newest revision of several steps in one query: what every later step is worked out from."""

import json
from functools import lru_cache
from typing import Any

from django.db import connection

from rettvis.web.application.models import Case, Revision


class Newest:
    """The newest revision of each of some steps, by the model of the step."""

    def __init__(self, case: Case, *models: type[Revision]) -> None:
        self._found: dict[type[Revision], tuple[int, Any]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_question(models), [case.pk] * 2 * len(models))
            for place, number, content in cursor.fetchall():
                self._found[models[place]] = (number, json.loads(content))

    def number(self, model: type[Revision]) -> int:
        """The number of the step's revision, 0 when nothing is saved."""
        return self._found.get(model, (0, None))[0]

    def content(self, model: type[Revision]) -> Any:
        """The content of the step's revision; None when nothing is saved."""
        return self._found.get(model, (0, None))[1]


@lru_cache
def _question(models: tuple[type[Revision], ...]) -> str:
    """The query in plain SQL: putting it together anew took ten times as long as asking it."""
    return " UNION ALL ".join(
        f"SELECT {place}, number, content FROM {table} WHERE case_id = %s "
        f"AND number = (SELECT MAX(number) FROM {table} WHERE case_id = %s)"
        for place, table in enumerate(connection.ops.quote_name(model._meta.db_table) for model in models)
    )
