"""Invented letters in three languages, short and long, as a caseworker might send them."""

from datetime import date

from rettvis.journey.decision.document import (
    BulletList,
    Callout,
    Column,
    Document,
    FactTable,
    Heading,
    Letterhead,
    Paragraph,
    Recipient,
    Signature,
    Signer,
)

DAY = date(2026, 11, 23)

CONTACT = ("Telefon 00 00 00 00", "Storgata 1, 0000 Eksempelvik")


def head(recipient: str | None = "Kari Eksempel", **more: object) -> Letterhead:
    """The letterhead of an invented municipality."""
    values: dict[str, object] = {
        "municipality": "Eksempelvik kommune",
        "unit": "Tildelingskontoret for helse og omsorg",
        "day": DAY,
        "case_number": "2026-000123",
        "recipient": recipient and Recipient(recipient, ("Lillegata 12 B", "0000 EKSEMPELVIK")),
        "contact": CONTACT,
        "exempt": "Offentleglova § 13, jf. forvaltningsloven § 13",
    }
    return Letterhead(**(values | more))  # type: ignore[arg-type]


SERVICES = FactTable(
    "Tjenestene du får",
    (
        Column("Tjeneste", share=3),
        Column("Svar", share=2),
        Column("Du søkte om", "end"),
        Column("Du får", "end"),
    ),
    (
        ("Brukerstyrt personlig assistanse (BPA)", "Avslag", "33 t 30 min", "–"),
        ("Praktisk bistand", "Innvilget", "–", "9 t 45 min"),
        ("Støttekontakt", "Innvilget", "–", "4 t"),
        ("Til sammen per uke", "", "33 t 30 min", "13 t 45 min"),
    ),
    last_row_is_sum=True,
)


def refusal(synthetic: bool = True) -> Document:
    """Bokmål: BPA refused, the other services granted; reasons and how to complain."""
    return Document(
        "nb",
        head(),
        "Du får praktisk bistand og støttekontakt, men ikke BPA",
        (
            Callout(
                "Dette har vi bestemt",
                (
                    "Du får 13 timer og 45 minutter hjelp i uka: 9 timer og 45 minutter praktisk bistand "
                    "og 4 timer støttekontakt. Du får ikke hjelpen organisert som brukerstyrt personlig "
                    "assistanse (BPA).",
                    "Vedtaket gjelder fra 1. desember 2026 til 30. november 2028. Vi ser på det sammen med "
                    "deg igjen innen 1. juni 2027.",
                ),
            ),
            Paragraph(
                "Vi viser til søknaden din, som vi fikk 12. oktober 2026, og til samtalen hjemme hos deg "
                "2. november 2026. Du søkte om 33 timer og 30 minutter BPA i uka."
            ),
            SERVICES,
            Heading("Hvorfor du ikke får BPA"),
            Paragraph(
                "Du har rett til å få hjelpen organisert som BPA når du er under 67 år, trenger hjelpen i "
                "mer enn to år, og trenger minst 32 timer personlig assistanse i uka. Trenger du "
                "minst 25 timer, har du også rett til BPA, hvis ikke kommunen kan dokumentere at BPA "
                "koster vesentlig mer. Det står i pasient- og brukerrettighetsloven § 2-1 d."
            ),
            BulletList(
                (
                    "Du er 43 år. Vilkåret om alder er oppfylt.",
                    "Du trenger hjelpen i mer enn to år. Vilkåret om varighet er oppfylt.",
                    "Vi har kommet til at du trenger 13 timer og 45 minutter personlig assistanse i uka. "
                    "Det er 11 timer og 15 minutter mindre enn 25 timer. Vilkåret om omfang er ikke oppfylt.",
                )
            ),
            Heading("Det du har fortalt oss, og hvordan vi har vektlagt det"),
            Paragraph(
                "Du ønsker BPA fordi du vil bestemme selv hvem som hjelper deg, og når. Vi har lagt stor "
                "vekt på dette, og derfor får du støttekontakt på de dagene du selv har valgt. Ønsket "
                "endrer ikke hvor mange timer du trenger, og det er timene som avgjør om du har rett til BPA."
            ),
            Heading("Du kan klage på vedtaket"),
            Paragraph(
                "Du kan klage innen fire uker fra du fikk dette brevet. Send klagen skriftlig til kommunen. "
                "Skriv hva du klager på, og hvorfor. Vi hjelper deg gjerne med å skrive klagen. Endrer vi "
                "ikke vedtaket, sender vi klagen videre til statsforvalteren, som avgjør saken. Det står i "
                "pasient- og brukerrettighetsloven §§ 7-2 og 7-5."
            ),
            Paragraph(
                "Du har rett til å se dokumentene i saken din, og du kan få hjelp av pasient- og "
                "brukerombudet. Det er gratis."
            ),
            Signature(
                "Vennlig hilsen",
                (
                    Signer("Ola Leder", "Leder for tildelingskontoret"),
                    Signer("Siri Saksbehandler", "Saksbehandler"),
                ),
                "Brevet er godkjent elektronisk og har derfor ingen underskrift.",
            ),
        ),
        synthetic=synthetic,
    )


def short_letter() -> Document:
    """Nynorsk, one page: a preliminary reply."""
    return Document(
        "nn",
        head("Åse Døme", unit="Tildelingskontoret", exempt=""),
        "Vi har fått søknaden din",
        (
            Paragraph("Vi fekk søknaden din om brukarstyrt personleg assistanse (BPA) 16. november 2026."),
            Paragraph(
                "Vi ringjer deg før 4. desember 2026 for å avtale ein samtale heime hos deg. Du får svar frå "
                "oss så snart vi har det vi treng. Tek det meir enn ein månad, skriv vi til deg og fortel "
                "kvifor, og når du kan vente svar."
            ),
            Heading("Dette kan du gjere no"),
            BulletList(
                (
                    "Skriv ned kva du treng hjelp til gjennom døgnet.",
                    "Finn fram fråsegner frå lege eller andre, om du har dei.",
                    "Tenk gjennom om du vil ha med deg nokon i samtalen.",
                ),
                numbered=True,
            ),
            Signature("Venleg helsing", (Signer("Siri Saksbehandlar", "Saksbehandlar"),)),
        ),
    )


def long_letter() -> Document:
    """English, at least four pages: many reasons and a table that runs over a page."""
    rows = tuple(
        (f"Activity number {n}", "At home, in the morning", f"{n % 7 + 1} times", f"{n} min")
        for n in range(1, 61)
    )
    reasons = tuple(
        block
        for n in range(1, 8)
        for block in (
            Heading(f"Reason {n}", 3),
            Paragraph("We have looked at what you told us, what your doctor wrote, and what we saw. " * 6),
        )
    )
    return Document(
        "en",
        head("Alex Example"),
        "You get user-controlled personal assistance (BPA)",
        (
            Callout("Our decision", ("You get 38 hours of personal assistance a week.",), tone="granted"),
            Heading("How we counted"),
            FactTable(
                "What you need help with",
                (
                    Column("Activity", share=3),
                    Column("When", share=3),
                    Column("A week", "end"),
                    Column("Time", "end"),
                ),
                rows,
            ),
            Heading("Our reasons"),
            *reasons,
            Signature("Kind regards", (Signer("Ola Leder", "Head of unit"),)),
        ),
    )


def internal_record() -> Document:
    """Bokmål: facts with their origin; no recipient."""
    columns = (
        Column("Opplysning", share=3),
        Column("Verdi", share=2),
        Column("Hvor den kommer fra", share=4),
    )
    rows = (
        ("Fødselsdato", "4. mars 1983", "Folkeregisteret, 12. oktober 2026"),
        ("Personlig stell", "35 minutter, 7 ganger i uka", "Saksbehandler, hjemmebesøk 2. november 2026"),
    )
    return Document(
        "nb",
        head(None),
        "Saksgrunnlag for vedtaket",
        (Heading("Opplysninger"), FactTable("Alle opplysninger i saken", columns, rows)),
        synthetic=True,
    )
