"""Templates in each language: settled texts are put in once, and no language sees another's."""

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from jinja2 import DictLoader

from rettvis.web.pages.engine import environment
from rettvis.web.pages.languages import Templates

PAGE = "{% set words = {'a': _('Case')} %}{{ words.a }}: {{ _('Late') }} "
PAGE += "{{ _('%(n)s kr', n=number) }} 100 %{{ _(own) }}"


def made(text: str) -> Templates:
    """An engine that knows one template."""
    options = {"environment": "rettvis.web.pages.engine.environment", "loader": DictLoader({"page": text})}
    return Templates({"NAME": "one", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})


def said(engine: Templates, language: str) -> str:
    with translation.override(language):
        return str(engine.get_template("page").render({"number": "<b>", "own": "Late"}))


def test_each_language_gets_its_own_words() -> None:
    engine = made(PAGE)
    assert said(engine, "nb") == "Sak: For sent &lt;b&gt; kr 100 %For sent"
    assert said(engine, "nn") == "Sak: For seint &lt;b&gt; kr 100 %For seint"
    assert said(engine, "en") == "Case: Late &lt;b&gt; kr 100 %Late"
    assert said(engine, "nb") == "Sak: For sent &lt;b&gt; kr 100 %For sent"


def test_a_settled_text_is_a_part_of_the_template() -> None:
    plain, spoken = environment(), environment().overlay()
    spoken.language = "nb"
    assert "For sent" not in plain.compile("{{ _('Late') }}", raw=True)
    assert "For sent" in spoken.compile("{{ _('Late') }}", raw=True)


def test_words_are_never_escaped_twice() -> None:
    assert said(made("{{ _('<em>A</em> & B') }}"), "en") == "<em>A</em> & B"


def test_a_template_that_is_not_there_is_said_as_django_says_it() -> None:
    with translation.override("nb"), pytest.raises(TemplateDoesNotExist):
        get_template("no/such.jinja")
