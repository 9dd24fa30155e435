"""Every page that a role can reach by links: it fits on 320 px, axe finds nothing, and it says what it is."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

LONG_LIST = "/saker/?whose=all&status=any"
DECIDED = "/saker/?whose=all&status=decided"


def test_every_page_of_a_caseworker(arrive):
    kinds = walk(arrive("kari"), most=2, begin=("/", LONG_LIST))
    assert "/sak/N/innsyn/" in kinds


def test_every_page_of_a_team_leader(arrive):
    paths = {kind.partition("?")[0] for kind in walk(arrive("tone"))}
    own = ("", "brukere/", "likebehandling/", "terskel/")
    assert {f"/statistikk/{name}" for name in own} <= paths


def test_every_page_of_an_auditor_who_reads_decided_cases(arrive):
    kinds = walk(arrive("arvid"), begin=(DECIDED, "/"))
    assert "/logg/" in kinds


def test_every_page_of_an_analyst_and_no_case_among_them(arrive):
    paths = {kind.partition("?")[0] for kind in walk(arrive("eva"), begin=("/", "/statistikk/?service=bpa"))}
    assert {"/statistikk/", "/statistikk/likebehandling/"} <= paths
    assert {"/leverandorer/oppfolging/", "/statistikk/priser/"} <= paths
    assert not [path for path in paths if path.startswith(("/sak/", "/saker/", "/statistikk/brukere"))]


def test_every_page_of_an_administrator_and_no_case_among_them(arrive):
    kinds = walk(arrive("siri"))
    assert "/roller/" in kinds
    assert not [kind for kind in kinds if kind.startswith(("/sak/", "/saker/"))]


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_page_in_the_other_languages(arrive, language):
    walk(arrive("kari", language), axe=False)
    walk(arrive("siri", language), axe=False)


def test_pages_for_somebody_who_is_not_logged_in(arrive):
    visitor = arrive()
    for address in ("/logg-inn/", "/logget-ut/", "/saker/", "/finnes-ikke/"):
        visitor.go(address, 404 if "finnes" in address else 200)
        visitor.look()


def test_the_page_for_somebody_without_a_role(arrive):
    visitor = arrive("uten")
    visitor.look()
    assert visitor.page.url.endswith("/")


def test_refusals_are_pages_with_a_way_on(arrive, demo):
    visitor = arrive("kari")
    for address, status in (("/logg/", 403), ("/roller/", 403), ("/sak/2020-999999/", 404)):
        visitor.go(address, status)
        visitor.look()
        assert visitor.page.locator("main a").count()
    visitor.go(f"/sak/{demo.guests['neighbour']}/", 404)
    assert "Nils" not in visitor.page.content()


def test_a_form_of_fifty_megabytes_is_refused_with_a_sentence(arrive):
    visitor = arrive("kari")
    visitor.go("/saker/")
    visitor.expected.add(visitor.page.url)
    visitor.page.evaluate("document.querySelector('[role=search] [name=whose]').value = 'x'.repeat(5e7)")
    with visitor.page.expect_navigation():
        visitor.page.press("#text", "Enter")
    visitor.look()
    assert visitor.page.locator("main a").count()


def test_a_wrong_password_is_an_error_that_is_pointed_out(arrive):
    visitor = arrive()
    visitor.go("/logg-inn/")
    visitor.expected.add(visitor.page.url)
    with visitor.page.expect_navigation():
        visitor.page.press("#id_password", "Enter")
    assert visitor.page.title().startswith("Feil:")
    visitor.look()


def test_the_language_is_changed_by_a_click_and_the_page_stays(arrive):
    visitor = arrive("jonas")
    visitor.go("/saker/?whose=all&status=open")
    for language in ("nn", "en", "nb"):
        visitor.page.click(f".languages button[value={language}]")
        visitor.language = language
        assert visitor.page.url.endswith("/saker/?whose=all&status=open")
        visitor.look(axe=False)


def test_a_page_prints_without_menus_and_says_that_it_is_synthetic(arrive, demo):
    visitor = arrive("kari")
    for address in ("/saker/", f"/sak/{demo.guests['odd']}/"):
        visitor.go(address)
        visitor.page.emulate_media(media="print")
        assert visitor.page.locator(".synthetic").is_visible()
        assert not visitor.page.locator(".languages").is_visible()
        assert not visitor.page.locator(".top-links").is_visible()
        assert len(visitor.page.pdf()) > 1000
        visitor.page.emulate_media(media="screen")


def test_an_odd_name_is_shown_as_text_and_turns_nothing_around(arrive, demo):
    visitor = arrive("kari")
    visitor.page.on("dialog", lambda dialog: visitor.note("a name was run as a script"))
    for address in ("/saker/?whose=all&status=open", f"/sak/{demo.guests['odd']}/"):
        visitor.go(address)
        shown = visitor.page.locator("main bdi", has_text="<script>alert(1)</script> #Ola").first
        assert shown.is_visible()


def walk(visitor: Visitor, *, most: int = 1, axe: bool = True, begin: Iterable[str] = ("/",)) -> Counter[str]:
    """Look at every page that links lead to, at most so many of each kind; gives how many of each."""
    waiting, seen, kinds = [*begin], set(), Counter()
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"\d{4}-\d{6}", "N", re.sub(r"=[^&]*", "=", address))
        if address in seen or kinds[kind] >= most:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = visitor.page.goto(visitor.running.address + address)
        if answer is None or not answer.ok:
            visitor.note(f"{address} answered {answer and answer.status}")
            continue
        visitor.look(axe=axe)
        waiting += links(visitor)
    return kinds


def links(visitor: Visitor) -> list[str]:
    """The addresses within the application that this page leads to, files aside."""
    found = visitor.page.eval_on_selector_all(
        "a[href]:not([download])",
        "links => links.map((link) => new URL(link.getAttribute('href'), document.baseURI).href)",
    )
    parts = [urlsplit(address) for address in found if address.startswith(visitor.running.address)]
    return [f"{part.path}?{part.query}".rstrip("?") for part in parts if part.path.endswith("/")]
