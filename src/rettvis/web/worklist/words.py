"""The words of the list in one language, looked up once and not for each row or page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from rettvis.journey.handling import Awaited, DueKind
from rettvis.lawbook import references as law
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.due import WORDS
from rettvis.web.application.models import Group, Kind, Status
from rettvis.web.worklist.filters import DUE, ORDERS, STATUSES, TITLES, WHOSE

_BASES = {
    WORDS[DueKind.PRELIMINARY_REPLY]: law.PRELIMINARY_REPLY,
    WORDS[DueKind.COMPLAINT]: law.COMPLAINT_DEADLINE,
}
"""The deadlines that the law sets; the others are the municipality's own."""

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """The names of every choice."""

    language: str
    about: Mapping[tuple[str, str], str]
    """By kind and group."""
    status: Mapping[tuple[str, bool], str]
    """By status, and whether the case is on hold."""
    waits: Mapping[str, str]
    filters: tuple[tuple[str, str, Options], ...]
    """Name, title and options of each filter."""
    whose: Options

    def said(self, text: Sentence | None) -> str:
        """A sentence in this language."""
        return "" if text is None else _said(text, self.language)

    def deadline(self, what: str) -> str:
        """What a deadline is called, and the provision that sets it."""
        return _deadline(what, self.language)


@lru_cache
def words_in(language: str) -> Words:
    """The words in ``language``, which must be the one that is in force."""
    hold = _("on hold")
    about = {
        (kind, group): f"{one} · {other}" for kind, one in Kind.choices for group, other in Group.choices
    }
    awaited = tuple((str(one), one.label.say(language)) for one in Awaited)
    return Words(
        language=language,
        about=about,
        status={
            (status, held): f"{name}, {hold}" if held else str(name)
            for status, name in Status.choices
            for held in (False, True)
        },
        waits={"": "", **{name: text[:1].lower() + text[1:] for name, text in awaited}},
        filters=(
            _filter("status", STATUSES),
            _filter("waits", awaited, _("Everybody")),
            _filter("kind", tuple(Kind.choices), _("Everything")),
            _filter("group", tuple(Group.choices), _("Both")),
            _filter("due", DUE, _("Any day")),
            _filter("order", ORDERS),
        ),
        whose=tuple((value, str(text)) for value, text in WHOSE),
    )


@lru_cache(maxsize=1024)
def options(offered: Options, chosen: str) -> Markup:
    """The options of a list, the same for every page where the same is chosen."""
    parts = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in offered
    )
    return Markup("".join(parts))


def _filter(name: str, offered: Any, blank: str = "") -> tuple[str, str, Options]:
    pairs = tuple((str(value), str(text)) for value, text in offered)
    return name, str(TITLES[name]), ((("", blank), *pairs) if blank else pairs)


@lru_cache(maxsize=1024)
def _said(text: Sentence, language: str) -> str:
    return text.say(language)


@lru_cache(maxsize=1024)
def _deadline(what: str, language: str) -> str:
    if not what:
        return ""
    provision = _BASES.get(what)
    basis = (
        provision.on(date.max).cite(language, short=True)
        if provision
        else _("a deadline of the municipality’s own")
    )
    return f"{_(what)}, {basis}"
