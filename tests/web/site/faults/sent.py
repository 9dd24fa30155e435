"""One form as it goes to a server."""

from dataclasses import dataclass

from tests.edges.received.made import png


@dataclass(frozen=True)
class Sent:
    """One form as it is sent: where, of which kind, by whom, with what."""

    view: str
    button: str
    role: str
    session: str
    path: str
    fields: tuple[tuple[str, str], ...]
    filled: tuple[tuple[str, str], ...]
    """The same with every empty box filled in."""
    plain: tuple[tuple[str, str], ...]
    """As it stood, with some words more in what was written."""
    files: tuple[str, ...]
    csrf: str

    @property
    def name(self) -> str:
        """What the form is called in a test’s name."""
        return f"{self.view}-{self.button}" if self.button else self.view


def written(form: Sent) -> tuple[bytes, str]:
    """The body of the request, and its kind."""
    edge = "----a-form-of-a-test"
    lines: list[bytes] = []
    for name, value in form.fields:
        lines.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name in form.files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="bilde.png"\r\n'
        lines.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + png() + b"\r\n")
    return b"".join(lines) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
