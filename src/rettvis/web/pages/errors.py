"""What went wrong, in plain words, with a way on."""

from typing import Any

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
    """500: our own fault."""
    # Without the reader and her roles: the database may be what is broken.
    context = {
        "title": _("Something went wrong with us"),
        "text": _("What you had already saved is safe. Go back and try again; tell us if it happens again."),
        "language": language(),
    }
    return HttpResponse(render_to_string("pages/broken.jinja", context), status=500)


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """What went wrong, as a page with a way on."""
    context: dict[str, Any] = {"title": title, "text": text, "status": status}
    return render(request, "pages/error.jinja", context, status=status)
