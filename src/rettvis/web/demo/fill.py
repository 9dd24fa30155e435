"""Fills an empty database with the synthetic municipality: its people and their cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import connection, transaction

from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User
from rettvis.web.decision.models import OfficeDetails
from rettvis.web.demo.again import CASES, set_days, somebody_with_a_history
from rettvis.web.demo.banks import hour_banks
from rettvis.web.demo.budgets import make_budgets
from rettvis.web.demo.clock import set_limits
from rettvis.web.demo.decided import Place, decided_cases
from rettvis.web.demo.earlier import earlier_decisions, former_users
from rettvis.web.demo.ehf import BUYER
from rettvis.web.demo.follow_up import follow_up
from rettvis.web.demo.invoices import invoices
from rettvis.web.demo.knowing import who_knows
from rettvis.web.demo.mapping_forms import change_forms, publish_forms
from rettvis.web.demo.open_cases import OPEN, new_cases, vignette_cases
from rettvis.web.demo.papers import add_papers
from rettvis.web.demo.population import Numbers, invent
from rettvis.web.demo.questions import questions
from rettvis.web.demo.reasons import write_reasons
from rettvis.web.demo.routines import write_routines
from rettvis.web.demo.start_ups import start_ups
from rettvis.web.demo.supplement import supplement_scheme
from rettvis.web.demo.timesheets import timesheets
from rettvis.web.demo.what_if import make_what_if

MUNICIPALITY = ("9901", "Fjordvik")
UNIT = "Tildelingskontoret"
CHILDREN = "Barn og unge"
OFFICE = {
    "contact": "Telefon 00 00 00 00\nPostboks 1, 0000 FJORDVIK",
    "county_governor": "Statsforvalteren i Fjordfylket",
    "exempt": "Offentleglova § 13, jf. forvaltningsloven § 13",
}
PASSWORD = "fjordvik-er-oppdiktet"
ROLES_FROM = date(2020, 1, 1)

Told = Callable[[int, int], None]
"""Told how many of how many are made."""


@dataclass(frozen=True)
class Account:
    """Somebody to log in as."""

    username: str
    name: str
    kind: Role
    role: Sentence
    unit: str = ""
    """Another unit than the usual one."""


ACCOUNTS = (
    Account("kari", "Kari Lunde", Role.CASEWORKER, sentence("caseworker")),
    Account("jonas", "Jonas Berget", Role.CASEWORKER, sentence("caseworker")),
    Account("tone", "Tone Haugland", Role.TEAM_LEADER, sentence("team leader, who decides")),
    Account("arvid", "Arvid Nes", Role.AUDITOR, sentence("auditor, who reads and changes nothing")),
    Account("siri", "Siri Lien", Role.ADMINISTRATOR, sentence("administrator, without case data")),
    Account("gunn", "Gunn Solbakk", Role.CONTROLLER, sentence("controller, who sees figures")),
    Account("eva", "Eva Moen", Role.ANALYST, sentence("analyst, who sees figures and no person")),
    Account("per", "Per Vik", Role.POLITICIAN, sentence("politician, who sees figures and no person")),
    Account("berit", "Berit Solli", Role.CASEWORKER, sentence("caseworker for children"), CHILDREN),
)


def is_filled() -> bool:
    """Whether the synthetic municipality is there; it comes whole or not at all."""
    return Municipality.objects.filter(number=MUNICIPALITY[0]).exists()


def fill(seed: int, on: date, tell: Told) -> None:
    """Make the municipality as it stands on ``on``, in one transaction: an interrupted run leaves nothing."""
    people = invent(seed, on)
    of = len(people) + OPEN + CASES
    numbers = Numbers(Random(f"{seed} open cases"), people)
    with transaction.atomic():
        unit = _municipality()
        place = Place(unit, _users(unit), on)
        set_limits(place.users["tone"], unit.municipality_id)
        write_routines(unit.municipality, place.users, on)
        publish_forms(unit.municipality, place.users, on)
        write_reasons(unit.municipality, place.users, on)
        done = 0
        for done, _case in enumerate(vignette_cases(place, numbers), start=1):
            tell(done, of)
        rows = decided_cases(people, place, Random(seed), lambda more: tell(done + more, of))
        earlier_decisions(people, rows, place, Random(f"{seed} earlier"))
        former_users(people, numbers, place, Random(f"{seed} former"))
        for last, _case in enumerate(new_cases(place, numbers, people, rows), start=done + len(rows) + 1):
            tell(last, of)
        _know_the_rows()
        set_days(place)
        for made, _case in enumerate(somebody_with_a_history(place, numbers), start=1):
            tell(last + made, of)
        change_forms(unit.municipality, place.users, on)
        add_papers(place.users, on)
        hour_banks(place, Random(f"{seed} hours"))
        supplement_scheme(place, Random(f"{seed} supplement"))
        make_budgets(place)
        make_what_if(place)
        invoices(place)
        start_ups(place)
        timesheets(place)
        follow_up(place, Random(f"{seed} follow-up"))
        questions(place)
        who_knows(place)
        _know_the_rows()


def _know_the_rows() -> None:
    """Let PostgreSQL count what is new: by itself it does so some time after, and asks badly until then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _municipality() -> Unit:
    number, name = MUNICIPALITY
    municipality = Municipality.objects.create(
        number=number, name=name, synthetic=True, organisation_number=BUYER[0]
    )
    unit = Unit.objects.create(municipality=municipality, name=UNIT)
    OfficeDetails.objects.create(unit=unit, **OFFICE)
    return unit


def _users(unit: Unit) -> dict[str, User]:
    users = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(account.username, account.name, PASSWORD)
        own = unit
        if account.unit:
            own = Unit.objects.create(municipality=unit.municipality, name=account.unit, handles_adults=False)
        RoleAssignment.objects.create(
            user=user,
            role=account.kind,
            municipality=unit.municipality,
            unit=own if account.kind == Role.CASEWORKER else None,
            starts_on=ROLES_FROM,
        )
        users[account.username] = user
    return users
