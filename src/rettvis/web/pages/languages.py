"""Templates put together once for each language: a text that never changes is looked up then, and not later.

A page of the list had fifty such texts, and finding them took a tenth of its time.
"""

from copy import copy
from functools import cache
from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.utils.translation import get_language, override
from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from rettvis.rulekit.wording import LANGUAGES

SETTLED = ("_", "static")
"""Functions that give the same for the same text as long as the program runs, in one language."""


class Templates(Jinja2):
    """Finds the templates in each app's ``templates`` folder, and gives them in the reader's language."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._speaking = cache(self._in)

    def get_template(self, template_name: str) -> Any:
        """The template in the language that is in force."""
        language = get_language()
        engine = self._speaking(language) if language in LANGUAGES else self
        return super(Templates, engine).get_template(template_name)

    def _in(self, language: str) -> "Templates":
        engine = copy(self)
        engine.env = self.env.overlay()
        engine.env.language = language
        return engine


class Spoken(Environment):
    """An environment that puts settled texts in where it has a language."""

    language = ""

    def compile(self, source: Any, name: Any = None, filename: Any = None, **more: Any) -> Any:
        """As Jinja2 does, with the settled texts put in first."""
        if self.language:
            source = self.parse(source, name, filename) if isinstance(source, str) else source
            with override(self.language):
                source = _Settling(self.globals).visit(source)
        return super().compile(source, name, filename, **more)


class _Settling(NodeTransformer):
    """Puts the answer where a settled function is called with one plain text and nothing else."""

    def __init__(self, known: Any) -> None:
        self._known = known

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja2 finds it by this name
        """The answer as a constant, or the call as it stands."""
        called, given = node.node, node.args
        plain = len(given) == 1 and isinstance(given[0], nodes.Const) and isinstance(given[0].value, str)
        more = node.kwargs or node.dyn_args or node.dyn_kwargs
        if plain and not more and isinstance(called, nodes.Name) and called.name in SETTLED:
            return nodes.Const(self._known[called.name](given[0].value), lineno=node.lineno)
        return self.generic_visit(node)
