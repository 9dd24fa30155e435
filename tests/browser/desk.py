"""A colleague at her desk: where she goes, what she types and presses, and what the page then says."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor


@dataclass
class Desk:
    """The window of one colleague, who logs in again when her log-in has ended."""

    username: str
    visitor: Visitor
    has_come: bool = False
    """Whether she has come to work today."""

    def open(self, address: str, status: int = 200) -> None:
        """Go to an address, by way of the log-in where it is a new day."""
        if not self.has_come:
            self.visitor.go("/")
            if "/logg-inn/" in self.visitor.page.url:
                self.visitor.log_in(self.username)
            self.has_come = True
        self.visitor.go(address, status)

    def type(self, **fields: str) -> None:
        """Type into fields by their ids, “__” standing for a hyphen."""
        for name, text in fields.items():
            self.visitor.page.fill(f"#id_{name.replace('__', '-')}", text)

    def choose(self, field: str, words: str) -> None:
        """Choose in a list by the words that are read."""
        self.visitor.page.select_option(f"#{field}", label=words)

    def tick(self, *ids: str) -> None:
        """Tick boxes and choose among radio buttons."""
        for one in ids:
            self.visitor.page.check(f"#{one}")

    def attach(self, file: Path) -> None:
        """Choose a file."""
        self.visitor.page.set_input_files("#id_file", file)

    def press(self, button: str | Locator, *, refused: bool = False) -> None:
        """Press a button, and meet no error on the page that comes unless one is awaited."""
        page = self.visitor.page
        target = page.get_by_role("button", name=button, exact=True) if isinstance(button, str) else button
        if refused:
            self.visitor.expected.add(page.url)
        with page.expect_navigation():
            target.click()
        errors = page.locator(".ds-error-summary")
        if not refused and errors.count():
            raise AssertionError(f"{self.username} is told at {page.url}: {errors.first.inner_text()}")

    def does(self, value: str, name: str = "do") -> Locator:
        """The button of the page that does this."""
        return self.visitor.page.locator(
            f"main button[name={name}][value='{value}']:not([aria-hidden])"
        ).first

    def reads(self, *texts: str) -> None:
        """These words stand on the page."""
        for text in texts:
            expect(self.visitor.page.locator("main")).to_contain_text(text)

    def does_not_read(self, text: str) -> None:
        """These words do not stand on the page."""
        expect(self.visitor.page.locator("main")).not_to_contain_text(text)

    def look(self) -> None:
        """Look at the page, wide and narrow, and by axe."""
        self.visitor.look()

    @property
    def case(self) -> str:
        """The number of the case that stands open."""
        return self.visitor.page.url.split("/sak/")[1].split("/")[0]
