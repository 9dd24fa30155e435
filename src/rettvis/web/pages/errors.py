"""What went wrong, in plain words, with a way on."""

import errno
import sys
from typing import Any

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rettvis.web.pages.engine import language


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read."""
    return page(
        request,
        400,
        _("We could not read what was sent"),
        _("Nothing was saved. Go back, check what you typed or attached, and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader's role does not allow it."""
    return page(
        request,
        403,
        _("You do not have access to this"),
        _("Your role does not allow it. If you need it in your work, ask whoever manages access."),
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or came from somewhere else."""
    return page(
        request,
        403,
        _("The form was too old"),
        _("Nothing was saved. Go back, load the page again, and send the form once more."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it does not exist, or the reader may not know that it does."""
    return page(
        request,
        404,
        _("We did not find the page"),
        _("The address may be mistyped, or you do not have access to what is there."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any form may hold; nothing of it was read."""
    return page(
        request,
        413,
        _("What you sent is too large"),
        _(
            "Nothing was saved. A file may be at most 20 MB: scan it with fewer points or in grey, or send "
            "it in several parts."
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault; 507 where the disk is full, 503 where the database is away."""
    status, title, text = _what_broke(sys.exc_info()[1])
    # Without the reader and her roles: the database may be what is broken.
    context = {"title": title, "text": text, "language": language()}
    return HttpResponse(render_to_string("pages/broken.jinja", context), status=status)


def _what_broke(error: BaseException | None) -> tuple[int, str, str]:
    """The status, the title and what the reader can do."""
    if _no_room(error):
        text = _(
            "Nothing of what you sent just now was saved; what you had saved before is safe. Tell whoever "
            "runs the service that the disk is full, and keep the page open to send it again."
        )
        return 507, _("There is no room left to save in"), text
    if isinstance(error, (OperationalError, InterfaceError)):
        text = _("Nothing of what you sent just now was saved. Wait a minute, go back and try again.")
        return 503, _("The service cannot reach its data"), text
    text = _("What you had already saved is safe. Go back and try again; tell us if it happens again.")
    return 500, _("Something went wrong with us"), text


def _no_room(error: BaseException | None) -> bool:
    """Whether the error, or one behind it, says that a disk or a table space is full."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return True
        if (
            getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
            or getattr(error, "sqlstate", "") == "53100"
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """What went wrong, as a page with a way on."""
    context: dict[str, Any] = {"title": title, "text": text, "status": status}
    return render(request, "pages/error.jinja", context, status=status)
