"""The look that every page gets finds what it is there to find."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        ("document.querySelector('main').append(document.createElement('img'))", "axe image-alt"),
        ("document.querySelector('h1').textContent = ''", "axe empty-heading"),
        ("document.querySelector('h1').style.width = '400px'", "wider than 320 px"),
        ("document.documentElement.lang = 'en'", "language is en"),
        ("document.querySelector('.synthetic').textContent = ''", "synthetic"),
        ("document.title = ''", "has the title"),
        ("document.body.innerHTML += '<p style=\"color: red\">x</p>'", "the browser says"),
    ],
)
def test_a_spoilt_page_is_noticed(arrive, spoil, complaint):
    visitor = arrive()
    visitor.go("/logg-inn/")
    visitor.look()
    assert visitor.wrong == []
    visitor.page.evaluate(spoil)
    visitor.look()
    assert any(complaint in fault for fault in visitor.wrong), visitor.wrong
    visitor.wrong.clear()
