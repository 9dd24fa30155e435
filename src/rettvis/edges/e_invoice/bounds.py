"""Numbers that no invoice holds: refused with a sentence before anything is reckoned with them."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

HOURS_DIGITS, AMOUNT_DIGITS, DECIMALS = 7, 10, 15
"""Digits before the decimal mark in a quantity and in an amount, and after it: ten million hours are a
thousand years, and ten billion kroner no invoice."""
_NUMBER = re.compile(r"[+-]?[0-9]*[.]?[0-9]*(?:[eE][+-]?[0-9]+)?")
_LONGEST = 60
_SHOWN = 30


def bound_faults(root: etree._Element, name: str) -> list[Fault]:
    """A fault for each quantity and amount that is larger, or has more decimals, than is reckoned with."""
    return list(_faults(root, name))


def _faults(root: etree._Element, name: str) -> Iterator[Fault]:
    for element in root.iter(etree.Element):
        kind = etree.QName(element).localname
        digits = HOURS_DIGITS if kind.endswith("Quantity") else AMOUNT_DIGITS
        text = (element.text or "").strip()
        if not kind.endswith(("Quantity", "Amount")) or len(element) or _is_within(text, digits):
            continue
        place = f"{name}:{element.sourceline}" if name else ""
        yield Fault(place, _too_large(kind, text, digits))


def _is_within(text: str, digits: int) -> bool:
    """Whether a text is no number, or one that may be reckoned with."""
    if not _NUMBER.fullmatch(text):
        return True
    if len(text) > _LONGEST:
        return False
    try:
        number = Decimal(text)
    except InvalidOperation:
        return True
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= DECIMALS and number.adjusted() < digits


def _too_large(kind: str, text: str, digits: int) -> Sentence:
    return sentence(
        "{name} is {value}. At most {digits} digits before the decimal mark and {decimals} after it are "
        "read: ask the sender for a new invoice.",
        name=kind,
        value=text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…",
        digits=digits,
        decimals=DECIMALS,
    )
