"""Looks before the service starts: nothing of the demonstration in earnest, and a database that is ready."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from rettvis.edges.identity import is_synthetic
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Person
from rettvis.web.demo.fill import ACCOUNTS, PASSWORD


def unfit() -> list[Fault]:
    """Everything that speaks against starting, at once; of a demonstration only that nobody in it is real."""
    faults = [] if settings.DEMO else list(_settings_faults())
    try:
        with transaction.atomic():
            faults += _real() if settings.DEMO else _not_ready()
    except DatabaseError as error:
        message = sentence(
            "The database cannot be reached or used ({kind}). Check {name}, and that the server runs.",
            kind=type(error).__name__,
            name="RETTVIS_DATABASE_URL",
        )
        faults.append(Fault("RETTVIS_DATABASE_URL", message))
    return faults


def _settings_faults() -> Iterator[Fault]:
    """What a settings file of one's own may have turned off."""
    if settings.DEBUG:
        yield Fault("DEBUG", sentence("Error pages would show what is in the cases. Turn it off."))
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        if not getattr(settings, name):
            yield Fault(name, sentence("What is sent could be read on the way. Turn it on."))


def _not_ready() -> list[Fault]:
    """What is wrong with a database in earnest."""
    return _missing_migrations() or [*_invented(), *_known_passwords()]


def _real() -> list[Fault]:
    """Real municipalities: a demonstration would open their cases to its known passwords."""
    if Municipality._meta.db_table not in connection.introspection.table_names():
        return []
    names = Municipality.objects.filter(synthetic=False).order_by("number").values_list("name", flat=True)
    return [Fault("RETTVIS_DEMO", _real_sentence(name)) for name in names]


def _real_sentence(municipality: str) -> Sentence:
    return sentence(
        "The database holds {municipality}, which is not invented, and the demonstration has known "
        "passwords. Give the demonstration a folder of its own in {home}, or unset {demo} for real use.",
        municipality=municipality,
        home="RETTVIS_HOME",
        demo="RETTVIS_DEMO",
    )


def _missing_migrations() -> list[Fault]:
    loader = MigrationLoader(connection)
    if set(loader.disk_migrations) <= set(loader.applied_migrations):
        return []
    message = sentence(
        "The tables are not those of this version. Run “{command}”.", command="rettvis upgrade"
    )
    return [Fault("RETTVIS_DATABASE_URL", message)]


def _invented() -> Iterator[Fault]:
    """Invented municipalities and numbers: who is real could no longer be told."""
    for name in Municipality.objects.filter(synthetic=True).values_list("name", flat=True):
        message = sentence(
            "The municipality {name} is invented. It belongs in a demonstration: use another database.",
            name=name,
        )
        yield Fault("RETTVIS_DATABASE_URL", message)
    numbers = Person.objects.exclude(national_id="").filter(municipality__synthetic=False)
    invented = sum(
        is_synthetic(number) for number in numbers.values_list("national_id", flat=True).iterator()
    )
    if invented:
        message = sentence(
            "Invented national identity numbers: {count:number}. Correct them, or use another database.",
            count=invented,
        )
        yield Fault("RETTVIS_DATABASE_URL", message)


def _known_passwords() -> Iterator[Fault]:
    names = [account.username for account in ACCOUNTS]
    for user in User.objects.filter(username__in=names, is_active=True).order_by("username"):
        if check_password(PASSWORD, user.password):
            message = sentence(
                "The user has the password of the demonstration, which everybody knows. Change it: {command}",
                command=f"rettvis account {user.username} --new-password",
            )
            yield Fault(user.username, message)
