"""The environment variables that steer the application, checked before anything starts."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.site.settings.variables import Variables

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY = 50


class Misconfigured(ImproperlyConfigured):
    """Variables that the application cannot start with: a sentence for each, in the reader's language."""

    def __init__(self, faults: Sequence[Sentence]) -> None:
        super().__init__("\n".join(fault.say("en") for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Environment:
    """The checked settings of one installation."""

    home: Path
    database_url: str
    secret_key: str
    encryption_key: str
    """What secrets in the database are encrypted with."""
    demo: bool
    hosts: tuple[str, ...]
    proxies: int
    """How many proxies of our own stand in front; 0 where the browser comes straight here."""
    idle_minutes: int
    """How long a log-in lasts when nothing is done."""
    session_hours: int
    """How long a log-in lasts at most."""
    second_factor_required: bool
    invoice_folder: Path | None = None
    """Where an access point leaves e-invoices; None where none is watched."""


def read_environment(given: Mapping[str, str] = os.environ) -> Environment:
    """Read and check every ``RETTVIS_`` variable.

    Raises ``Misconfigured`` with all faults at once, each naming its variable and the mend.
    """
    variables = Variables(given)
    home = Path(variables.text("RETTVIS_HOME") or Path.home() / ".local" / "share" / "rettvis")
    demo = variables.switch("RETTVIS_DEMO")
    own = f"sqlite:///{quote(str(home / 'rettvis.sqlite3'))}"
    database_url = variables.secret("RETTVIS_DATABASE_URL") or own
    hosts = tuple(host.strip() for host in variables.text("RETTVIS_HOSTS").split(",") if host.strip())
    key = variables.secret("RETTVIS_SECRET_KEY")
    encryption_key = variables.secret("RETTVIS_ENCRYPTION_KEY")
    second_factor = variables.choice(
        "RETTVIS_SECOND_FACTOR", "optional" if demo else "required", ("required", "optional")
    )
    found = Environment(
        home=home,
        database_url=database_url,
        secret_key=key,
        encryption_key=encryption_key or key,
        demo=demo,
        hosts=hosts or LOCAL_HOSTS,
        proxies=variables.number("RETTVIS_BEHIND_PROXY", 0, 0, 9),
        idle_minutes=variables.number("RETTVIS_SESSION_IDLE_MINUTES", 60, 5, 240),
        session_hours=variables.number("RETTVIS_SESSION_HOURS", 8, 1, 12),
        second_factor_required=second_factor == "required",
        invoice_folder=_folder(variables, "RETTVIS_INVOICE_FOLDER"),
    )
    faults = _demo_faults(hosts, database_url) if demo else _production_faults(variables, hosts, key)
    faults += [*_key_faults(encryption_key), *_database_faults(database_url), *variables.faults]
    if faults:
        raise Misconfigured(faults)
    return found if key else replace(found, secret_key=kept_secret(home), encryption_key=kept_secret(home))


def _folder(variables: Variables, name: str) -> Path | None:
    """A folder by its whole name, which is the same wherever a process starts."""
    text = variables.text(name)
    if text and not Path(text).is_absolute():
        variables.faults.append(
            sentence("{name} must be the whole name of a folder, from the root.", name=name)
        )
    return Path(text) if text else None


def _production_faults(variables: Variables, hosts: tuple[str, ...], key: str) -> list[Sentence]:
    faults: list[Sentence] = []
    if not key:
        faults.append(
            sentence(
                "RETTVIS_SECRET_KEY is not set. Set it to a random text of at least 50 characters, "
                "and keep it secret. To try the application instead, run “rettvis demo”."
            )
        )
    elif len(key) < SHORTEST_KEY:
        faults.append(
            sentence("RETTVIS_SECRET_KEY is too short. Use a random text of at least 50 characters.")
        )
    if not hosts:
        faults.append(
            sentence("RETTVIS_HOSTS is not set. Set it to the host names of the service, comma between them.")
        )
    if "*" in hosts:
        faults.append(sentence("RETTVIS_HOSTS may not be “*”. Name the hosts of the service."))
    for name in ("RETTVIS_DEBUG", "DJANGO_DEBUG"):
        if variables.switch(name):
            faults.append(
                sentence("{name} is on. Error pages would show what is in the cases: unset it.", name=name)
            )
    return faults


def _key_faults(encryption_key: str) -> list[Sentence]:
    if encryption_key and len(encryption_key) < SHORTEST_KEY:
        return [sentence("RETTVIS_ENCRYPTION_KEY is too short. Use a random text of at least 50 characters.")]
    return []


def _demo_faults(hosts: tuple[str, ...], database_url: str) -> list[Sentence]:
    faults: list[Sentence] = []
    if set(hosts) - set(LOCAL_HOSTS):
        faults.append(
            sentence(
                "RETTVIS_DEMO is on while RETTVIS_HOSTS names another host than this machine. The demo has "
                "known passwords: unset RETTVIS_DEMO for real use, or unset RETTVIS_HOSTS for the demo."
            )
        )
    if not database_url.startswith("sqlite:"):
        faults.append(
            sentence(
                "RETTVIS_DEMO is on while RETTVIS_DATABASE_URL is not a SQLite file. The demo must not touch "
                "a shared database: unset one of them."
            )
        )
    return faults


def _database_faults(url: str) -> list[Sentence]:
    if url.startswith(("sqlite:///", "postgresql://")):
        return []
    return [sentence("RETTVIS_DATABASE_URL must begin with sqlite:/// or postgresql://.")]


def kept_secret(home: Path) -> str:
    """The demo's own secret, made once and kept in ``home`` so that people stay logged in."""
    path = home / "secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(token_urlsafe(60), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def database(url: str) -> dict[str, object]:
    """Django's description of the database behind ``url``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            # The last connection that closes writes the whole journal back: not once for every page.
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was said to be saved is on the disk, also when the power goes the moment after.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
