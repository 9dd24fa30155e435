"""The matrix of steps and routines: where an approved routine is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rettvis.journey.routines import Mark, coverage, in_words
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.routines.store import Registered, registered


@guarded(Action.SEE_ROUTINES)
def covered(request: HttpRequest) -> HttpResponse:
    """One matrix for each of the reader's municipalities, with what is missing in a sentence above it."""
    today = timezone.localdate()
    places = list(municipalities(request.user, Action.SEE_ROUTINES))
    every = registered(places)
    matrices = [
        _matrix(place, [one for one in every if one.row.municipality_id == place.pk], today)
        for place in places
    ]
    return render(
        request, "routines/coverage.jinja", {"matrices": matrices, "marks": list(Mark), "today": today}
    )


def _matrix(place: object, every: list[Registered], today: object) -> dict[str, object]:
    used = {one.row.pk: one.routine for one in every if one.routine.in_force or one.routine.coming}
    steps = coverage(used, today)  # type: ignore[arg-type]
    return {"place": place, "routines": used, "steps": steps, "words": in_words(steps)}
