"""The newest revision of several steps in one query: what every later step is worked out from."""

from typing import Any, TypeVar

from django.db.models import F, QuerySet, Subquery, Value

from rettvis.web.access.models import User
from rettvis.web.application.models import Case, Revision

Kept = TypeVar("Kept", bound=Revision)


class Newest:
    """The newest revision of each of some steps, by the model of the step."""

    def __init__(self, case: Case, *models: type[Revision]) -> None:
        self._found: dict[type[Revision], Revision] = {}
        queries = [_newest(case, model, place) for place, model in enumerate(models)]
        for row in queries[0].union(*queries[1:], all=True):
            place, number, content, saved_at, saved_by, name = row
            revision = models[place](number=number, content=content, saved_at=saved_at)
            revision.case, revision.saved_by = case, User(pk=saved_by, name=name)
            self._found[models[place]] = revision

    def get(self, model: type[Kept]) -> Kept | None:
        """The step's revision; None when nothing is saved."""
        return self._found.get(model)  # type: ignore[return-value]

    def number(self, model: type[Revision]) -> int:
        """The number of the step's revision, 0 when nothing is saved."""
        found = self._found.get(model)
        return found.number if found else 0

    def content(self, model: type[Revision]) -> Any:
        """The content of the step's revision; None when nothing is saved."""
        found = self._found.get(model)
        return found.content if found else None


def _newest(case: Case, model: type[Revision], place: int) -> "QuerySet[Any, Any]":
    rows = model._default_manager
    newest = rows.filter(case=case).order_by("-number").values("pk")[:1]
    return (
        rows.filter(pk=Subquery(newest))
        .annotate(place=Value(place), saver=F("saved_by__name"))
        .values_list("place", "number", "content", "saved_at", "saved_by_id", "saver")
    )
