"""The environment variables that steer the application, checked before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY = 50


@dataclass(frozen=True)
class Environment:
    """The checked settings of one installation."""

    home: Path
    database_url: str
    secret_key: str
    demo: bool
    hosts: tuple[str, ...]
    behind_proxy: bool


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read and check every ``RETTVIS_`` variable.

    Raises ``ImproperlyConfigured`` with all faults at once, each naming its variable and the mend.
    """
    home = Path(variables.get("RETTVIS_HOME") or Path.home() / ".local" / "share" / "rettvis")
    demo = variables.get("RETTVIS_DEMO", "") not in ("", "0")
    database_url = (
        variables.get("RETTVIS_DATABASE_URL") or f"sqlite:///{quote(str(home / 'rettvis.sqlite3'))}"
    )
    hosts = tuple(host.strip() for host in variables.get("RETTVIS_HOSTS", "").split(",") if host.strip())
    key = variables.get("RETTVIS_SECRET_KEY", "")
    faults = _demo_faults(hosts, database_url) if demo else _production_faults(hosts, key)
    faults += _database_faults(database_url)
    if faults:
        raise ImproperlyConfigured("\n".join(faults))
    return Environment(
        home=home,
        database_url=database_url,
        secret_key=key or kept_secret(home),
        demo=demo,
        hosts=hosts or LOCAL_HOSTS,
        behind_proxy=variables.get("RETTVIS_BEHIND_PROXY", "") not in ("", "0"),
    )


def _production_faults(hosts: tuple[str, ...], key: str) -> list[str]:
    faults = []
    if not key:
        faults.append(
            "RETTVIS_SECRET_KEY is not set. Set it to a random text of at least 50 characters, "
            "and keep it secret. To try the application instead, run “rettvis demo”."
        )
    elif len(key) < SHORTEST_KEY:
        faults.append("RETTVIS_SECRET_KEY is too short. Use a random text of at least 50 characters.")
    if not hosts:
        faults.append(
            "RETTVIS_HOSTS is not set. Set it to the host names of the service, comma between them."
        )
    if "*" in hosts:
        faults.append("RETTVIS_HOSTS may not be “*”. Name the hosts of the service.")
    return faults


def _demo_faults(hosts: tuple[str, ...], database_url: str) -> list[str]:
    faults = []
    if set(hosts) - set(LOCAL_HOSTS):
        faults.append(
            "RETTVIS_DEMO is on while RETTVIS_HOSTS names another host than this machine. The demo has known "
            "passwords: unset RETTVIS_DEMO for real use, or unset RETTVIS_HOSTS for the demo."
        )
    if not database_url.startswith("sqlite:"):
        faults.append(
            "RETTVIS_DEMO is on while RETTVIS_DATABASE_URL is not a SQLite file. The demo must not touch a "
            "shared database: unset one of them."
        )
    return faults


def _database_faults(url: str) -> list[str]:
    if url.startswith(("sqlite:///", "postgresql://")):
        return []
    return ["RETTVIS_DATABASE_URL must begin with sqlite:/// or postgresql://."]


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
