"""Pages that are put together once, for as long as all that they follow from stays the same.

Nothing here saves a question to the database or a row in the log: what a page shows is read each time, and is
part of the key. Only the putting together is not done again. The form's token is put in anew in each answer.
"""

from collections.abc import Callable, Hashable
from threading import Lock

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from rettvis.web.access.gate import sight
from rettvis.web.pages.context import form_token
from rettvis.web.pages.engine import language

MOST_PAGES = 400
"""So many pages are kept, each of some 60 kB; then the oldest goes."""

_kept: dict[Hashable, tuple[bytes, ...]] = {}
_filling = Lock()


def kept_page(
    request: HttpRequest, follows_from: Hashable, make: Callable[[], TemplateResponse]
) -> HttpResponse:
    """The page that ``make`` gives, or the one it gave before from the same.

    ``follows_from`` is all that the page shows beside what every page does: the reader, her roles, what is
    said of her and single cases, the day, the language and the address. A page that has a message for the
    reader is always made.
    """
    if len(get_messages(request)):
        return make()
    token = str(form_token(request)).encode()
    key = (_reader(request), request.user.today(), language(), request.get_full_path(), follows_from)
    parts = _kept.get(key)
    if parts is None:
        answer = make().render()
        if answer.status_code != 200:
            return answer
        with _filling:
            if len(_kept) >= MOST_PAGES:
                del _kept[next(iter(_kept))]
            _kept[key] = tuple(answer.content.split(token))
        return answer
    return HttpResponse(token.join(parts))


def _reader(request: HttpRequest) -> Hashable:
    """All that the frame of a page shows of its reader, and all that decides what she may do."""
    user = request.user
    places = tuple(
        (role.pk, role.municipality.name, role.municipality.synthetic, role.unit and role.unit.name)
        for role in user.roles_on(user.today())
    )
    return user.pk, user.name, sight(user), places
