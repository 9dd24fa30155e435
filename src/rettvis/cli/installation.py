"""What the commands of an administrator share: the installation that the environment describes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

SETTINGS = "rettvis.web.site.settings"


def open_installation() -> None:
    """Read the installation's settings; raises ``Faulty`` with every fault of the environment at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        told = getattr(error, "faults", ()) or [
            sentence("{text}", text=line) for line in str(error).splitlines()
        ]
        raise Faulty([_fault(one) for one in told]) from None


@contextmanager
def database_faults() -> Iterator[None]:
    """A database that cannot be reached or used is a fault with a sentence, not a stack of calls."""
    from django.db import DatabaseError, connection

    try:
        yield
    except DatabaseError as error:
        raise Faulty([Fault(place_of_database(), database_sentence(error))]) from None
    finally:
        connection.close()


def database_sentence(error: Exception) -> Sentence:
    """What is wrong with the database, without anything that stands in it."""
    return sentence(
        "The database cannot be reached or used ({kind}). Check {name}, and that the server runs.",
        kind=type(error).__name__,
        name="RETTVIS_DATABASE_URL",
    )


def place_of_database() -> str:
    """The database's name, without user or password."""
    from django.conf import settings

    return str(settings.DATABASES["default"]["NAME"])


def _fault(told: Sentence) -> Fault:
    """What is said of the settings names the variable it is about."""
    words = told.say("en").split()
    name = next(
        (word.rstrip(".,:") for word in words if word.startswith(("RETTVIS_", "DJANGO_"))), "RETTVIS_"
    )
    return Fault(name, told)
