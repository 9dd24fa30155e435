"""Somebody in a browser: where she goes, every page is looked at as a demanding reader would."""

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.browser.running import Running

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 800}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SYNTHETIC = {"nb": "Syntetiske data", "nn": "Syntetiske data", "en": "Synthetic data"}
AXE = Axe()

TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > edge + 1)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
    .slice(0, 8);
}"""


@dataclass
class Visitor:
    """A browser window of one person. ``wrong`` gathers everything that was wrong, until the test ends."""

    running: Running
    context: BrowserContext
    page: Page
    language: str = "nb"
    wrong: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)
    """Addresses that are meant to answer with a refusal."""

    def go(self, address: str, status: int = 200) -> Response | None:
        """Open an address of the application, and expect this status."""
        whole = self.running.address + address
        if status >= 400:
            self.expected.add(whole)
        answer = self.page.goto(whole)
        got = answer.status if answer else None
        if got != status:
            self.wrong.append(f"{address}: answered {got}, not {status}")
        return answer

    def log_in(self, username: str) -> None:
        """Log in by the form."""
        self.go("/logg-inn/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", self.running.password)
        self.page.press("#id_password", "Enter")
        self.page.wait_for_url(lambda url: "/logg-inn/" not in url)

    def look(self, *, axe: bool = True) -> None:
        """Look at the page that stands open: wide, narrow, by axe, and at what it says about itself."""
        self.page.set_viewport_size(WIDE)
        self._says_what_it_is()
        self._fits("1280")
        if axe:
            self._passes_axe()
        self.page.set_viewport_size(NARROW)
        self._fits("320")
        self.page.set_viewport_size(WIDE)

    def note(self, what: str) -> None:
        """Something is wrong on this page."""
        self.wrong.append(f"{self.page.url.removeprefix(self.running.address)} ({self.language}): {what}")

    def _says_what_it_is(self) -> None:
        lang = self.page.get_attribute("html", "lang")
        if lang != self.language:
            self.note(f"says that its language is {lang}")
        title, headings = self.page.title(), self.page.locator("h1").all_inner_texts()
        if len(headings) != 1:
            self.note(f"has {len(headings)} main headings: {headings}")
        if not title.endswith(" – Rettvis") or len(title) < len("xx – Rettvis"):
            self.note(f"has the title “{title}”")
        if SYNTHETIC[self.language] not in self.page.locator(".synthetic").inner_text():
            self.note("does not say that its data are synthetic")

    def _fits(self, width: str) -> None:
        if too_wide := self.page.evaluate(TOO_WIDE):
            self.note(f"is wider than {width} px: {too_wide}")

    def _passes_axe(self) -> None:
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        for violation in AXE.run(self.page, options=options).response["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]][:4]
            self.note(f"axe {violation['id']}: {violation['help']} {places}")

    def hear(self, message: ConsoleMessage) -> None:
        """What the browser complains of: errors, and what the content policy refused."""
        refusal = "Failed to load resource" in message.text and message.location["url"] in self.expected
        if message.type in ("error", "warning") and not refusal:
            self.note(f"the browser says: {message.text}")

    def picture(self, folder: Path, name: str) -> Path:
        """A picture of the whole page."""
        path = folder / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path


def visit(browser: Browser, running: Running, language: str = "nb", **more: object) -> Visitor:
    """A new window, with nothing remembered from others."""
    context = browser.new_context(viewport=WIDE, locale="nb-NO", **more)
    context.add_cookies([{"name": "rettvis_language", "value": language, "url": running.address}])
    page = context.new_page()
    visitor = Visitor(running, context, page, language)
    page.on("console", visitor.hear)
    page.on("pageerror", lambda error: visitor.note(f"its script failed: {error}"))
    return visitor
