"""Numbers as people write them: decimal comma or point, thousands apart; read only where one meaning fits.

``1,438`` and ``1.438`` may be one and a half or more than a thousand: they are read only where another
number of the same file shows which mark its decimals have.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from rettvis.rulekit.wording import Sentence, sentence

SPACES = " \u00a0\u2007\u2009\u202f"
MISSING = frozenset({"", ".", "..", ":"})
"""An empty cell, and what Statistics Norway writes for a figure that is not there or not shown."""

_SPACED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]{{1,9}})?")
_PLAIN = re.compile(r"[0-9]{1,15}")
_ONE_MARK = re.compile(r"([0-9]{1,15})([.,])([0-9]{1,9})")
_BOTH_MARKS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})+([.,])[0-9]{1,9}")
_MANY_MARKS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3}){2,}")
_OTHER = {",": ".", ".": ","}


@dataclass(frozen=True)
class Number:
    """A number as read: its value (None where it is missing), decimals as written, and a percent sign."""

    value: Fraction | None
    decimals: int = 0
    percent: bool = False


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark that a file's certain numbers have before their decimals; "" where none or both show it."""
    marks = {_shown_mark(text) for text in texts} - {""}
    return marks.pop() if len(marks) == 1 else ""


def _shown_mark(text: str) -> str:
    """The decimal mark that one number shows for certain, or ""."""
    body = _body(text)
    if _SPACED.fullmatch(body):
        return next((mark for mark in ",." if mark in body), "")
    one = _ONE_MARK.fullmatch(body)
    if one:
        return "" if _may_be_thousands(one) else one[2]
    both = _BOTH_MARKS.fullmatch(body)
    if both and both[1] != both[2]:
        return both[2]
    many = _MANY_MARKS.fullmatch(body)
    return _OTHER[many[1]] if many and len(set(body) & set(",.")) == 1 else ""


def read_number(text: str, mark: str = "") -> Number | Sentence:
    """One number, by the decimal ``mark`` of its file ("" if not known); a sentence if it is not certain."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return Number(Fraction(int(text)))
    if text in MISSING:
        return Number(None)
    body = _body(text)
    percent = text.rstrip().endswith("%")
    one = _ONE_MARK.fullmatch(body)
    if one and _may_be_thousands(one) and not mark:
        return sentence(
            "“{text}” may be {thousands} or a number with decimals. Write it without a mark for thousands, "
            "or with another number of decimals.",
            text=text,
            thousands=one[1] + one[3],
        )
    digits = _digits(body, mark)
    if digits is None:
        return sentence("“{text}” is not a number. Write it with digits, as 1438 or 12,5.", text=text)
    whole, _, decimals = digits.partition(".")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return Number(-value if text.startswith(("-", "−")) else value, len(decimals), percent)


def _digits(body: str, mark: str) -> str | None:
    """The number with nothing but digits and a point before its decimals; None where it is no number."""
    if _PLAIN.fullmatch(body):
        return body
    if _SPACED.fullmatch(body):
        return re.sub(f"[{SPACES}]", "", body).replace(",", ".")
    one = _ONE_MARK.fullmatch(body)
    if one and _may_be_thousands(one) and one[2] != mark:
        return one[1] + one[3]
    if one:
        return f"{one[1]}.{one[3]}"
    shown = _shown_mark(body)
    if not shown or (mark and shown != mark):
        return None
    return body.replace(_OTHER[shown], "").replace(shown, ".")


def _may_be_thousands(one: re.Match[str]) -> bool:
    """Whether a number with one mark could have it between thousands: 1,438, but not 0,438 or 12,50."""
    return len(one[3]) == 3 and len(one[1]) <= 3 and not one[1].startswith("0")


def _body(text: str) -> str:
    """The number without its sign and percent sign."""
    text = text.strip().removesuffix("%").rstrip(SPACES)
    return text.removeprefix("-").removeprefix("−")
