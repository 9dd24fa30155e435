"""The application says what is missing before it starts, and never runs a demo in earnest."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from rettvis.web.site.settings.environment import Misconfigured, database, read_environment

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


GOOD = {"RETTVIS_SECRET_KEY": KEY, "RETTVIS_HOSTS": "rettvis.kommune.no"}


def test_production_is_safe_without_a_word() -> None:
    found = read_environment(GOOD)
    assert found.second_factor_required
    assert not found.demo
    assert (found.idle_minutes, found.session_hours, found.proxies) == (60, 8, 0)


def test_debugging_is_refused_in_production() -> None:
    assert "RETTVIS_DEBUG is on" in faults(**GOOD, RETTVIS_DEBUG="1")


def test_limits_are_kept_and_every_fault_is_told_at_once() -> None:
    said = faults(
        RETTVIS_HOSTS="x.no",
        RETTVIS_SESSION_IDLE_MINUTES="600",
        RETTVIS_SESSION_HOURS="0",
        RETTVIS_BEHIND_PROXY="ja",
        RETTVIS_SECOND_FACTOR="never",
        RETTVIS_ENCRYPTION_KEY="short",
    )
    for name in (
        "RETTVIS_SECRET_KEY",
        "RETTVIS_SESSION_IDLE_MINUTES must be a whole number from 5 to 240",
        "RETTVIS_SESSION_HOURS must be a whole number from 1 to 12",
        "RETTVIS_BEHIND_PROXY",
        "RETTVIS_SECOND_FACTOR must be one of these: required, optional",
        "RETTVIS_ENCRYPTION_KEY is too short",
    ):
        assert name in said


def test_secrets_are_read_from_files_that_others_cannot_read(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(f"{KEY}\n")
    key.chmod(0o640)
    found = read_environment({"RETTVIS_SECRET_KEY_FILE": str(key), "RETTVIS_HOSTS": "x.no"})
    assert found.secret_key == KEY
    key.chmod(0o644)
    said = faults(RETTVIS_SECRET_KEY_FILE=str(key), RETTVIS_HOSTS="x.no")
    assert "chmod o-rwx" in said
    assert KEY not in said


def test_a_secret_that_is_given_twice_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(KEY)
    key.chmod(0o600)
    assert "both set" in faults(**GOOD, RETTVIS_SECRET_KEY_FILE=str(key))
    assert "cannot be read" in faults(RETTVIS_HOSTS="x.no", RETTVIS_SECRET_KEY_FILE=str(tmp_path / "none"))


def test_what_is_wrong_is_said_in_the_language_of_whoever_starts_the_service(tmp_path: Path) -> None:
    wrong = {
        "RETTVIS_HOSTS": "*",
        "RETTVIS_SECRET_KEY": "short",
        "RETTVIS_ENCRYPTION_KEY": "short",
        "RETTVIS_SECRET_KEY_FILE": str(tmp_path / "none"),
        "RETTVIS_DEBUG": "1",
        "RETTVIS_BEHIND_PROXY": "ja",
        "RETTVIS_SECOND_FACTOR": "never",
        "RETTVIS_INVOICE_FOLDER": "here",
        "RETTVIS_DATABASE_URL": "mysql://x/y",
    }
    demo = {"RETTVIS_DEMO": "1", "RETTVIS_HOSTS": "x.no", "RETTVIS_DATABASE_URL": "postgresql://x/rettvis"}
    told = []
    for given in (wrong, demo, {}):
        with pytest.raises(Misconfigured) as refusal:
            read_environment(given)
        told += refusal.value.faults
    assert len(told) >= 12
    for fault in told:
        assert len({fault.say(language) for language in ("nb", "nn", "en")}) == 3, fault.say("en")
