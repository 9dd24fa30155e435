"""One request through the whole application, as a server hands it over, with its time and its queries."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection

HOST = "testserver"
SECRET = "a" * 32
"""The form's token, in cookie and form alike."""

TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@dataclass(frozen=True)
class Page:
    """What is asked for: an address, and for a form that is sent what is typed in it."""

    address: str
    typed: tuple[tuple[str, str], ...] | None = None
    session: str = ""


@dataclass
class Answer:
    """What came back, how long it took on the clock and of this process, and what the database was asked."""

    status: int = 0
    body: str = ""
    location: str = ""
    milliseconds: float = 0
    processor: float = 0
    queries: list[str] = field(default_factory=list)


def ask(application: Any, page: Page, *, count: bool = False) -> Answer:
    """Ask for ``page``; with ``count`` also list the queries, which takes time of its own."""
    environ, answer = _environ(page), Answer()

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        answer.status = int(status.split()[0])
        answer.location = dict(headers).get("Location", "")

    connection.force_debug_cursor = count
    clock, processor = time.perf_counter(), time.process_time()
    response = application(environ, start_response)
    body = b"".join(response)
    response.close()
    answer.processor = (time.process_time() - processor) * 1000
    answer.milliseconds = (time.perf_counter() - clock) * 1000
    if count:
        answer.queries = [row["sql"] for row in connection.queries_log if _is_question(row["sql"])]
    connection.force_debug_cursor = False
    answer.body = body.decode()
    return answer


def _is_question(sql: str | None) -> bool:
    return bool(sql) and not str(sql).startswith(TRANSACTIONS)


def _environ(page: Page) -> dict[str, Any]:
    parts = urlsplit(page.address)
    body = b"" if page.typed is None else urlencode([("csrfmiddlewaretoken", SECRET), *page.typed]).encode()
    cookies = [(settings.CSRF_COOKIE_NAME, SECRET), (settings.SESSION_COOKIE_NAME, page.session)]
    return {
        "REQUEST_METHOD": "GET" if page.typed is None else "POST",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_ORIGIN": f"https://{HOST}",
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies if value),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


class _Form(HTMLParser):
    """What a browser would send of the form with ``based_on``, as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: list[tuple[str, str]] = []
        self._name = self._text = ""
        self._form: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what stands in a field."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = []
        elif tag == "input" and given.get("name"):
            kind = given.get("type", "text")
            if kind not in ("submit", "button") and (kind not in ("checkbox", "radio") or "checked" in given):
                self._form.append((given["name"], given.get("value", "on" if kind == "checkbox" else "")))
        elif tag in ("textarea", "select"):
            self._name, self._text = given.get("name", ""), ""
        elif tag == "option" and "selected" in given:
            self._text = given.get("value", "")

    def handle_data(self, data: str) -> None:
        """What stands in a text box."""
        if self._name and self.lasttag == "textarea":
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """The end of a field, or of the form."""
        if tag in ("textarea", "select") and self._name:
            self._form.append((self._name, self._text.removeprefix("\n")))
            self._name = ""
        elif tag == "form" and "based_on" in dict(self._form):
            self.typed = self._form


def typed_in(body: str) -> Iterable[tuple[str, str]]:
    """What stands in the page's form, to be sent as it is or changed."""
    form = _Form()
    form.feed(body)
    return [(name, value) for name, value in form.typed if name != "csrfmiddlewaretoken"]
