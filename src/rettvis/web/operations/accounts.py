"""What is done from the server's command line with users and municipalities: the first, and rescue."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User
from rettvis.web.second_factor.services import reset

NUMBER_LENGTH = 4


@dataclass(frozen=True)
class First:
    """The first of everything in a municipality."""

    number: str
    name: str
    unit: str
    username: str
    administrator: str
    password: str


def found(first: First) -> None:
    """Make the municipality, its unit and its administrator; raises ``Faulty`` with every fault at once."""
    with transaction.atomic():
        faults = _faults(first)
        if faults:
            raise Faulty(faults)
        municipality = Municipality.objects.create(number=first.number, name=first.name)
        Unit.objects.create(municipality=municipality, name=first.unit)
        user = User.objects.create_user(first.username, first.administrator, first.password)
        RoleAssignment.objects.create(
            user=user, role=Role.ADMINISTRATOR, municipality=municipality, starts_on=timezone.localdate()
        )


def new_password(username: str, password: str) -> None:
    """Give a user another password; whoever is logged in with the old one is logged out."""
    faults = _password_faults(password)
    if faults:
        raise Faulty(faults)
    user = _user(username)
    user.set_password(password)
    user.save(update_fields=["password"])


def reset_second_factor(username: str, now: datetime) -> bool:
    """Take a user's second factor away; False where there was none."""
    return reset(_user(username), None, now)


def _user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Faulty([Fault(username, sentence("There is no user with this name."))])
    return user


def _faults(first: First) -> list[Fault]:
    faults = []
    if not (len(first.number) == NUMBER_LENGTH and first.number.isascii() and first.number.isdigit()):
        message = sentence("The number of a municipality has four digits, as in 3205.")
        faults.append(Fault("--municipality", message))
    elif Municipality.objects.filter(number=first.number).exists():
        message = sentence(
            "The municipality is there already. Its administrator adds users in the application."
        )
        faults.append(Fault("--municipality", message))
    for option, text in (
        ("--name", first.name),
        ("--unit", first.unit),
        ("--full-name", first.administrator),
    ):
        if not text.strip():
            faults.append(Fault(option, sentence("Write a name here.")))
    if User.objects.filter(username=first.username).exists():
        faults.append(Fault("--administrator", sentence("There is a user with this name already.")))
    return faults + _password_faults(first.password)


def _password_faults(password: str) -> list[Fault]:
    try:
        validate_password(password)
    except ValidationError as error:
        return [Fault("--password-file", sentence("{text}", text=text)) for text in error.messages]
    return []
