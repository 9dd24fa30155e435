"""Where an installation keeps what a backup must hold."""

from pathlib import Path

from django.conf import settings


def engine() -> str:
    """``sqlite`` or ``postgresql``."""
    return "sqlite" if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else "postgresql"


def sqlite_file() -> Path:
    """The database, where it is a file."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


def documents() -> Path:
    """The folder of the stored documents; it may not be there yet."""
    return Path(settings.DOCUMENTS)
