"""The list of banks: what must be looked at first, who is running out, and who will have hours unused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rettvis.journey.hourbank import Account, EntryKind, Forecast, Ledger, check
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import visible
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.asked import is_year
from rettvis.web.hourbank.figures import USED, Figures, figures_of, outlook
from rettvis.web.hourbank.store import ledger_of
from rettvis.web.pages.whole_numbers import whole_number

PAGE = 50


class Standing(StrEnum):
    """How an account stands; the first that fits, in this order."""

    WRONG = "avvik"
    SHORT = "tom"
    UNUSED = "ubrukt"
    STEADY = "jevn"
    SILENT = "stille"


NAMES: dict[Standing, Promise] = {
    Standing.WRONG: _("Must be looked at"),
    Standing.SHORT: _("May run out"),
    Standing.UNUSED: _("May have hours unused"),
    Standing.STEADY: _("As expected"),
    Standing.SILENT: _("No use is told"),
}
ORDER = list(Standing)
TELLING = USED | {EntryKind.OPENING}
"""What somebody has told of an account; what a settlement carried into it is not."""


@dataclass(frozen=True)
class AskedList:
    """Year, service, how the accounts stand ("" for all), and the page from 1."""

    year: int
    service: str
    standing: str
    page: int
    today: date

    @property
    def day(self) -> date:
        """Today, within the year."""
        return max(min(self.today, date(self.year, 12, 31)), date(self.year, 1, 1))

    def query(self, **more: object) -> str:
        """The same, as an address says it, with something else."""
        said = {
            "aar": self.year,
            "tjeneste": self.service,
            "hva": self.standing,
            "side": self.page if self.page > 1 else "",
            **more,
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class ListedBank:
    """One account in the list, with the case that leads to it."""

    account: Account
    figures: Figures
    standing: Standing
    wrong: int
    forecast: Forecast | None
    case: Case

    @property
    def name(self) -> str:
        """How it stands, in words."""
        return str(NAMES[self.standing])


@dataclass(frozen=True)
class BankList:
    """A page of the list, the services there are, how many stand how, and the sum of all of them."""

    rows: list[ListedBank]
    services: list[str]
    service: str
    counts: dict[Standing, int]
    given: int
    used: int
    settled: int
    left: int
    pages: int


def read_list(data: QueryDict, today: date) -> AskedList:
    """What the address asks for; what cannot be read is taken as usual."""
    year, page = data.get("aar", ""), data.get("side", "")
    standing = data.get("hva", "")
    return AskedList(
        year=int(year) if is_year(year, today) else today.year,
        service=data.get("tjeneste", "")[:60],
        standing=standing if standing in set(Standing) else "",
        page=whole_number(page) or 1,
        today=today,
    )


def list_banks(user: User, asked: AskedList) -> BankList:
    """The banks that ``user`` may see, in a fixed number of queries."""
    own = visible(user, Case.objects.all(), Action.SEE_BANKS)
    ledger = ledger_of(own.values("person"), asked.year)
    accounts = ledger.accounts(asked.year)
    services = sorted({one.service for one in accounts})
    service = asked.service if asked.service in services else next(iter(services), "")
    found = [_stands(ledger, one, asked.day) for one in accounts if one.service == service]
    counts = {standing: sum(one[1] is standing for one in found) for standing in Standing}
    wanted = [one for one in found if not asked.standing or one[1] == asked.standing]
    wanted.sort(key=lambda one: (ORDER.index(one[1]), _share(one[0]), one[0].account))
    first = (asked.page - 1) * PAGE
    shown = wanted[first : first + PAGE]
    figures = [one[0] for one in found]
    return BankList(
        rows=_with_cases(shown, ledger, own),
        services=services,
        service=service,
        counts=counts,
        given=sum(one.given for one in figures),
        used=sum(one.used for one in figures),
        settled=sum(one.settled for one in figures),
        left=sum(one.left for one in figures),
        pages=max(1, -(-len(wanted) // PAGE)),
    )


Stands = tuple[Figures, Standing, int, Forecast | None]


def _stands(ledger: Ledger, account: Account, day: date) -> Stands:
    figures = figures_of(ledger, account, day)
    if not any(one.kind in TELLING for one in ledger.entries_of(account)):
        return figures, Standing.SILENT, 0, None
    wrong = len(check(ledger, account))
    seen = outlook(ledger, account, day)
    if wrong:
        return figures, Standing.WRONG, wrong, seen
    if seen is None or not seen.words or seen.left is None:
        return figures, Standing.STEADY, 0, seen
    short = seen.least is not None and seen.least < 0
    return figures, Standing.SHORT if short else Standing.UNUSED, 0, seen


def _share(figures: Figures) -> float:
    """What is left, as a part of what the year gives: only for the order."""
    return figures.left / figures.given if figures.given else -1.0


def _with_cases(shown: Iterable[Stands], ledger: Ledger, own: "QuerySet[Case]") -> list[ListedBank]:
    """The rows with the person's newest case that granted the hours, of those the reader may see."""
    listed = list(shown)
    persons = {int(one[0].account.person) for one in listed}
    rows = own.filter(person__in=persons).select_related("person").order_by("decided_on", "pk")
    sources = {(grant.person, grant.service, grant.source) for grant in ledger.grants}
    newest: dict[str, Case] = {}
    granted: dict[tuple[str, str], Case] = {}
    for case in rows:
        newest[str(case.person_id)] = case
        for one in listed:
            account = one[0].account
            if (
                account.person == str(case.person_id)
                and (account.person, account.service, case.number) in sources
            ):
                granted[account.person, account.service] = case
    return [
        ListedBank(
            figures.account,
            figures,
            standing,
            wrong,
            seen,
            granted.get((figures.account.person, figures.account.service), newest[figures.account.person]),
        )
        for figures, standing, wrong, seen in listed
    ]
