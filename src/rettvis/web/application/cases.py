"""Finding a case through the gate: the only way a view gets one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, may, require, visible
from rettvis.web.access.guard import Declared, View, ask_to_log_in, declare, wanted
from rettvis.web.access.log import known_shape, look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case


def visible_cases(user: User) -> "QuerySet[Case]":
    """The cases that ``user`` may see."""
    return visible(user, Case.objects.all(), Action.SEE_CASE)


def find_case(user: User, number: str, action: Action, what: str, see: Action = Action.SEE_CASE) -> Case:
    """The case, with its person, unit and municipality; the look-up is logged in the caller's transaction.

    ``what`` names the data shown, in English words marked for translation. Raises ``Refused``: hidden when
    the case is not there for this user at all, which she must be allowed to ``see`` for.
    """
    found = (
        Case.objects.select_related("person", "municipality", "unit", "assigned_to")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise Refused(action, known_shape(number), hidden=True)
    if not may(user, see, found):
        raise Refused(action, number, municipality_id=found.municipality_id, hidden=True)
    look_up(require(user, action, found), action, case_number=number, what=what)
    return found


def on_case(
    what: str | Callable[..., str],
    *,
    get: Action = Action.SEE_CASE,
    post: Action | None = Action.CHANGE_CASE,
    see: Action = Action.SEE_CASE,
) -> Callable[[View], View]:
    """For a view of one case: ``view(request, case, …)`` instead of ``view(request, number, …)``.

    Checks the gate, logs the look-up with ``what`` and runs the view, all in one transaction. ``what`` may be
    a function of the rest of the address, where a case has many of what is looked up (a document's number).
    ``post=None`` allows no POST. ``see`` is another action than seeing the case, for a page that shows less
    of it to somebody who does not see the case itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            action = wanted(request, get, post)
            if action is None:
                return HttpResponseNotAllowed(["GET"])
            if answer := ask_to_log_in(request):
                return answer
            with transaction.atomic():
                data = what if isinstance(what, str) else what(**kwargs)
                case = find_case(request.user, number, action, data, see)
                return view(request, case, *args, **kwargs)

        return declare(checked, Declared("guarded", get, post, on_case=True, see=see))

    return decorate
