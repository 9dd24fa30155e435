"""The one template language: Jinja2, strict about missing names, everything escaped."""

from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static as static_address
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import (
    MONTHS,
    NO_BREAK,
    Sentence,
    date_text,
    hours_text,
    kroner_text,
    minutes_text,
    number_text,
)
from rettvis.web.pages.languages import Spoken


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of all pages."""
    options.update(
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made = Spoken(**options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(url=address, static=static, _=translated, gettext=translated)
    made.filters.update(looked_at=looked_at, filesize=file_size)
    made.filters.update(
        say=say,
        hours=_hours,
        decimal_hours=decimal_hours,
        minutes=_minutes,
        number=_number,
        kroner=_kroner,
        whole_kroner=whole_kroner,
        date=day,
        month_name=month_name,
        time=moment,
    )
    return made


def translated(text: str, /, **values: Any) -> Markup:
    """``text`` in the reader's language, with ``values`` put in and escaped.

    Jinja2's own does the same by way of the template's context, and took a fifth of a long page's time.
    """
    words = _translated(text, get_language() or "")
    return words % values if values or "%" in words else words


@lru_cache(maxsize=8192)
def _translated(text: str, language: str) -> Markup:
    """Kept, as no text changes while the program runs; ``language`` is the one in force."""
    return Markup(gettext(text))


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of the view called ``name``."""
    return reverse(name, args=args, kwargs=kwargs) if args or kwargs else _plain(name, get_script_prefix())


@lru_cache(maxsize=512)
def _plain(name: str, prefix: str) -> str:
    """The address of a page of which there is one; the same as long as the program runs."""
    return reverse(name)


@lru_cache
def static(path: str) -> str:
    """The address of a static file, with its content's mark so that a new version is fetched."""
    found = finders.find(path)
    mark = f"?v={sha256(Path(found).read_bytes()).hexdigest()[:10]}" if found else ""
    return f"{static_address(path)}{mark}"


def language() -> str:
    """The reader's language: ``nb``, ``nn`` or ``en``."""
    return get_language() or "nb"


def say(text: Sentence | str) -> str:
    """A sentence of the rules in the reader's language; plain text as it is."""
    return text.say(language()) if isinstance(text, Sentence) else str(text)


def looked_at(what: str) -> str:
    """What the log says was looked at, in the reader's language; a number after a colon says which one."""
    text, colon, number = what.rpartition(": ")
    return f"{gettext(text)}: {number}" if colon and number.isdecimal() else gettext(what)


def file_size(size: int) -> str:
    """Bytes as people say them: ``12 kB``, ``3,4 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NO_BREAK}kB"
    figure = f"{size / 1_000_000:.1f}"
    return f"{figure if language() == 'en' else figure.replace('.', ',')}{NO_BREAK}MB"


def day(value: date | None) -> str:
    """``1. juli 2026``; nothing for no date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return date_text(value, language())


def month_name(value: date) -> str:
    """The month of a day, with a capital letter: ``Juli``."""
    return MONTHS[language()][value.month - 1].capitalize()


def moment(value: datetime) -> str:
    """``1. juli 2026 kl. 14.05`` in Norwegian time."""
    local = timezone.localtime(value)
    clock = f"{local:%H:%M}" if language() == "en" else f"kl. {local:%H.%M}"
    return f"{date_text(local.date(), language())} {clock}"


def _hours(minutes: int) -> str:
    return hours_text(minutes, language())


def decimal_hours(minutes: int | Fraction) -> str:
    """Minutes as hours with two decimals, as published figures are written: ``12,50``."""
    return decimal_text(Fraction(minutes) / 60, 2).say(language())


def _minutes(minutes: int) -> str:
    return minutes_text(minutes, language())


def _number(value: int) -> str:
    return number_text(value, language())


def whole_kroner(ore: int) -> str:
    """Øre as whole kroner, a half rounded up: ``7 487 123 kr``."""
    return kroner_text(100 * round_half_up(Fraction(ore, 100)), language())


def _kroner(ore: int) -> str:
    return kroner_text(ore, language())
