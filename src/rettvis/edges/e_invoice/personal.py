"""National identity numbers have no place in an invoice: each is told, and hidden from what follows."""

import re
from datetime import date

from lxml import etree

from rettvis.edges.identity import national_id_fault

HIDDEN = "*" * 11
_ELEVEN = re.compile(r"(?<![0-9])([0-9]{6})[ \u00a0\u202f]?([0-9]{5})(?![0-9])")
_ACCOUNT = "PayeeFinancialAccount"
_ENOUGH = 64
"""A text longer than this many thousand signs is an attachment, which is looked at by itself."""


def hide_national_ids(root: etree._Element, on: date) -> int:
    """Put stars in place of every national identity number in the texts of a document; how many there were.

    An account number has eleven digits too: what stands as one is left.
    """
    found = 0
    for element in root.iter(etree.Element):
        if element.text and len(element.text) < _ENOUGH * 1000 and not _is_account(element):
            element.text, many = hidden(element.text, on)
            found += many
        for name, value in element.attrib.items():
            element.attrib[name], many = hidden(value, on)
            found += many
    return found


def hidden(text: str, on: date) -> tuple[str, int]:
    """``text`` with stars in place of national identity numbers, and how many there were."""
    found = 0

    def star(match: re.Match[str]) -> str:
        nonlocal found
        if not is_national_id(match[1] + match[2], on):
            return match[0]
        found += 1
        return HIDDEN

    return _ELEVEN.sub(star, text), found


def is_national_id(digits: str, on: date) -> bool:
    """Whether eleven digits are a national identity number, of a real or an invented person."""
    return any(national_id_fault(digits, synthetic=synthetic, on=on) is None for synthetic in (False, True))


def _is_account(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname == _ACCOUNT
