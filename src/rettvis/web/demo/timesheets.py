"""Invented timesheets from several providers, taken in as a controller does; what deviates is planted."""

from collections.abc import Iterable
from datetime import date, timedelta

from rettvis.edges.timesheets import Layout
from rettvis.edges.timesheets.layout import COLUMNS
from rettvis.journey.application import Service
from rettvis.journey.delivery.start_up import JourneyDecision, StayKind
from rettvis.web.application.models import Case
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.delivery.models import Provider
from rettvis.web.delivery.services import (
    NewAgreement,
    NewPrice,
    register_agreement,
    register_provider,
    write_price,
)
from rettvis.web.demo.banks import NORTH, SOUTH
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import Place
from rettvis.web.demo.invoices import AHEAD, CONTROLLER, NEW, NUMBERS, OWN
from rettvis.web.demo.planted import HEAVY, Line, Sheets, frames, planted
from rettvis.web.demo.sheet_cases import PERSONS, last_months, sheet_cases
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.more_services import ToldJourney, journey, stay
from rettvis.web.timesheets.approving import Signed, approve, next_month
from rettvis.web.timesheets.framing import write_death, write_frame
from rettvis.web.timesheets.models import Deviation, SavedLayout
from rettvis.web.timesheets.settling import settle
from rettvis.web.timesheets.taking import take_in, upload

CASEWORKER = "kari"
NEWCOMER = ("310000132", "Nybrott Assistanse (oppdiktet)")
DAY = timedelta(days=1)
OWN_NAMES = {
    "ordning_ref": "Vedtak",
    "dato": "Dato",
    "start": "Fra kl",
    "slutt": "Til kl",
    "assistent_ref": "Ansatt",
    "minutter": "Sum min",
    "timepris": "Sats",
}
"""What one of the providers calls the columns."""
WITH_LAYOUT = 1


def timesheets(place: Place) -> Sheets | None:
    """Files of two months and some before, what they are measured by, approvals, and two that are settled."""
    cases, ended = sheet_cases(place), _ended(place)
    if len(cases) < PERSONS or ended is None:
        return None
    months = last_months(place.on)
    sheets = planted(cases, ended, months)
    providers = _providers(place, months[0])
    _measured_by(place, cases, sheets)
    for (provider, month), lines in sorted(sheets.lines.items(), key=lambda one: (one[0][1], one[0][0])):
        _taken_in(place, providers[provider], month, lines, own=provider == WITH_LAYOUT)
    for case in (*cases[:8], *cases[10:14]):
        _approved(place, case, months[0])
    for month in sorted({month for _provider, month in sheets.lines if month < months[1]}):
        _approved(place, cases[HEAVY], month)
    _settled(place)
    return sheets


def _providers(place: Place, first: date) -> list[Provider]:
    """The four that send invoices, and one whose agreement begins in the middle of the first month."""
    here = {row.number: row for row in Provider.objects.filter(municipality=place.unit.municipality)}
    user, began = place.users[CONTROLLER], first + 9 * DAY
    new = register_provider(user, place.unit.municipality, *NEWCOMER, "private", noon(began))
    told = NewAgreement("RA-2026-01", began, None, "arrears", "fixed", "Brukerstyrt personlig assistanse.")
    agreement = register_agreement(user, new, told, noon(began))
    price = NewPrice("DAG", "", began, NEW, "agreed", "Vedlegg 1 til rammeavtalen")
    write_price(user, agreement, price, "DAG", noon(began))
    return [*(here[NUMBERS[name]] for name in (NORTH, SOUTH, AHEAD, OWN)), new]


def _measured_by(place: Place, cases: list[Case], sheets: Sheets) -> None:
    """What the decisions allow beside their hours; a death, a stay in a hospital, a journey without hours."""
    user, began = place.users[CASEWORKER], date(place.on.year - 2, 1, 1)
    for case, limits in frames(cases):
        told = {"from_on": began, "several": False, "night": False, **limits, "source": "Vedtaket, side 2"}
        write_frame(user, case, told, noon(sheets.months[0]))
    died = sheets.monday + DAY
    write_death(user, cases[9], died, "Pårørende ringte (oppdiktet)", noon(died + DAY))
    act = Written(cases[8], user, noon(sheets.monday + 6 * DAY), f"demo/stay/{cases[8].pk}")
    stay(act, StayKind.HOSPITAL, sheets.monday, sheets.monday + 6 * DAY)
    asked = sheets.monday - 20 * DAY
    act = Written(cases[17], user, noon(asked), f"demo/journey/{cases[17].pk}")
    why = "Reisefølget dekker bistandsbehovet på denne reisen (oppdiktet)."
    days = (sheets.monday, sheets.monday + 3 * DAY)
    journey(act, ToldJourney(asked, *days, "Danmark", JourneyDecision.WITHOUT, why))


def _taken_in(place: Place, provider: Provider, month: date, lines: list[Line], *, own: bool) -> None:
    """A file of a month, sent the fourth of the next one."""
    user, when = place.users[CONTROLLER], noon(min(next_month(month) + 3 * DAY, place.on))
    if own:
        SavedLayout.objects.get_or_create(
            provider=provider,
            number=1,
            defaults={
                "content": Layout(provider.number, OWN_NAMES).as_data(),
                "saved_by": user,
                "saved_at": when,
            },
        )
    waiting = upload(user, provider, _file(lines, OWN_NAMES if own else {}), when)
    take_in(user, waiting, when)


def _file(lines: Iterable[Line], names: dict[str, str]) -> bytes:
    """The lines as a provider writes them: semicolons, and the columns that are used."""
    listed = sorted(lines, key=lambda line: (line["dato"], line["assistent_ref"], line["start"]))
    used = [name for name in COLUMNS if any(name in line for line in listed)]
    rows = [[names.get(name, name) for name in used]]
    rows += [[line.get(name, "") for name in used] for line in listed]
    return "\r\n".join(";".join(row) for row in rows).encode("utf-8-sig")


def _approved(place: Place, case: Case, month: date) -> None:
    """The supervisor, who is the person, signs on the second of the next month."""
    signed = min(next_month(month) + DAY, place.on)
    told = Signed(case.person.name, signed, "Signert timeliste på papir")
    approve(place.users[CASEWORKER], case, month, told, noon(min(signed + 3 * DAY, place.on)))


def _settled(place: Place) -> None:
    """One of each way: accepted, and followed up with the provider."""
    rows = Deviation.objects.filter(municipality=place.unit.municipality).select_related("case")
    for code, resolution, comment in (
        ("no_price", "accepted", "Avtalen var muntlig fra første dag. Prisen er den samme."),
        ("night_not_granted", "followed_up", "Leverandøren er bedt om å avklare slike vakter på forhånd."),
    ):
        row = rows.filter(code=code).first()
        if row is not None:
            settle(place.users[CONTROLLER], row, resolution, comment, noon(place.on))


def _ended(place: Place) -> Case | None:
    """Somebody whose BPA ended before the last month."""
    rows = ServiceLineRow.objects.filter(
        case__unit=place.unit, service=str(Service.BPA), ends_on__lt=last_months(place.on)[0]
    )
    row = rows.select_related("case__person").order_by("pk").first()
    return row.case if row else None
