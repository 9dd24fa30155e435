"""Form fields for amounts and choices, as people write them; what cannot be read gets a helpful sentence."""

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.web.pages.engine import language, say

LONGEST_TEXT = 20_000
TURNED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""Each sign that turns the writing direction, and the one that ends it."""

Choices = list[tuple[str, str]]
NOT_CLARIFIED = gettext_lazy("Not clarified")


class WholeNumber(forms.CharField):
    """A whole number; whether it is a sensible one is for the rules to say."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5})

    def to_python(self, value: Any) -> Any:
        """The number, or None when nothing is typed."""
        text = _compact(super().to_python(value))
        if not text:
            return None
        if not re.fullmatch(r"[-−]?\d{1,9}", text):
            raise ValidationError(_("Write a whole number with digits, for example 30."))
        return int(text.replace("−", "-"))


class Hours(forms.CharField):
    """Hours as ``2``, ``2,5`` or ``2:30``, kept as whole minutes."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 6})

    def to_python(self, value: Any) -> Any:
        """Whole minutes, or None when nothing is typed."""
        text = _compact(super().to_python(value)).replace("−", "-")
        if not text:
            return None
        if found := re.fullmatch(r"(-?)(\d{1,6}):([0-5]\d)", text):
            minutes = int(found[2]) * 60 + int(found[3])
            return -minutes if found[1] else minutes
        if not re.fullmatch(r"-?\d{1,6}([.,]\d{1,6})?", text):
            raise ValidationError(_("Write hours as 2, 2,5 or 2:30."))
        exact = Fraction(text.replace(",", ".")) * 60
        if exact.denominator != 1:
            raise ValidationError(
                _("This is not a whole number of minutes. Write hours and minutes, as 2:20.")
            )
        return exact.numerator

    def prepare_value(self, value: Any) -> Any:
        """Minutes as hours the way people write them."""
        return hours_typed(value) if isinstance(value, int) else value


class Times(forms.CharField):
    """How many times a week, exactly: ``7``, ``0,5`` or ``1/3`` (every third week)."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 5})

    def to_python(self, value: Any) -> Any:
        """A fraction, or None when nothing is typed."""
        text = _compact(super().to_python(value)).replace("−", "-")
        if not text:
            return None
        if found := re.fullmatch(r"(-?\d{1,6})/(\d{1,4})", text):
            if int(found[2]) == 0:
                raise ValidationError(
                    _("Nothing can be divided by 0. Write for example 1/3 for every third week.")
                )
            return Fraction(int(found[1]), int(found[2]))
        if not re.fullmatch(r"-?\d{1,6}([.,]\d{1,4})?", text):
            raise ValidationError(_("Write a number such as 7 or 0,5, or 1/3 for every third week."))
        return Fraction(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        """The fraction with a comma where it ends, otherwise as a fraction."""
        return times_typed(value) if isinstance(value, Fraction) else value


class ClockTime(forms.CharField):
    """A time of the day as ``07:30``, ``7.30`` or ``0730``, kept as the minute of the day."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 5})

    def to_python(self, value: Any) -> Any:
        """The minute of the day (0–1439), or None when nothing is typed."""
        text = _compact(super().to_python(value)).lower().removeprefix("kl.").removeprefix("kl")
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})[:.](\d{2})|(\d{2})(\d{2})|(\d{1,2})", text)
        if found:
            hour, minute = int(found[1] or found[3] or found[5]), int(found[2] or found[4] or 0)
            if hour < 24 and minute < 60:
                return hour * 60 + minute
        raise ValidationError(_("Write the time as 07:30, from 00:00 to 23:59."))

    def prepare_value(self, value: Any) -> Any:
        """The minute of the day as a clock time."""
        return clock_typed(value) if isinstance(value, int) else value


class Text(forms.CharField):
    """A short or long text in any script. Line ends are made alike, so that the same text stays the same."""

    def __init__(self, *, rows: int = 0, longest: int = LONGEST_TEXT, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        self.longest = longest
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> str:
        """The text; refused when it is too long or holds characters that cannot be kept."""
        text = unicodedata.normalize("NFC", super().clean(value)).replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > self.longest:
            raise ValidationError(
                _("The text is %(length)s characters. Shorten it to at most %(longest)s."),
                params={"length": len(text), "longest": self.longest},
            )
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
            raise ValidationError(_("The text holds characters that cannot be shown. Type it again."))
        return "\n".join(_directions_ended(line) for line in text.split("\n"))


class OneOf(forms.TypedChoiceField):
    """A choice among members that carry their words; None when nothing is chosen."""

    def __init__(self, members: Any, *, blank: Any = "–", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        last = kwargs.get("widget") is forms.RadioSelect

        def offered() -> Choices:
            known = [(str(member), say(member.label)) for member in members]
            nothing = [("", str(blank))]
            return known + nothing if last else nothing + known

        super().__init__(choices=in_language(offered), coerce=members, empty_value=None, **kwargs)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not known yet (None)."""

    def __init__(self, *, blank: Any = NOT_CLARIFIED, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            choices=in_language(lambda: [("yes", _("Yes")), ("no", _("No")), ("", str(blank))]),
            coerce="yes".__eq__,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """``yes`` or ``no`` for a truth value."""
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


def hours_typed(minutes: int) -> str:
    """Minutes as hours: ``2``, ``2,5`` or ``2:20``."""
    sign, (hours, rest) = ("-" if minutes < 0 else ""), divmod(abs(minutes), 60)
    if rest == 0:
        return f"{sign}{hours}"
    return (
        f"{sign}{hours},{rest * 100 // 60:02d}".rstrip("0") if rest % 15 == 0 else f"{sign}{hours}:{rest:02d}"
    )


def times_typed(times: Fraction) -> str:
    """``7``, ``0,5`` or ``1/3``."""
    if 1000 % times.denominator:
        return str(times)
    text = f"{abs(times) * 1000 // 1000}"
    rest = f"{int(abs(times) * 1000) % 1000:03d}".rstrip("0")
    return ("-" if times < 0 else "") + (f"{text},{rest}" if rest else text)


def clock_typed(minute: int) -> str:
    """The minute of the day as ``07:30``."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def in_language(choices: Callable[[], Choices]) -> Callable[[], Choices]:
    """``choices``, worked out once for each language."""
    known: dict[str, Choices] = {}

    def chosen() -> Choices:
        code = language()
        if code not in known:
            known[code] = choices()
        return known[code]

    return chosen


def _directions_ended(line: str) -> str:
    """Signs that turn the writing direction are ended on their line, and turn nothing that follows."""
    open_signs: list[str] = []
    for sign in line:
        if sign in TURNED_BY:
            open_signs.append(TURNED_BY[sign])
        elif open_signs and sign == open_signs[-1]:
            open_signs.pop()
    return line + "".join(reversed(open_signs))


def _compact(value: Any) -> str:
    return "".join((value or "").split())
