"""The reader's language, and that personal pages are never stored on the way or in the browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from rettvis.rulekit.wording import LANGUAGES

Answer = Callable[[HttpRequest], HttpResponseBase]


def language(get_response: Answer) -> Answer:
    """Bokmål until the reader has chosen another language by a click."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in LANGUAGES else LANGUAGES[0]
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def never_stored(get_response: Answer) -> Answer:
    """Every page is for one reader only."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer
