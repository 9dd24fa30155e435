"""National identity numbers have no place in an invoice: each is told, and hidden from what follows."""

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from rettvis.edges.identity import national_id_fault

HIDDEN = "*" * 11
_ELEVEN = re.compile(
    r"(?<![0-9])([0-9]{2})[. ]?([0-9]{2})[. ]?([0-9]{2})[\s.\-\u2010-\u2015/]{0,4}([0-9]{5})(?![0-9])"
)
"""The date and the five digits after it, as people write them: close together, apart, or in two lines."""
_FILE = "EmbeddedDocumentBinaryObject"
_ACCOUNTS = ("PayeeFinancialAccount", "PayerFinancialAccount")
_NUMBERED = ("Invoice", "CreditNote", "InvoiceDocumentReference")


@dataclass
class NationalIds:
    """How many were hidden, and how many numbers that are kept could be one: payment needs them whole."""

    hidden: int = 0
    kept: int = 0


def hide_national_ids(root: etree._Element, on: date) -> NationalIds:
    """Put stars in place of every national identity number in the texts of a document.

    Account, payment reference and the numbers of invoices may have eleven digits too: what stands as one is
    left as it is. A file inside is looked at by itself.
    """
    found = NationalIds()
    for element in root.iter(etree.Element):
        kind = etree.QName(element).localname
        if element.text and kind != _FILE:
            text, many = hidden(element.text, on)
            if many and _is_reference(element, kind):
                found.kept += not _is_account(element)
            elif many:
                element.text, found.hidden = text, found.hidden + many
        for name, value in element.attrib.items():
            element.attrib[name], many = hidden(value, on)
            found.hidden += many
    return found


def hidden(text: str, on: date) -> tuple[str, int]:
    """``text`` with stars in place of national identity numbers, and how many there were."""
    found = 0

    def star(match: re.Match[str]) -> str:
        nonlocal found
        if not is_national_id("".join(match.groups()), on):
            return match[0]
        found += 1
        return HIDDEN

    return _ELEVEN.sub(star, text), found


def is_national_id(digits: str, on: date) -> bool:
    """Whether eleven digits are a national identity number, of a real or an invented person."""
    return any(national_id_fault(digits, synthetic=synthetic, on=on) is None for synthetic in (False, True))


def _is_reference(element: etree._Element, kind: str) -> bool:
    """Whether an element holds a number that must stay whole for the payment to find its way."""
    if kind == "PaymentID" or _is_account(element):
        return True
    parent = element.getparent()
    return kind == "ID" and parent is not None and etree.QName(parent).localname in _NUMBERED


def _is_account(element: etree._Element) -> bool:
    parent = element.getparent()
    own = parent is not None and etree.QName(parent).localname in _ACCOUNTS
    return own and etree.QName(element).localname == "ID"
