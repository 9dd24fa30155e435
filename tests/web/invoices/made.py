"""An invented provider with an agreement, approved hours and invoices, for tests."""

from datetime import date
from typing import Any

from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Agreement, Provider
from rettvis.web.delivery.services import (
    Approved,
    NewAgreement,
    NewPrice,
    approve_hours,
    register_agreement,
    register_provider,
    write_price,
)
from rettvis.web.demo.ehf import InventedInvoice, InventedLine, ehf
from rettvis.web.invoices.asking import NewQuestion, ask_provider
from rettvis.web.invoices.breaches import open_breach
from rettvis.web.invoices.ledger import export
from rettvis.web.invoices.models import (
    Breach,
    FolderFile,
    InvoiceAttachment,
    LedgerExport,
    ProviderQuestion,
    ReadInvoice,
)
from rettvis.web.invoices.reading import read_received
from rettvis.web.invoices.receiving import receive_file
from rettvis.web.invoices.services import approve, attest, settle
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, granted

NUMBER, NAME = "310000000", "Prøveassistanse AS"
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
PRICE = 60_000
WORKED = 40 * 60


def a_provider(place: Place, number: str = NUMBER, name: str = NAME) -> Provider:
    """A private provider, registered by the controller."""
    user = place.people[Role.CONTROLLER]
    return register_provider(user, place.municipality, number, name, "private", NOW)


def an_agreement(place: Place, provider: Provider | None = None, **more: Any) -> Agreement:
    """An agreement for 2026 with one price for every kind of hour."""
    own, user = provider or a_provider(place), place.people[Role.CONTROLLER]
    told = {"billing": "arrears", "regulation": "index", **more}
    new = NewAgreement("RA-1", date(2026, 1, 1), date(2026, 12, 31), **told)
    row = register_agreement(user, own, new, NOW)
    price = NewPrice("TURNUS", "", date(2026, 1, 1), PRICE, "agreed", "Vedlegg 1")
    write_price(user, row, price, "first price", NOW)
    return row


def a_world(place: Place) -> tuple[Case, Provider]:
    """A case with hours in the bank, and a provider whose hours in March are approved."""
    case = granted(place)
    provider = an_agreement(place).provider
    lines = [Approved(f"m{day}", case, date(2026, 3, day), "ordinary", 240) for day in range(1, 11)]
    approve_hours(place.people[Role.CONTROLLER], provider, lines, NOW)
    return case, provider


def a_file(case: Case | None, *, minutes: int = WORKED, price: int = PRICE, **more: Any) -> bytes:
    """An invoice for March as a file."""
    reference = case.number if case else ""
    line = InventedLine(minutes, price, more.pop("code", "TURNUS"), reference)
    told = {
        "number": "F-1",
        "issued": date(2026, 4, 5),
        "due": date(2026, 5, 5),
        "seller": (NUMBER, NAME),
        "first": MARCH[0],
        "last": MARCH[1],
        "lines": (line,),
        "agreement": "RA-1",
        **more,
    }
    return ehf(InventedInvoice(**told))


def received(place: Place, content: bytes) -> ReadInvoice:
    """A file received by the controller and read."""
    file, _new = receive_file(place.people[Role.CONTROLLER], place.municipality, content, NOW)
    read_received(file.pk, NOW)
    return ReadInvoice.objects.get(file=file)


def codes(invoice: ReadInvoice) -> list[str]:
    """The codes of what deviates, in order."""
    return list(invoice.deviations.order_by("pk").values_list("code", flat=True))


def an_invoice(place: Place) -> ReadInvoice:
    """An invoice at another price than agreed."""
    return received(place, a_file(a_world(place)[0], price=PRICE + 1_000))


def the_provider(place: Place) -> Provider:
    """The provider of the place, made where it is not there."""
    return the_agreement(place).provider


def the_agreement(place: Place) -> Agreement:
    """Its agreement."""
    found = Agreement.objects.filter(provider__municipality=place.municipality).first()
    return found or an_agreement(place)


def an_invoice_there(place: Place) -> ReadInvoice:
    """An invoice whose price is not the agreed one, made where it is not there."""
    found = ReadInvoice.objects.filter(municipality=place.municipality, number="F-1").first()
    if found is not None:
        return found
    the_agreement(place)
    case = Case.objects.filter(municipality=place.municipality).order_by("pk").first()
    return received(place, a_file(case, price=PRICE + 1_000))


def an_export(place: Place) -> LedgerExport:
    """A file for the ledger system, with what is approved and in no file."""
    case = Case.objects.filter(municipality=place.municipality).order_by("pk").first()
    an_approved_invoice(place, "F-2", case)
    made = export(place.people[Role.CONTROLLER], place.municipality, "export", NOW)
    assert made is not None
    return made


def an_approved_invoice(place: Place, number: str, case: Case | None) -> ReadInvoice:
    """An invoice whose payment is approved, with all that deviated accepted."""
    the_agreement(place)
    row = received(place, a_file(case, number=number, issued=date(2026, 4, 6)))
    user = place.people[Role.CONTROLLER]
    for deviation in row.deviations.all():
        settle(user, deviation, "accepted", "Avtalt.", NOW)
    attest(user, row, NOW)
    approve(place.people[Role.TEAM_LEADER], row, NOW)
    return row


def a_refused_file(place: Place) -> FolderFile:
    """A file from the watched folder that is no invoice."""
    told = {"name": "brev.pdf", "faults": [dict.fromkeys(LANGUAGES, "Ingen faktura.")], "taken_at": NOW}
    return FolderFile.objects.get_or_create(municipality=place.municipality, sha256="0" * 64, defaults=told)[
        0
    ]


def an_attachment(place: Place) -> InvoiceAttachment:
    """A table that came inside an invoice."""
    found = InvoiceAttachment.objects.filter(invoice__municipality=place.municipality).first()
    if found is not None:
        return found
    the_agreement(place)
    case = Case.objects.filter(municipality=place.municipality).order_by("pk").first()
    files = [("timer.csv", "text/csv", b"dato;timer\n2026-03-01;4\n")]
    return received(place, a_file(case, number="F-3", files=files)).attachments.get()


def a_question(place: Place) -> ProviderQuestion:
    """A question about the invoice that is there."""
    invoice, user = an_invoice_there(place), place.people[Role.CONTROLLER]
    new = NewQuestion([invoice.deviations.order_by("pk")[0]], "Hvilken pris gjelder?", date(2026, 9, 1), "nb")
    return ask_provider(user, invoice, new, "question", NOW)


def a_breach(place: Place) -> Breach:
    """A breach that the invoice that is there shows."""
    invoice, user = an_invoice_there(place), place.people[Role.CONTROLLER]
    return open_breach(user, the_provider(place), "Feil pris tre måneder på rad.", [invoice], "breach", NOW)
