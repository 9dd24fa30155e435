"""A person's bank as a page shows it: values and sentences; links and buttons are the page's own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.hourbank import Account, Discrepancy, EntryKind, Forecast, Grant, Ledger, check
from rettvis.journey.hourbank.accrual import grant_spells
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.decision.models import Why
from rettvis.web.hourbank.chart import YearBar, bar_of
from rettvis.web.hourbank.figures import Figures, Month, figures_of, months_of, outlook
from rettvis.web.hourbank.models import BankLine, Other
from rettvis.web.hourbank.ordinary import ANOTHER_PROVIDER
from rettvis.web.hourbank.services import MAY_BE_CORRECTED, MAY_BE_WITHDRAWN
from rettvis.web.hourbank.sources import titles_of
from rettvis.web.hourbank.store import ENTRIES
from rettvis.web.hourbank.use import LATE

WEEK = 7


@dataclass(frozen=True)
class Tab:
    """A service that the person has hours of in the year."""

    service: str
    title: Sentence | str
    current: bool


@dataclass(frozen=True)
class GrantShown:
    """Where hours come from: a decision's hours a week, from when until when, and what ended them."""

    grant: Grant
    weekly: int
    last: date | None
    because: Sentence | None


@dataclass(frozen=True)
class LineShown:
    """A line that somebody wrote, with what it is called and whether it may be corrected or withdrawn."""

    row: BankLine
    title: Sentence | str
    reason: Sentence | str
    correctable: bool
    withdrawable: bool


@dataclass(frozen=True)
class BankShown:
    """Everything that a page shows of one account; None of ``figures`` where there is no account."""

    year: int
    tabs: tuple[Tab, ...]
    account: Account
    title: Sentence | str
    figures: Figures
    headline: tuple[Sentence, ...]
    bar: YearBar | None
    months: list[Month]
    forecast: Forecast | None
    foreseen: tuple[Sentence, ...]
    discrepancies: tuple[Discrepancy, ...]
    grants: tuple[GrantShown, ...]
    lines: tuple[LineShown, ...]
    settled_on: date | None


def bank_shown(
    ledger: Ledger, rows: Iterable[BankLine], account: Account, day: date, services: Collection[str]
) -> BankShown:
    """One account on ``day`` (within the year), as the ledger and the rows of it know it."""
    alone = ledger.alone(account)
    figures = figures_of(alone, account, day)
    seen = outlook(alone, account, day)
    closed = alone.closed_at(account)
    titles = titles_of(services)
    return BankShown(
        year=account.year,
        tabs=tuple(Tab(code, titles[code], code == account.service) for code in services),
        account=account,
        title=titles[account.service],
        figures=figures,
        headline=tuple(headline(figures, settled=closed is not None)),
        bar=bar_of(figures),
        months=months_of(alone, account, day),
        forecast=seen,
        foreseen=tuple(_foreseen(seen)),
        discrepancies=check(alone, account),
        grants=tuple(_grants(alone, account)),
        lines=tuple(_lines(rows, account)),
        settled_on=None if closed is None else closed.date(),
    )


def headline(figures: Figures, *, settled: bool = False) -> Iterable[Sentence]:
    """How it stands, in plain words: first the hours, then the time that is left of the year."""
    if settled:
        yield sentence(
            "The year is settled: {used:hours} of {given:hours} was used.",
            used=figures.used,
            given=figures.given,
        )
        return
    if figures.left < 0:
        yield sentence(
            "{over:hours} more is used than the {given:hours} of the year.",
            over=-figures.left,
            given=figures.given,
        )
    else:
        yield sentence("{left:hours} left of {given:hours}.", left=figures.left, given=figures.given)
    weeks, days = divmod(figures.days_left, WEEK)
    if figures.days_left <= 0:
        yield sentence("The year is over.")
    elif weeks >= 2:
        yield sentence("{weeks} weeks of the year are left.", weeks=weeks)
    else:
        yield sentence("{days:days} of the year are left.", days=WEEK * weeks + days)


def _foreseen(seen: Forecast | None) -> Iterable[Sentence]:
    """The forecast in words: what is expected, and its range."""
    if seen is None:
        return
    if seen.left is None or seen.least is None or seen.most is None:
        yield sentence("There are too few weeks of use yet to say how the year will end.")
        return
    if seen.left < 0:
        yield sentence(
            "If use goes on as it has, {few:hours} are lacking when the year ends: probably between {least} "
            "and {most}.",
            few=_hours(-seen.left),
            least=_lacking_or_left(seen.least),
            most=_lacking_or_left(seen.most),
        )
        return
    yield sentence(
        "If use goes on as it has, {left:hours} are left when the year ends: probably between {least} and "
        "{most}.",
        left=_hours(seen.left),
        least=_lacking_or_left(seen.least),
        most=_lacking_or_left(seen.most),
    )


def _lacking_or_left(minutes: int) -> Sentence:
    """An end of the forecast's range, in words: nobody has to read a sign."""
    if minutes < 0:
        return sentence("{few:hours} too few", few=_hours(-minutes))
    return sentence("{left:hours} left", left=_hours(minutes))


def _hours(minutes: int) -> int:
    """A forecast to whole hours: it is not known to the minute."""
    return 60 * round_half_up(Fraction(minutes, 60))


def _grants(ledger: Ledger, account: Account) -> Iterable[GrantShown]:
    reasons = {end.grant: end.reason for end in sorted(ledger.ends, key=lambda one: one.recorded)}
    for grant, _spell in sorted(grant_spells(ledger, account), key=lambda pair: pair[1].first):
        because = reasons.get(grant.key)
        ended = None if because is None else ending(because)
        yield GrantShown(grant, round_half_up(grant.minutes_per_week), ledger.last_of(grant), ended)


def ending(reason: str) -> Sentence:
    """Why a grant ended, in words: ``replaced/2026-000123`` and the like."""
    why, _slash, number = reason.partition("/")
    if why == ANOTHER_PROVIDER:
        return sentence("Another provider gives the hours after that.")
    if why == Why.ANNULLED:
        return sentence("Annulled.")
    if why == Why.REPLACED:
        return sentence("Replaced by the decision in case {number}.", number=number)
    return sentence("Ended.")


def _lines(rows: Iterable[BankLine], account: Account) -> Iterable[LineShown]:
    listed = list(rows)
    withdrawn = {row.corrects for row in listed if row.kind == Other.WITHDRAWN}
    own = [row for row in listed if (row.service, row.year) == (account.service, account.year)]
    for row in sorted(own, key=lambda row: (row.day, row.pk or 0), reverse=True):
        kind = str(row.kind)
        reason = sentence("The year was settled when this came.") if row.reason == LATE else row.reason
        yield LineShown(
            row,
            line_title(row),
            reason,
            kind in set(MAY_BE_CORRECTED),
            kind in set(MAY_BE_WITHDRAWN) and row.key not in withdrawn,
        )


def line_title(row: BankLine) -> Sentence | str:
    """What a line is, in words."""
    return EntryKind(row.kind).label if row.kind in ENTRIES else str(Other(row.kind).label)
