"""The demonstration, started once, and a browser; what a visitor met that was wrong fails her test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.running import Running, running
from tests.browser.visitor import Visitor, visit
from tools import system

Arrive = Callable[..., Visitor]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """``rettvis demo``, in a home that was empty."""
    with running(tmp_path_factory.mktemp("demo")) as started:
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window, given back before tests that use a database in this process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(system.chromium()), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def arrive(
    demo: Running, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Arrive]:
    """``arrive("kari", "nb")``: somebody logged in, in a window of her own; nobody for no name."""
    visitors: list[Visitor] = []

    def come(username: str = "", language: str = "nb", **more: object) -> Visitor:
        visitor = visit(browser, demo, language, **more)
        visitors.append(visitor)
        if username:
            visitor.log_in(username)
        return visitor

    yield come
    failed = getattr(request.node, "failed_call", False)
    wrong = [fault for visitor in visitors for fault in visitor.wrong]
    pictures = []
    for number, visitor in enumerate(visitors, 1):
        if failed or visitor.wrong:
            pictures.append(str(visitor.picture(tmp_path, f"window-{number}")))
        visitor.context.close()
    if wrong:
        pytest.fail("\n".join([*wrong, *pictures]), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember on the test whether it failed, so that a picture is taken."""
    report = yield
    if report.when == "call":
        item.failed_call = report.failed
    return report
