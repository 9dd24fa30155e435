"""Kinds of documents that the application makes itself: they are there whatever list a municipality keeps."""

from dataclasses import replace

from rettvis.journey.documents import DocumentKind, DocumentRules

_registered: dict[str, DocumentKind] = {}


def register_own_kind(kind: DocumentKind) -> None:
    """Add a kind; call it from the app's ``AppConfig.ready``."""
    _registered[kind.key] = kind


def with_own_kinds(rules: DocumentRules) -> DocumentRules:
    """The list, and behind it the registered kinds that it does not have."""
    known = {kind.key for kind in rules.kinds}
    more = tuple(kind for kind in _registered.values() if kind.key not in known)
    return replace(rules, kinds=(*rules.kinds, *more)) if more else rules
