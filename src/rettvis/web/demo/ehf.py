"""Writes an invented invoice as EHF (UBL 2.1): what a provider's own system would send."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
FOUR = Decimal("0.0001")
BUYER = ("312000008", "Fjordvik kommune (oppdiktet)")


@dataclass(frozen=True)
class InventedLine:
    """Minutes at a price (øre an hour); ``amount`` is øre, reckoned where it is None.

    ``hours`` is written in place of the minutes, as ``2.0083``; ``number`` in place of the line's own.
    ``added`` (øre) is a charge on the line, or an allowance where it is below zero.
    """

    minutes: int
    price: int
    code: str
    reference: str = ""
    first: date | None = None
    last: date | None = None
    item: str = "BPA-timer"
    amount: int | None = None
    unit: str = "HUR"
    hours: str = ""
    number: str = ""
    added: int = 0

    @property
    def quantity(self) -> Decimal:
        """How much is invoiced, of the unit."""
        return (
            Decimal(self.hours)
            if self.hours
            else (Decimal(self.minutes) / 60).quantize(FOUR, "ROUND_HALF_UP")
        )

    @property
    def ore(self) -> int:
        """The line's amount."""
        exact = self.quantity * self.price
        reckoned = int(exact.quantize(Decimal(1), "ROUND_HALF_UP")) + self.added
        return reckoned if self.amount is None else self.amount


@dataclass(frozen=True)
class InventedInvoice:
    """An invoice, or with ``credit`` a credit note. ``payable`` is øre, else what it comes to.

    ``added`` (øre) is a charge on the whole, or an allowance where it is below zero.

    ``files`` are attachments: name, media type and content, or an address where there is no media type.
    """

    number: str
    issued: date
    due: date
    seller: tuple[str, str]
    first: date
    last: date
    lines: Sequence[InventedLine]
    reference: str = ""
    agreement: str = ""
    corrects: str = ""
    credit: bool = False
    note: str = ""
    currency: str = "NOK"
    payable: int | None = None
    files: Sequence[tuple[str, str, bytes]] = ()
    added: int = 0
    buyer: tuple[str, str] = BUYER


def ehf(invoice: InventedInvoice) -> bytes:
    """The invoice as a file."""
    kind, code = ("CreditNote", "381") if invoice.credit else ("Invoice", "380")
    lines = sum(line.ore for line in invoice.lines)
    total = _kroner(lines + invoice.added)
    payable = total if invoice.payable is None else _kroner(invoice.payable)
    means = (
        f"<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>{_account()}</cac:PaymentMeans>"
    )
    due = "" if invoice.credit else f"<cbc:DueDate>{invoice.due}</cbc:DueDate>"
    parts = [
        "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
        "</cbc:CustomizationID><cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>",
        f"<cbc:ID>{escape(invoice.number)}</cbc:ID><cbc:IssueDate>{invoice.issued}</cbc:IssueDate>{due}",
        f"<cbc:{kind}TypeCode>{code}</cbc:{kind}TypeCode>",
        f"<cbc:Note>{escape(invoice.note)}</cbc:Note>" if invoice.note else "",
        f"<cbc:DocumentCurrencyCode>{invoice.currency}</cbc:DocumentCurrencyCode>",
        f"<cbc:BuyerReference>{escape(invoice.reference or 'BPA')}</cbc:BuyerReference>",
        _period(invoice.first, invoice.last),
        _billing(invoice.corrects),
        _contract(invoice.agreement),
        *(_attached(number, *file) for number, file in enumerate(invoice.files, 1)),
        f"<cac:AccountingSupplierParty>{_party(*invoice.seller)}</cac:AccountingSupplierParty>",
        f"<cac:AccountingCustomerParty>{_party(*invoice.buyer)}</cac:AccountingCustomerParty>",
        means,
        _added(invoice.added).replace("</cbc:Amount>", f"</cbc:Amount>{_category('TaxCategory')}"),
        f'<cac:TaxTotal><cbc:TaxAmount currencyID="NOK">0.00</cbc:TaxAmount><cac:TaxSubtotal>'
        f'<cbc:TaxableAmount currencyID="NOK">{total}</cbc:TaxableAmount>'
        f'<cbc:TaxAmount currencyID="NOK">0.00</cbc:TaxAmount>{_category("TaxCategory", reason=True)}'
        "</cac:TaxSubtotal></cac:TaxTotal><cac:LegalMonetaryTotal>",
        *(
            f'<cbc:{name} currencyID="NOK">{amount}</cbc:{name}>'
            for name, amount in (
                ("LineExtensionAmount", _kroner(lines)),
                *((f"{one}Amount", total) for one in ("TaxExclusive", "TaxInclusive")),
                ("AllowanceTotalAmount", _kroner(max(-invoice.added, 0))),
                ("ChargeTotalAmount", _kroner(max(invoice.added, 0))),
                ("PayableAmount", payable),
            )
        ),
        "</cac:LegalMonetaryTotal>",
        *(_line(kind, number, line, invoice) for number, line in enumerate(invoice.lines, 1)),
    ]
    spaces = f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2"'
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{UBL}{kind}-2" {spaces}>'
    body = "".join(parts).replace('currencyID="NOK"', f'currencyID="{invoice.currency}"')
    return f"{head}{body}</{kind}>".encode()


def _line(kind: str, number: int, line: InventedLine, invoice: InventedInvoice) -> str:
    name = "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity"
    quantity = line.quantity.normalize()
    line_id = line.number or str(number)
    note = f"<cbc:Note>Vedtak {escape(line.reference)}</cbc:Note>" if line.reference else ""
    return (
        f"<cac:{kind}Line><cbc:ID>{line_id}</cbc:ID>{note}"
        f'<cbc:{name} unitCode="{line.unit}">{quantity:f}</cbc:{name}>'
        f'<cbc:LineExtensionAmount currencyID="NOK">{_kroner(line.ore)}</cbc:LineExtensionAmount>'
        f"{_period(line.first or invoice.first, line.last or invoice.last)}{_added(line.added)}"
        f"<cac:Item><cbc:Name>{escape(line.item)}</cbc:Name><cac:SellersItemIdentification>"
        f"<cbc:ID>{escape(line.code)}</cbc:ID></cac:SellersItemIdentification>"
        f"{_category('ClassifiedTaxCategory')}</cac:Item><cac:Price>"
        f'<cbc:PriceAmount currencyID="NOK">{_kroner(line.price)}</cbc:PriceAmount></cac:Price>'
        f"</cac:{kind}Line>"
    )


def _party(number: str, name: str) -> str:
    text = escape(name)
    return (
        f'<cac:Party><cbc:EndpointID schemeID="0192">{number}</cbc:EndpointID><cac:PartyName><cbc:Name>{text}'
        "</cbc:Name></cac:PartyName><cac:PostalAddress><cbc:CityName>Byen</cbc:CityName><cbc:PostalZone>0001"
        "</cbc:PostalZone><cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country>"
        "</cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>Foretaksregisteret</cbc:CompanyID>"
        "<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
        f"<cac:PartyLegalEntity><cbc:RegistrationName>{text}</cbc:RegistrationName>"
        f'<cbc:CompanyID schemeID="0192">{number}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>'
    )


def _category(name: str, *, reason: bool = False) -> str:
    why = "<cbc:TaxExemptionReason>Merverdiavgiftsloven § 3-4</cbc:TaxExemptionReason>" if reason else ""
    return (
        f"<cac:{name}><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>{why}"
        f"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{name}>"
    )


def _period(first: date, last: date) -> str:
    return (
        f"<cac:InvoicePeriod><cbc:StartDate>{first}</cbc:StartDate><cbc:EndDate>{last}</cbc:EndDate>"
        "</cac:InvoicePeriod>"
    )


def _billing(number: str) -> str:
    inside = f"<cac:InvoiceDocumentReference><cbc:ID>{escape(number)}</cbc:ID></cac:InvoiceDocumentReference>"
    return f"<cac:BillingReference>{inside}</cac:BillingReference>" if number else ""


def _contract(number: str) -> str:
    inside = f"<cbc:ID>{escape(number)}</cbc:ID>"
    return f"<cac:ContractDocumentReference>{inside}</cac:ContractDocumentReference>" if number else ""


def _attached(number: int, name: str, kind: str, content: bytes) -> str:
    if not kind:
        address = f"<cbc:URI>{escape(name)}</cbc:URI>"
        outside = f"<cac:ExternalReference>{address}</cac:ExternalReference>"
        reference = f"<cbc:ID>{number}</cbc:ID><cac:Attachment>{outside}</cac:Attachment>"
        return f"<cac:AdditionalDocumentReference>{reference}</cac:AdditionalDocumentReference>"
    inside = (
        f'<cbc:EmbeddedDocumentBinaryObject mimeCode="{kind}" filename="{escape(name)}">'
        f"{b64encode(content).decode()}</cbc:EmbeddedDocumentBinaryObject>"
    )
    reference = f"<cbc:ID>{number}</cbc:ID><cac:Attachment>{inside}</cac:Attachment>"
    return f"<cac:AdditionalDocumentReference>{reference}</cac:AdditionalDocumentReference>"


def _added(ore: int) -> str:
    """A charge, or an allowance; nothing for nothing."""
    inside = (
        f"<cbc:ChargeIndicator>{str(ore > 0).lower()}</cbc:ChargeIndicator>"
        "<cbc:AllowanceChargeReason>Administrasjon</cbc:AllowanceChargeReason>"
        f'<cbc:Amount currencyID="NOK">{_kroner(abs(ore))}</cbc:Amount>'
    )
    return f"<cac:AllowanceCharge>{inside}</cac:AllowanceCharge>" if ore else ""


def _account() -> str:
    return "<cac:PayeeFinancialAccount><cbc:ID>86011117947</cbc:ID></cac:PayeeFinancialAccount>"


def _kroner(ore: int) -> str:
    return f"{Decimal(ore) / 100:.2f}"
