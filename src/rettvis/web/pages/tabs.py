"""The pages of a case beside its steps: documents, letters, history, log. Each app adds its own."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Tab:
    """A page of the case: its name, title, the name of its address, its place, and who sees it.

    ``roles`` is None where everybody who sees the case sees the page.
    """

    name: str
    title: str | Promise
    url_name: str
    order: int
    roles: Collection[str] | None = None


@dataclass(frozen=True)
class ShownTab:
    """A page of the case as it is shown to one person."""

    title: str
    address: str
    current: bool


_registered: dict[str, Tab] = {}


def register_tab(tab: Tab) -> None:
    """Add a page to every case; call it from the app's ``AppConfig.ready``."""
    _registered[tab.name] = tab


def tabs_of(number: str, roles: Collection[str], current: str = "") -> list[ShownTab]:
    """The pages of case ``number`` that somebody with ``roles`` sees, in order."""
    tabs = sorted(_registered.values(), key=lambda tab: (tab.order, tab.name))
    return [
        ShownTab(str(tab.title), reverse(tab.url_name, args=[number]), tab.name == current)
        for tab in tabs
        if tab.roles is None or set(roles) & set(tab.roles)
    ]
