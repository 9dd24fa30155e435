"""The kinds of letters there are: each step that writes one says what it is called."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter: its name in the database, and its title for the reader."""

    name: str
    title: str | Promise


_registered: dict[str, LetterKind] = {}


def register_kind(kind: LetterKind) -> None:
    """Add a kind; call it from the app's ``AppConfig.ready``."""
    _registered[kind.name] = kind


def kind_named(name: str) -> LetterKind:
    """The kind called ``name``. Raises ``KeyError`` for one that nobody registered."""
    return _registered[name]
