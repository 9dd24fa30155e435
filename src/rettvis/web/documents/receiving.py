"""How a file is received: cut off where it is too large, and held where nobody can find it.

What comes is held in memory, and beyond a megabyte in a file without a name, which the system itself removes
when the process ends, however it ends.
"""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase

from rettvis.edges.received import MOST_BYTES
from rettvis.web.pages.errors import too_large

MOST_BODY = MOST_BYTES + 1_000_000
"""The largest body of any request: the largest file, and the fields beside it."""

_IN_MEMORY = 1_000_000


class ReceivedFile(UploadedFile):
    """A file as it came, with the whole name that it was sent under.

    ``fault`` is ``"too_large"`` where it was cut off, and ``"no_room"`` where it could not be held.
    """

    def __init__(self, file: Any, raw_name: str, size: int, fault: str) -> None:
        super().__init__(file=file, name="received", size=size)
        self.raw_name = raw_name
        self.fault = fault


class CappedHandler(FileUploadHandler):
    """Takes in a file of at most :data:`MOST_BYTES`, and lets the rest of a larger one pass by."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin."""
        super().new_file(*args, **kwargs)
        self.held = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the request
        self.length = 0
        self.fault = ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold one piece."""
        self.length += len(raw_data)
        if self.length > MOST_BYTES:
            self.fault = "too_large"
        if self.fault:
            return
        try:
            self.held.write(raw_data)
        except OSError:
            self.fault = "no_room"

    def file_complete(self, file_size: int) -> ReceivedFile:
        """The whole file, or what stood in its way."""
        return ReceivedFile(self.held, str(self.file_name), file_size, self.fault)


def within_limits(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], Any]:
    """Refuse a body that is too large before anything of it is read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) > MOST_BODY:
            return too_large(request)
        return get_response(request)

    return answer
