"""Every page of the two-step log-in, and the page of operation, looked at as all others are."""

import pyotp
import pytest

pytestmark = pytest.mark.browser


def test_every_page_of_the_two_step_log_in(arrive):
    visitor = arrive("eva")
    page = visitor.page
    visitor.go("/totrinn/")
    visitor.look()
    secret = page.locator(".secret-key").inner_text().replace(" ", "")
    page.fill("#id_code", "000000")
    visitor.expected.add(page.url)
    with page.expect_navigation():
        page.press("#id_code", "Enter")
    assert page.title().startswith("Feil:")
    visitor.look()
    secret = page.locator(".secret-key").inner_text().replace(" ", "")
    page.fill("#id_code", pyotp.TOTP(secret).now())
    with page.expect_navigation():
        page.press("#id_code", "Enter")
    visitor.look()
    spare = page.locator("main code").first.inner_text()
    visitor.go("/totrinn/")
    visitor.look()
    again = arrive()
    again.go("/logg-inn/")
    again.page.fill("#id_username", "eva")
    again.page.fill("#id_password", again.running.password)
    again.page.press("#id_password", "Enter")
    again.page.wait_for_selector("#id_code")
    again.look()
    again.page.fill("#id_code", spare)
    with again.page.expect_navigation():
        again.page.press("#id_code", "Enter")
    assert again.page.locator("nav.top-links").count()
    reset(arrive("siri"))


def reset(administrator):
    """Whoever manages access lets her begin anew."""
    administrator.go("/totrinn/brukere/")
    administrator.look()
    row = administrator.page.locator("tr", has_text="Eva")
    with administrator.page.expect_navigation():
        row.locator("button").click()
    administrator.look()


def test_the_page_of_operation(arrive):
    visitor = arrive("siri")
    visitor.go("/helse/drift/")
    visitor.look()
