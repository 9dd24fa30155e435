"""The application with many cases in its database, and the pages that are asked for."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bench.served.asking import Answer, Page, ask, typed_in
from bench.served.filling import fill
from bench.served.whole_case import whole_case
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.assessment.sections import SECTIONS
from rettvis.web.site.wsgi import application

SEED = 1
ALL = "/saker/?whose=all&status=any"


class Server:
    """The application with its cases, and the pages that can be asked for."""

    def __init__(self, cases: int) -> None:
        on = timezone.localdate()
        call_command("migrate", verbosity=0)
        fill(cases, SEED, on)
        worker = User.objects.get(username="saksbehandler0-9901")
        self.worker = _session(worker)
        self.leader = _session(User.objects.get(username="leder-9901"))
        self.case = whole_case(worker, on)
        self.saves = 0
        self.pages: Mapping[str, Callable[[], Page]] = {**self._lists(), **self._steps(), **self._saves()}

    def ask(self, name: str, count: bool) -> Answer:
        """One request; raises where it did not go well."""
        page = self.pages[name]()
        answer = ask(application, page, count=count)
        wanted = 200 if page.typed is None or page.address.startswith("/saker/") else 302
        if answer.status != wanted:
            raise RuntimeError(f"{page.address} answered {answer.status}: {answer.body[:2000]}")
        return answer

    def _lists(self) -> dict[str, Callable[[], Page]]:
        last = self._last_page()
        searched = (("whose", "all"), ("status", "any"), ("text", "an"))
        return {
            "log-in page: no database, the yardstick": lambda: Page("/logg-inn/"),
            "list: mine, any status": lambda: Page("/saker/?whose=mine&status=any", session=self.worker),
            "list: my unit's open": lambda: Page("/saker/?whose=unit", session=self.worker),
            "list: all open": lambda: Page("/saker/?whose=all", session=self.leader),
            "list: all": lambda: Page(ALL, session=self.leader),
            "list: all decided": lambda: Page("/saker/?whose=all&status=decided", session=self.leader),
            "list: unassigned": lambda: Page("/saker/?whose=unassigned&status=any", session=self.leader),
            "list: the last page of all": lambda: Page(last, session=self.leader),
            "list: names that begin with An": lambda: Page("/saker/", searched, self.leader),
            "list: the log of a case": lambda: self._page("innsyn/"),
        }

    def _last_page(self) -> str:
        last = Case.objects.filter(municipality__number="9901").order_by("-due_order", "-id")[100]
        return f"{ALL}&after={last.due_order.isoformat()}_{last.pk}"

    def _steps(self) -> dict[str, Callable[[], Page]]:
        names = {"front page": "", "application": "soknad/", "assessment": "kartlegging/"}
        for section in SECTIONS:
            if section.slug != "barnet":
                names[f"assessment, {section.slug}"] = f"kartlegging/{section.slug}/"
        names |= {"calculation": "utmaling/", "conditions": "vilkar/", "decision": "vedtak/"}
        names |= {"letter": "brev/", "internal record": "brev/internt/"}
        return {f"case: {name}": lambda end=end: self._page(end) for name, end in names.items()}

    def _saves(self) -> dict[str, Callable[[], Page]]:
        return {
            "save: the day clock": lambda: self._changed("kartlegging/dognklokke/", "-minutes"),
            "save: period and summary": lambda: self._changed("kartlegging/periode/", "summary-summary"),
        }

    def _page(self, end: str) -> Page:
        return Page(f"/sak/{self.case.number}/{end}", session=self.worker)

    def _changed(self, end: str, field: str) -> Page:
        """The form as it stands, sent with another number in one field."""
        page = self._page(end)
        typed = list(typed_in(ask(application, page).body))
        self.saves += 1
        place = next(place for place, (name, value) in enumerate(typed) if name.endswith(field) and value)
        typed[place] = (typed[place][0], str(10 + self.saves % 20))
        return Page(page.address, (*typed, ("do", "save")), page.session)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
