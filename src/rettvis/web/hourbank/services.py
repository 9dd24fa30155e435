"""What a person writes in a bank: corrections, transfers, an opening balance, plans and other counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.hourbank import Account, EntryKind, Ledger, opening_balance
from rettvis.journey.hourbank import transfer as moved_between
from rettvis.journey.hourbank.accrual import grant_spells
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.locks import closed_accounts, lock_years
from rettvis.web.hourbank.models import BankLine, Other
from rettvis.web.hourbank.sources import service_titles
from rettvis.web.hourbank.store import account_of, ledger_of, row_of
from rettvis.web.hourbank.use import MOST_MINUTES

WHAT = gettext_noop("Something was written in the hour bank")
MOST_A_YEAR = 12 * MOST_MINUTES
LONGEST_REASON = 1000
LONGEST_PROVIDER = 120
MAY_BE_CORRECTED = frozenset({EntryKind.USE, EntryKind.OPENING, EntryKind.CORRECTION})
MAY_BE_WITHDRAWN = frozenset({Other.PLANNED, Other.ASSERTED, Other.PROVIDER})


@dataclass(frozen=True)
class Written:
    """What every act of one case carries: who, when, and a key that makes it one act however often sent."""

    case: Case
    user: User
    now: datetime
    key: str

    @property
    def today(self) -> date:
        """The day of the act."""
        return timezone.localdate(self.now)


Lines = Callable[[Ledger], "Iterable[Fault | BankLine]"]
"""Given the year's ledger under the lock: the lines to write, or what is wrong."""


def correct(
    act: Written, service: str, year: int, corrects: str, minutes: int, reason: str
) -> list[BankLine]:
    """Correct a line by a new one with a reason: ``minutes`` is what is added (below zero: taken out).

    The correction has the day and the provider of the line it corrects. Raises ``Faulty`` and ``Refused``.
    """

    def lines(ledger: Ledger) -> Iterable[Fault | BankLine]:
        account = account_of(act.case.person, service, year)
        entry = next((one for one in ledger.entries_of(account) if one.key == corrects), None)
        if entry is None or entry.kind not in MAY_BE_CORRECTED:
            yield Fault("corrects", sentence("There is no such line to correct in this bank."))
            return
        if not minutes:
            yield Fault("minutes", sentence("The line says so already: there is nothing to correct."))
        row = _line(act, service, entry.day, str(EntryKind.CORRECTION), minutes, entry.provider, reason)
        row.year, row.corrects = year, corrects
        yield row

    return _write(act, service, year, lines, [*_reason(reason), *_bounds("minutes", minutes)])


def transfer(
    act: Written, service: str, day: date, giver: str, taker: str, minutes: int, reason: str
) -> list[BankLine]:
    """Move hours from one provider's part to another's: two lines with the same group.

    Raises ``Faulty`` and ``Refused``.
    """
    faults = [*_reason(reason), *_positive("minutes", minutes), *_provider("taker", taker)]
    if giver.strip() == taker.strip():
        faults.append(Fault("taker", sentence("The hours have this provider already.")))
    return _write(
        act,
        service,
        day.year,
        lambda _ledger: _moved(act, service, day, giver, taker, minutes, reason),
        faults,
    )


def change_provider(act: Written, service: str, day: date, provider: str, reason: str) -> list[BankLine]:
    """Say that another provider gives the hours from ``day``. What the old one has left of the days before
    goes with it: the ledger counts it whenever it is read, so that use that comes later is counted too.

    Raises ``Faulty`` and ``Refused``.
    """
    account = account_of(act.case.person, service, day.year)

    def lines(ledger: Ledger) -> Iterable[Fault | BankLine]:
        now = _provider_on(ledger, account, day)
        if now is None:
            yield Fault("day", sentence("Nothing is granted on {day:date}.", day=day))
            return
        if now == provider.strip():
            yield Fault("provider", sentence("The hours have this provider already."))
            return
        yield _line(act, service, day, Other.PROVIDER, 0, provider.strip(), reason)

    faults = [*_reason(reason), *_provider("provider", provider)]
    return _write(act, service, day.year, lines, faults)


def open_balance(act: Written, service: str, day: date, left: int, source: str) -> list[BankLine]:
    """Take over an account within the year: ``left`` minutes of the whole year are left when ``day`` begins.

    Nothing from before ``day`` is counted beside it. Raises ``Faulty`` and ``Refused``.
    """
    account = account_of(act.case.person, service, day.year)

    def lines(ledger: Ledger) -> Iterable[Fault | BankLine]:
        if any(one.kind is EntryKind.OPENING for one in ledger.entries_of(account)):
            yield Fault("day", sentence("The bank has an opening balance. Write a correction of it."))
            return
        told = {"key": act.key, "reason": source.strip(), "recorded": act.now}
        entry = opening_balance(ledger, account, day, left, **told)  # type: ignore[arg-type]
        yield row_of(entry, act.case.municipality_id, act.user)

    faults = [*_source(source), *_not_ahead("day", day, act.today), *_bounds("left", left)]
    return _write(act, service, day.year, lines, faults, in_settled_year=False)


def plan_use(act: Written, service: str, first: date, last: date, minutes: int, text: str) -> list[BankLine]:
    """Write down hours that the person plans to use between two days of one year.

    Raises ``Faulty`` and ``Refused``.
    """
    faults = [*_positive("minutes", minutes)]
    if last < first:
        faults.append(Fault("last", sentence("The last day is before the first.")))
    if last.year != first.year:
        faults.append(Fault("last", sentence("Plan each calendar year by itself: a bank is for one year.")))
    if last < act.today:
        faults.append(Fault("last", sentence("{day:date} has been. What was used is no plan.", day=last)))
    row = _line(act, service, first, Other.PLANNED, minutes, "", text)
    row.last = last
    return _write(act, service, first.year, lambda _ledger: [row], faults, in_settled_year=False)


def assert_balance(act: Written, service: str, day: date, left: int, source: str) -> list[BankLine]:
    """Keep what somebody else's count says is left of the year; where the ledger differs, it is shown.

    Raises ``Faulty`` and ``Refused``.
    """
    row = _line(act, service, day, Other.ASSERTED, left, "", source)
    faults = [*_source(source), *_not_ahead("day", day, act.today), *_bounds("left", left)]
    return _write(act, service, day.year, lambda _ledger: [row], faults)


def withdraw(act: Written, service: str, year: int, corrects: str, reason: str) -> list[BankLine]:
    """Take back a plan, another count or a provider that was written by mistake; the line stays, and this one
    says that it does not count. Raises ``Faulty`` and ``Refused``.
    """

    def lines(_ledger: Ledger) -> Iterable[Fault | BankLine]:
        place = {"municipality": act.case.municipality_id, "person": act.case.person_id}
        found = BankLine.objects.filter(**place, service=service, year=year, key=corrects).first()
        if found is None or found.kind not in MAY_BE_WITHDRAWN:
            yield Fault("corrects", sentence("There is no such line to withdraw in this bank."))
            return
        if BankLine.objects.filter(**place, kind=Other.WITHDRAWN, corrects=corrects).exists():
            yield Fault("corrects", sentence("The line is withdrawn already."))
            return
        row = _line(act, service, found.day, Other.WITHDRAWN, 0, "", reason)
        row.corrects = corrects
        yield row

    return _write(act, service, year, lines, _reason(reason))


def _write(
    act: Written,
    service: str,
    year: int,
    lines: Lines,
    faults: Sequence[Fault],
    *,
    in_settled_year: bool = True,
) -> list[BankLine]:
    """Check, lock, look, and write, in one transaction; an act sent again gives what it wrote first."""
    grant = require(act.user, Action.CHANGE_BANK, act.case)
    titles = service_titles()
    found = list(faults) if service in titles else [*faults, unknown_name("service", service, sorted(titles))]
    place = act.case.municipality_id
    with transaction.atomic():
        lock_years([(place, service, year)])
        same = Q(key=act.key) | Q(group=act.key)
        written = list(BankLine.objects.filter(same, person=act.case.person_id).order_by("pk"))
        if written:
            return written
        settled = (act.case.person_id, service, year) in closed_accounts([act.case.person_id], [year])
        if settled and not in_settled_year:
            message = sentence("{year} is settled. Write a correction instead.", year=str(year))
            found.append(Fault("day", message))
        told = list(lines(ledger_of([act.case.person_id], year)))
        found += [one for one in told if isinstance(one, Fault)]
        if found:
            raise Faulty(found)
        rows = [one for one in told if isinstance(one, BankLine)]
        BankLine.objects.bulk_create(rows)
        look_up(grant, Action.CHANGE_BANK, case_number=act.case.number, what=WHAT)
    return rows


def _line(
    act: Written, service: str, day: date, kind: str, minutes: int, provider: str, reason: str
) -> BankLine:
    return BankLine(
        municipality_id=act.case.municipality_id,
        person_id=act.case.person_id,
        service=service,
        year=day.year,
        key=act.key,
        kind=kind,
        day=day,
        minutes=minutes,
        provider=provider,
        reason=reason.strip(),
        recorded_at=act.now,
        recorded_by=act.user,
    )


def _moved(
    act: Written, service: str, day: date, giver: str, taker: str, minutes: int, reason: str
) -> Iterable[BankLine]:
    """The two lines of a transfer; they add up to nothing."""
    account = account_of(act.case.person, service, day.year)
    told = {"key": act.key, "reason": reason.strip(), "recorded": act.now}
    pair = moved_between(account, day, minutes, (giver.strip(), taker.strip()), **told)  # type: ignore[arg-type]
    return [row_of(entry, act.case.municipality_id, act.user) for entry in pair]


def _provider_on(ledger: Ledger, account: Account, day: date) -> str | None:
    """Who gives the hours on a day; None where nothing is granted."""
    spells = ((grant, spell) for grant, spell in grant_spells(ledger, account) if day in spell)
    return next((grant.provider for grant, _spell in spells), None)


def _reason(reason: str) -> list[Fault]:
    return _text("reason", reason, sentence("Write why."), LONGEST_REASON)


def _source(source: str) -> list[Fault]:
    return _text("source", source, sentence("Write who says so, and in what paper."), LONGEST_REASON)


def _provider(place: str, provider: str) -> list[Fault]:
    return _text(place, provider, sentence("Write the provider’s name."), LONGEST_PROVIDER)


def _text(place: str, text: str, missing: Sentence, longest: int) -> list[Fault]:
    if not text.strip():
        return [Fault(place, missing)]
    if len(text) > longest:
        return [Fault(place, sentence("Write at most {most} characters.", most=longest))]
    return []


def _positive(place: str, minutes: int) -> list[Fault]:
    if minutes <= 0:
        return [Fault(place, sentence("Write how many hours, more than none."))]
    return _bounds(place, minutes)


def _bounds(place: str, minutes: int) -> list[Fault]:
    if abs(minutes) <= MOST_A_YEAR:
        return []
    return [Fault(place, sentence("There are at most {most:hours} in a year.", most=MOST_A_YEAR))]


def _not_ahead(place: str, day: date, today: date) -> list[Fault]:
    return [] if day <= today else [Fault(place, sentence("{day:date} has not been yet.", day=day))]
