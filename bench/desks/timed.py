"""The application as a server runs it, with the milliseconds it took in each answer (``Server-Timing``)."""

import time
from collections.abc import Iterable
from typing import Any

from rettvis.web.site.wsgi import application as real


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """From the moment the server hands the request over until the whole answer is made."""
    began = time.perf_counter()
    kept: list[Any] = []
    answer = real(environ, lambda *given: kept.append(given))
    body = b"".join(answer)
    answer.close()
    status, headers = kept[0][:2]
    taken = (time.perf_counter() - began) * 1000
    start_response(status, [*headers, ("Server-Timing", f"app;dur={taken:.3f}")])
    return [body]
