"""Somebody who has a keyboard and no mouse: Tab, Shift and Tab, arrows, Enter, Space, and typing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.browser.visitor import Visitor

MOST_TABS = 500
MOST_ARROWS = 60

HERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const words = (node) => node ? node.textContent.replace(/\\s+/g, ' ').trim() : '';
  const named = here.getAttribute('aria-label') || [...(here.labels || [])].map(words).join(' ');
  const box = here.getBoundingClientRect();
  return {
    label: named || words(here),
    group: words(here.closest('fieldset')?.querySelector('legend')),
    tag: here.tagName.toLowerCase(),
    type: here.type || '',
    id: here.id,
    chosen: here.tagName === 'SELECT' ? words(here.selectedOptions[0]) : '',
    checked: Boolean(here.checked),
    open: Boolean(here.parentElement && here.parentElement.open),
    seen: box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""

SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"


@dataclass(frozen=True)
class Focus:
    """Where the focus is, as somebody hears or sees it."""

    label: str
    group: str
    tag: str
    type: str
    id: str
    chosen: str
    checked: bool
    open: bool
    seen: bool


class Keyboard:
    """The keys of one visitor's window."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.keys = visitor.page.keyboard

    @property
    def here(self) -> Focus | None:
        """What has the focus."""
        found = self.page.evaluate(HERE)
        return found and Focus(**found)

    def reach(self, label: str, *, group: str = "", kind: str = "", back: bool = False) -> Focus:
        """Go from field to field until one is called ``label``; its beginning is enough."""
        met: list[str] = []
        for _ in range(MOST_TABS):
            self.keys.press("Shift+Tab" if back else "Tab")
            here = self.here
            if here is None:
                continue
            if here.label.startswith(label) and here.group.startswith(group) and kind in ("", here.type):
                if not here.seen:
                    self.visitor.note(f"“{here.label}” has the focus and cannot be seen")
                return here
            met.append(here.label[:40])
        raise AssertionError(f"no “{label}” is reached by Tab on {self.page.url}; met {met[:80]}")

    def write(self, label: str, text: str, **where: object) -> None:
        """Type into a field what it shall hold."""
        self.reach(label, **where)
        self.over(text)

    def over(self, text: str) -> None:
        """Type over what the field holds."""
        self.keys.press("Control+A")
        self.keys.press("Delete")
        self.keys.type(text)

    def choose(self, label: str, option: str, **where: object) -> None:
        """Choose in a list with the arrows."""
        here = self.reach(label, **where)
        assert here.tag == "select", f"“{label}” is a {here.tag}"
        self.keys.press("Home")
        for _ in range(MOST_ARROWS):
            now = self.here
            if now and now.chosen == option:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"“{label}” does not offer “{option}”")

    def answer(self, group: str, option: str, **where: object) -> None:
        """Choose one of several radio buttons."""
        self.reach("", group=group, kind="radio", **where)
        for _ in range(MOST_ARROWS):
            now = self.here
            assert now is not None
            if now.label == option:
                if not now.checked:
                    self.keys.press("Space")
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"“{group}” does not offer “{option}”")

    def unfold(self, label: str, **where: object) -> None:
        """Open what is folded."""
        if not self.reach(label, **where).open:
            self.keys.press("Enter")

    def tick(self, label: str, **where: object) -> None:
        """Tick a box."""
        if not self.reach(label, **where).checked:
            self.keys.press("Space")

    def follow(self, label: str, **where: object) -> None:
        """Follow a link, or press a button that opens a page."""
        self.reach(label, **where)
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def change(self, label: str, **where: object) -> None:
        """Press a button that changes the form in its place."""
        self.reach(label, **where)
        with self.answered():
            self.keys.press("Enter")

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Wait until the answer to what is done in the block stands in the page."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            yield
        self.page.wait_for_function(SETTLED)
