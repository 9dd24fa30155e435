"""The application says what is missing before it starts, and never runs a demo in earnest."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from rettvis.web.site.settings.environment import database, read_environment

KEY = "k" * 50


def faults(**variables: str) -> str:
    """What is said about these variables."""
    with pytest.raises(ImproperlyConfigured) as fault:
        read_environment(variables)
    return str(fault.value)


def test_without_a_key_and_hosts_both_are_named_at_once() -> None:
    said = faults()
    assert "RETTVIS_SECRET_KEY is not set" in said
    assert "RETTVIS_HOSTS is not set" in said


def test_a_short_key_and_any_host_are_refused() -> None:
    said = faults(RETTVIS_SECRET_KEY="short", RETTVIS_HOSTS="*")
    assert "too short" in said
    assert "may not be" in said


def test_the_demo_is_refused_on_a_shared_database_or_another_host() -> None:
    said = faults(
        RETTVIS_DEMO="1", RETTVIS_HOSTS="rettvis.kommune.no", RETTVIS_DATABASE_URL="postgresql://x/rettvis"
    )
    assert "RETTVIS_HOSTS" in said
    assert "RETTVIS_DATABASE_URL" in said


def test_a_database_of_another_kind_is_refused() -> None:
    assert "RETTVIS_DATABASE_URL" in faults(
        RETTVIS_SECRET_KEY=KEY, RETTVIS_HOSTS="x.no", RETTVIS_DATABASE_URL="mysql://x/y"
    )


def test_the_demo_keeps_its_own_secret_out_of_others_reach(tmp_path: Path) -> None:
    first = read_environment({"RETTVIS_DEMO": "1", "RETTVIS_HOME": str(tmp_path)})
    again = read_environment({"RETTVIS_DEMO": "1", "RETTVIS_HOME": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 50
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_the_default_database_lies_in_the_home_folder_whatever_its_name(tmp_path: Path) -> None:
    home = tmp_path / "Åse #1 & co?"
    found = read_environment({"RETTVIS_DEMO": "1", "RETTVIS_HOME": str(home)})
    assert database(found.database_url)["NAME"] == str(home / "rettvis.sqlite3")


def test_an_address_of_postgresql_is_read_with_its_options() -> None:
    found = database("postgresql://kari:p%40ss@db.local:5433/rettvis?sslmode=require")
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "rettvis",
        "USER": "kari",
        "PASSWORD": "p@ss",
        "HOST": "db.local",
        "PORT": 5433,
        "OPTIONS": {"sslmode": "require"},
    }
