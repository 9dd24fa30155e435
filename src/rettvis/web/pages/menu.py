"""The top menu: each app puts its pages in it, and a person sees those that her roles open."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate

from django.http import HttpRequest
from django.utils.functional import Promise

from rettvis.web.pages.engine import address


@dataclass(frozen=True)
class MenuItem:
    """A page of the menu: its title, the name of its address, the roles that see it, and its place."""

    title: str | Promise
    url_name: str
    roles: Collection[str]
    order: int


@dataclass(frozen=True)
class ShownItem:
    """A page of the menu as it is shown to one person."""

    title: str
    address: str
    current: bool


@dataclass(frozen=True)
class Menu:
    """The menu of one person: what stands in the row, and what is behind “More”."""

    row: list[ShownItem]
    more: list[ShownItem]

    @property
    def more_is_current(self) -> bool:
        """Whether the page that is open is behind “More”."""
        return any(item.current for item in self.more)


IN_THE_ROW = 46
"""How many letters the titles in the row may have together; the pages after them are behind “More”."""

_registered: dict[str, MenuItem] = {}


def register_menu(item: MenuItem) -> None:
    """Add a page to the menu; call it from the app's ``AppConfig.ready``."""
    _registered[item.url_name] = item


def menu_for(request: HttpRequest, roles: Collection[str]) -> Menu:
    """The menu of somebody with ``roles``; the page whose address fits best is the current one."""
    items = sorted(_registered.values(), key=lambda item: (item.order, item.url_name))
    addresses = [(item, address(item.url_name)) for item in items if set(roles) & set(item.roles)]
    fitting = [address for _item, address in addresses if request.path.startswith(address)]
    here = max(fitting, key=len, default="")
    shown = [ShownItem(str(item.title), address, address == here) for item, address in addresses]
    ends = list(accumulate(len(item.title) for item in shown))
    row = max(1, sum(end <= IN_THE_ROW for end in ends))
    return Menu(shown[:row], shown[row:])
