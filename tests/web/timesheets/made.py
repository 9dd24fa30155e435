"""Invented timesheets: files, lines that are taken in, and what deviates in them."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.timesheets.approving import Signed, approve
from rettvis.web.timesheets.models import Approval, Deviation, SheetFile, ShiftLine, WaitingFile
from rettvis.web.timesheets.taking import take_in, upload, waiting_files
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, at, granted
from tests.web.invoices.made import the_provider

HEADER = (
    "ordning_ref;dato;start;slutt;pause_min;minutter;"
    "tjenestekode;assistent_ref;sted;leverandor_orgnr;linje_id"
)
SIGNED = Signed("Ola Berg", date(2026, 6, 30), "Signert timeliste")
JUNE = date(2026, 6, 1)


def line(
    reference: str,
    day: str = "2026-06-03",
    start: str = "08:00",
    end: str = "12:00",
    *,
    pause: str = "",
    minutes: str = "",
    kind: str = "",
    assistant: str = "A-1",
    number: str = "310000000",
    line_id: str = "",
) -> str:
    """One line of a file in the profile."""
    return ";".join((reference, day, start, end, pause, minutes, kind, assistant, "kommune", number, line_id))


def a_sheet(lines: Sequence[str], header: str = HEADER) -> bytes:
    """A file."""
    return ("\n".join((header, *lines)) + "\n").encode()


def a_person(place: Place, weekly: int = 20 * 60, name: str = "Ola Berg") -> Case:
    """Somebody with BPA all the year, 20 hours a week."""
    return granted(place, weekly, name=name)


def uploaded(place: Place, content: bytes, provider: Provider | None = None) -> WaitingFile:
    """A file that waits to be taken in, uploaded by the controller."""
    return upload(place.people[Role.CONTROLLER], provider or the_provider(place), content, NOW)


def taken(place: Place, lines: Sequence[str], provider: Provider | None = None) -> SheetFile:
    """A file that is taken in."""
    waiting = uploaded(place, a_sheet(lines), provider)
    return take_in(place.people[Role.CONTROLLER], waiting, NOW)[0]


def codes(place: Place) -> list[str]:
    """What deviates and has not lapsed, in the order of the list."""
    rows = Deviation.objects.filter(municipality=place.municipality, lapse=None)
    return list(rows.order_by("rank", "first", "pk").values_list("code", flat=True))


def a_waiting_file(place: Place) -> WaitingFile:
    """A file that waits, with a line of nobody's."""
    found = waiting_files(timezone.now()).filter(municipality=place.municipality).first()
    content = a_sheet([line("ukjent-9", "2026-06-09")])
    return found or upload(place.people[Role.CONTROLLER], the_provider(place), content, timezone.now())


def a_deviation(place: Place) -> Deviation:
    """A line for somebody whom the municipality has no case with."""
    found = Deviation.objects.filter(municipality=place.municipality, code="no_decision", case=None).first()
    if found is None:
        taken(place, [line("ukjent-1")])
        found = Deviation.objects.get(municipality=place.municipality, code="no_decision", case=None)
    return found


def a_month(case: Case, place: Place) -> list[object]:
    """A month of a case with an approved line and one that waits: the arguments of its address."""
    if not ShiftLine.objects.filter(case=case, day__year=2026, day__month=6).exists():
        taken(place, [line(case.number, "2026-06-03", assistant=f"M-{case.pk}")])
        an_approval(case, place)
        taken(place, [line(case.number, "2026-06-04", assistant=f"M-{case.pk}")])
    return [case.number, 2026, 6]


def an_approval(case: Case, place: Place, month: date = JUNE) -> Approval:
    """The supervisor's approval of a month."""
    return approve(place.people[Role.CASEWORKER], case, month, SIGNED, NOW)


__all__ = ["NOW", "at"]
