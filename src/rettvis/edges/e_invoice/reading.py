"""UBL 2.1 read into an :class:`Invoice`: what stands in it, and nothing more.

Source: EN 16931-3-2, the binding of the semantic model to UBL 2.1; Peppol BIS Billing 3.0 (EHF).
"""

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from rettvis.edges.e_invoice.bounds import bound_faults
from rettvis.journey.invoices.invoice import AttachedFile, Invoice, InvoiceKind, InvoiceLine, InvoiceParty
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMES = {"cac": f"{UBL}CommonAggregateComponents-2", "cbc": f"{UBL}CommonBasicComponents-2"}
KINDS = {
    f"{{{UBL}Invoice-2}}Invoice": InvoiceKind.INVOICE,
    f"{{{UBL}CreditNote-2}}CreditNote": InvoiceKind.CREDIT_NOTE,
}
LINES = {InvoiceKind.INVOICE: "cac:InvoiceLine", InvoiceKind.CREDIT_NOTE: "cac:CreditNoteLine"}
QUANTITIES = {InvoiceKind.INVOICE: "cbc:InvoicedQuantity", InvoiceKind.CREDIT_NOTE: "cbc:CreditedQuantity"}


def invoice_of(root: etree._Element, name: str) -> Invoice:
    """The invoice of a document; what is missing or is no date or number is None, for the rules to tell.

    Raises ``Faulty`` where the document is something else than an invoice or a credit note, and for numbers
    that are larger than any invoice has.
    """
    kind = KINDS.get(root.tag)
    if kind is None:
        found = etree.QName(root).localname
        message = sentence(
            "This is no e-invoice: the document is a “{found}”, and an invoice or a credit note in UBL was "
            "expected.",
            found=found[:60],
        )
        raise Faulty([Fault(name, message)])
    if too_large := bound_faults(root, name):
        raise Faulty(too_large)
    due = "cbc:DueDate" if kind is InvoiceKind.INVOICE else "cac:PaymentMeans/cbc:PaymentDueDate"
    return Invoice(
        kind=kind,
        number=_text(root, "cbc:ID"),
        issued=_date(root, "cbc:IssueDate"),
        currency=_text(root, "cbc:DocumentCurrencyCode"),
        seller=_party(root, "cac:AccountingSupplierParty/cac:Party"),
        buyer=_party(root, "cac:AccountingCustomerParty/cac:Party"),
        lines=tuple(_line(one, QUANTITIES[kind]) for one in root.iterfind(LINES[kind], NAMES)),
        payable=_number(root, "cac:LegalMonetaryTotal/cbc:PayableAmount"),
        due=_date(root, due),
        reference=_text(root, "cbc:BuyerReference"),
        order=_text(root, "cac:OrderReference/cbc:ID"),
        agreement=_text(root, "cac:ContractDocumentReference/cbc:ID"),
        first=_date(root, "cac:InvoicePeriod/cbc:StartDate"),
        last=_date(root, "cac:InvoicePeriod/cbc:EndDate"),
        account=_text(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        payment_reference=_text(root, "cac:PaymentMeans/cbc:PaymentID"),
        corrects=tuple(
            _text(one, "cbc:ID")
            for one in root.iterfind("cac:BillingReference/cac:InvoiceDocumentReference", NAMES)
        ),
        attached=tuple(_attached(root)),
    )


def _line(element: etree._Element, quantity: str) -> InvoiceLine:
    amount = element.find(quantity, NAMES)
    return InvoiceLine(
        id=_text(element, "cbc:ID"),
        item=_text(element, "cac:Item/cbc:Name"),
        quantity=_number(element, quantity),
        unit="" if amount is None else amount.get("unitCode", ""),
        price=_number(element, "cac:Price/cbc:PriceAmount"),
        amount=_number(element, "cbc:LineExtensionAmount"),
        first=_date(element, "cac:InvoicePeriod/cbc:StartDate"),
        last=_date(element, "cac:InvoicePeriod/cbc:EndDate"),
        item_code=_text(element, "cac:Item/cac:SellersItemIdentification/cbc:ID"),
        price_quantity=_number(element, "cac:Price/cbc:BaseQuantity") or Decimal(1),
        added=_added(element),
        order_line=_text(element, "cac:OrderLineReference/cbc:LineID"),
        note=_text(element, "cbc:Note"),
    )


def _added(element: etree._Element) -> Decimal:
    """The line's charges, less its allowances."""
    total = Decimal(0)
    for one in element.iterfind("cac:AllowanceCharge", NAMES):
        amount = _number(one, "cbc:Amount") or Decimal(0)
        total += amount if _text(one, "cbc:ChargeIndicator") in ("true", "1") else -amount
    return total


def _party(root: etree._Element, path: str) -> InvoiceParty:
    party = root.find(path, NAMES)
    if party is None:
        return InvoiceParty("")
    name = _text(party, "cac:PartyLegalEntity/cbc:RegistrationName") or _text(party, "cac:PartyName/cbc:Name")
    number = _text(party, "cac:PartyLegalEntity/cbc:CompanyID") or _text(party, "cbc:EndpointID")
    return InvoiceParty(name, number.replace(" ", ""))


def _attached(root: etree._Element) -> list[AttachedFile]:
    found = []
    for one in root.iterfind("cac:AdditionalDocumentReference", NAMES):
        inside = one.find("cac:Attachment/cbc:EmbeddedDocumentBinaryObject", NAMES)
        address = _text(one, "cac:Attachment/cac:ExternalReference/cbc:URI")
        if inside is None and not address:
            continue
        found.append(
            AttachedFile(
                id=_text(one, "cbc:ID"),
                name="" if inside is None else inside.get("filename", ""),
                kind="" if inside is None else inside.get("mimeCode", ""),
                content=b"" if inside is None else _decoded(inside.text or ""),
                address=address,
            )
        )
    return found


def _decoded(text: str) -> bytes:
    """The bytes of an attachment; none where the text is damaged, which the check of files tells."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (NotBase64, ValueError):
        return b""


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path, "", NAMES) or "").split())


def _date(element: etree._Element, path: str) -> date | None:
    try:
        return date.fromisoformat(_text(element, path))
    except ValueError:
        return None


def _number(element: etree._Element, path: str) -> Decimal | None:
    try:
        number = Decimal(_text(element, path))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
