"""What the command line answers of a bank and of a settlement: the figures of the pages."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from rettvis.journey.hourbank import Account
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, municipalities, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.settling import DryRun, dry_run, settle_year
from rettvis.web.hourbank.shown import BankShown, bank_shown
from rettvis.web.hourbank.store import end_of, read_bank
from rettvis.web.hourbank.views import WHAT


@dataclass(frozen=True)
class BankAnswer:
    """The banks of a case's person on a day, as known on another (None: now)."""

    case: str
    year: int
    on: date
    as_known: date | None
    banks: tuple[BankShown, ...]


def bank_answer(
    number: str, by: str, on: date | None, as_known: date | None, year: int | None, today: date
) -> BankAnswer:
    """Every bank of the person of case ``number``; the look-up is logged. Raises ``Faulty``."""
    case = Case.objects.select_related("municipality").filter(number=number).first()
    user = None if case is None else _reader(by, Action.SEE_BANK, case.municipality)
    if case is None or user is None or not may(user, Action.SEE_BANK, case):
        message = sentence("There is no such case, or {user} may not see it.", user=by or "–")
        raise Faulty([Fault(number[:40], message)])
    day = on or as_known or today
    year = day.year if year is None else year
    day = max(min(day, date(year, 12, 31)), date(year, 1, 1))
    with transaction.atomic():
        moment = None if as_known is None else end_of(as_known)
        ledger, rows = read_bank([case.person_id], year, moment)
        services = [one.service for one in ledger.accounts(year)]
        accounts = [Account(str(case.person_id), one, year) for one in services]
        banks = tuple(bank_shown(ledger, rows, one, day, services) for one in accounts)
        look_up(require(user, Action.SEE_BANK, case), Action.SEE_BANK, case_number=number, what=WHAT)
    return BankAnswer(number, year, day, as_known, banks)


@dataclass(frozen=True)
class SettlementAnswer:
    """What a settlement does, and the number of the one that was written (0: none)."""

    found: DryRun
    written: int


def settlement_answer(
    year: int, service: str, by: str, municipality: str, now: datetime, *, write: bool
) -> SettlementAnswer:
    """List the settlement, and write it where it is asked for. Raises ``Faulty`` and ``Refused``."""
    place = _place(by, municipality)
    user = _reader(by, Action.SETTLE_BANK, place)
    if user is None:
        message = sentence("Say who settles: “--by” and the user name of a leader.")
        raise Faulty([Fault("--by", message)])
    with transaction.atomic():
        found = dry_run(place.pk, service, year, user, now)
        run = settle_year(place.pk, service, year, user, now, seen=found.digest) if write else None
        if found.cases and not write:
            numbers = sorted({case.number for case in found.cases.values()})
            look_up(grants(user, Action.SETTLE_BANK)[0], Action.SETTLE_BANK, cases=numbers, what=WHAT)
    return SettlementAnswer(found, run.number if run is not None and found.to_write else 0)


def _place(by: str, number: str) -> Municipality:
    """The municipality called so, or the one where the reader settles, or the only one."""
    known = list(Municipality.objects.order_by("number"))
    wanted = [one for one in known if one.number == number] if number else known
    user = User.objects.filter(username=by).first()
    if not number and user is not None:
        wanted = list(municipalities(user, Action.SETTLE_BANK))
    if len(wanted) != 1:
        message = sentence(
            "Say which municipality: {known}.", known=[f"{one.number} {one.name}" for one in known]
        )
        raise Faulty([Fault("--municipality", message)])
    return wanted[0]


def _reader(by: str, action: Action, place: Municipality) -> User | None:
    """Who asks. In a municipality of invented persons anybody may, and somebody with the role is taken."""
    if by or not place.synthetic:
        return User.objects.filter(username=by, is_active=True).first()
    for user in User.objects.filter(is_active=True).order_by("pk"):
        whole = [one for one in grants(user, action) if one.unit_id is None]
        if any(one.municipality_id == place.pk for one in whole):
            return user
    return None


def today_here() -> date:
    """The day it is here."""
    return timezone.localdate()
