"""Every form that the application shows, filled in as somebody might."""

import re
from dataclasses import asdict
from html.parser import HTMLParser
from typing import Any

import pyotp
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone

from rettvis.web.access.models import Role, Unit, User
from rettvis.web.decision.sending import send as send_decision
from rettvis.web.decision.services import do
from rettvis.web.second_factor.codes import new_secret
from rettvis.web.second_factor.services import set_up
from tests.web.addresses import MADE, patterns
from tests.web.conftest import PASSWORD, Place, make_place
from tests.web.decision.ready import TODAY, make_ready
from tests.web.hourbank.banks import ready_to_settle
from tests.web.site.faults.sent import Sent
from tests.web.site.faults.states import before_an_introduction, registers, states

TYPED = {
    "old": PASSWORD,
    "new": "et helt nytt passord",
    "password": PASSWORD,
    "postcode": "0001",
    "name": "Berit Åsland",
    "username": "berit",
    "birth_date": "01.05.1980",
}
"""What is typed in empty boxes of these names; other empty boxes of text get :data:`WORDS`."""
WORDS = "Skrevet av en test."
FILES = re.compile(r"(_pdf|_file|_picture|^letter|^internal_record)$")
"""Addresses that give a file, with no form in it."""


class _Forms(HTMLParser):
    """The POST forms of a page, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.form: dict[str, Any] | None = None
        self.area = self.select = ""
        self.chosen: list[str] = []
        self.offered = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = {"action": found.get("action", ""), "fields": [], "files": [], "buttons": []}
            self.form["post"] = found.get("method", "").lower() == "post"
        elif self.form is not None and "disabled" not in found:
            self._field(tag, found)

    def _field(self, tag: str, found: dict[str, str]) -> None:
        assert self.form is not None
        name, value, kind = found.get("name", ""), found.get("value", ""), found.get("type", "text")
        if tag == "textarea":
            self.area = name
            self.form["fields"].append([name, "", "area"])
        elif tag == "select":
            self.select, self.chosen, self.offered = name, [], ""
        elif tag == "option" and self.select and ("selected" in found or not self.chosen):
            self.chosen = [value]
        elif tag == "option" and self.select and value and not self.offered:
            self.offered = value
        elif tag == "button" and kind != "button":
            self.form["buttons"].append((name, value))
        elif tag == "input" and kind == "file":
            self.form["files"].append(name)
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in found):
            self.form["fields"].append([name, value, kind])
        elif tag == "input" and kind == "radio" and name not in {field[0] for field in self.form["fields"]}:
            self.form["fields"].append([name, value, "first"])

    def handle_data(self, data: str) -> None:
        if self.area and self.form is not None:
            self.form["fields"][-1][1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.form is not None:
            self.form["fields"][-1][1] = self.form["fields"][-1][1].removeprefix("\n")
            self.area = ""
        elif tag == "select" and self.form is not None:
            self.form["fields"].append([self.select, "".join(self.chosen), f"select {self.offered}"])
            self.select = ""
        elif tag == "form" and self.form is not None:
            if self.form["post"]:
                self.forms.append(self.form)
            self.form = None


def everything() -> list[dict[str, Any]]:
    """Fill an empty database, and give every form that anybody is shown, each button once."""
    place = make_place("9901", "Fjordvik")
    cases = [make_ready(place, with_decision=False).case, make_ready(place).case]
    waiting, approved, sent = (make_ready(place) for _time in range(3))
    for ready, acts in ((waiting, ("send_for_approval",)), (approved, ("send_for_approval", "approve"))):
        _acts(ready, acts)
    _acts(sent, ("send_for_approval", "approve"))
    send_decision(sent.case, sent.caseworker, timezone.now())
    cases += [ready.case for ready in (waiting, approved, sent)]
    cases += states(place)
    Unit.objects.create(municipality=place.municipality, name="Barn og unge")
    ready_to_settle(place, timezone.localdate().year - 1)
    secret = new_secret()
    set_up(place.people["politician"], secret, str(pyotp.TOTP(secret).now()), timezone.now())
    alone, of_cases = _addresses(cases, place)
    alone += registers(place)
    found: dict[tuple[str, str], Sent] = {}
    for role, user in [("", None), *place.people.items()]:
        handles = role in ("caseworker", "team_leader")
        for form in _seen_by(role, user, [*alone, *(of_cases if handles else [])]):
            found.setdefault((form.view, form.button), form)
    leader, address = before_an_introduction()
    for form in _seen_by(Role.TEAM_LEADER, leader, [address]):
        found.setdefault((form.view, form.button), form)
    return [asdict(form) for form in found.values()]


def _acts(ready: Any, acts: tuple[str, ...]) -> None:
    from rettvis.journey.decision import Act

    for act in acts:
        do(ready.case, Act(act), ready.leader if act == "approve" else ready.caseworker, TODAY)


def _addresses(cases: list[Any], place: Place) -> tuple[list[str], list[str]]:
    """The addresses that need no case, and those of every case."""
    from rettvis.web.assessment.sections import SECTIONS

    names = [pattern.name for pattern in patterns() if pattern.name and not FILES.search(pattern.name)]
    alone = [address for name in names if (address := _reverse(name))]
    alone += [
        reverse(name, args=make(cases[1], place)) for name, make in MADE.items() if not FILES.search(name)
    ]
    of_cases = [address for case in cases for name in names if (address := _reverse(name, case.number))]
    of_cases += [reverse("assessment_section", args=[cases[0].number, section.slug]) for section in SECTIONS]
    return alone, of_cases


def _reverse(name: str, *arguments: str) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _seen_by(role: str, user: User | None, addresses: list[str]) -> list[Sent]:
    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    client.raise_request_exception = False
    if user is not None:
        client.force_login(user)
    found = []
    for address in addresses:
        answer = client.get(address, secure=True)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        reader = _Forms()
        reader.feed(answer.content.decode())
        session = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
        csrf = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
        for form in reader.forms:
            found += _as_sent(form, role, session, csrf, address)
    return found


def _as_sent(form: dict[str, Any], role: str, session: str, csrf: str, address: str) -> list[Sent]:
    path = form["action"] or address
    try:
        view = resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return []
    named = [field for field in form["fields"] if field[0]]
    fields = tuple((name, _typed(name, value, kind)) for name, value, kind in named if kind != "first")
    filled = tuple((name, _typed(name, value, kind) or _guessed(name, kind)) for name, value, kind in named)
    plain = tuple(
        (name, f"{value} {WORDS}" if kind == "area" and value else value)
        for name, value, kind in named
        if kind != "first"
    )
    files = tuple(form["files"])
    made = []
    for name, value in form["buttons"] or [("", "")]:
        button = re.sub(r"[0-9a-f-]{6,}|\d+", "…", f"{name}={value}").partition(":")[0] if name else ""
        more = ((name, value),) if name else ()
        shapes = [(*shape, *more) for shape in (fields, filled, plain)]
        made.append(Sent(str(view), button, role, session, path, *shapes, files, csrf))
    return made


def _guessed(name: str, kind: str) -> str:
    """Something for an empty box that nothing is known of."""
    last = re.split(r"[-_.]", name)[-1]
    if kind.startswith("select "):
        return kind.removeprefix("select ")
    if kind != "text":
        return ""
    if last in ("on", "date", "day", "from", "until", "by", "dated"):
        return "02.03.2026"
    return "1" if last in ("minutes", "hours", "times", "percent", "number", "days") else WORDS


def _typed(name: str, value: str, kind: str) -> str:
    if value or kind.startswith("select") or kind in ("hidden", "first", "checkbox", "radio"):
        return value
    last = re.split(r"[-_.]", name)[-1]
    if last in TYPED:
        return TYPED[last]
    return WORDS if kind == "area" else value
