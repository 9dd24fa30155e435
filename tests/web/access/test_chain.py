"""The log is bound together: whoever changes or removes a row is found out, wherever it stands."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from rettvis.web.access import append_only
from rettvis.web.access.checking import Checked, check_log
from rettvis.web.access.models import LogEntry, LogHead, Role
from rettvis.web.access.sealing import seal
from rettvis.web.application.models import Case
from tests.web.conftest import Place

TABLES = ("access_logentry", "access_logseal")


def run(statement: str) -> None:
    """What somebody with the keys to the database does: past the triggers."""
    for table in TABLES:
        append_only.unprotect(connection, table)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    for table in TABLES:
        append_only.protect(connection, table)


def kinds(found: Checked) -> set[str]:
    return {one.kind for one in found.findings}


@pytest.fixture
def rows(here: Place, case: Case, client: Client) -> list[int]:
    """Six rows of the log, by what people did."""
    client.force_login(here.people[Role.CASEWORKER])
    for _ in range(3):
        client.get(f"/sak/{case.number}/")
        client.get("/saker/")
    return list(LogEntry.objects.order_by("position").values_list("pk", flat=True))


def test_a_log_that_nobody_touched_is_whole(rows: list[int]) -> None:
    found = check_log()
    assert (found.wrong, found.rows, found.read, found.whole) == (0, len(rows), len(rows), True)


@pytest.mark.parametrize("place", [0, 2, -1])
@pytest.mark.parametrize(
    "change",
    [
        "what = 'Nothing at all'",
        "user_id = NULL",
        "case_number = '2020-000009'",
        "cases = ' 2020-000001 '",
        "outcome = 'refused'",
        "organisation = organisation || ' '",
        "at = '2020-01-01 00:00:00+00:00'",
    ],
)
def test_a_changed_row_is_found_first_in_the_middle_and_last(
    rows: list[int], place: int, change: str
) -> None:
    run(f"UPDATE access_logentry SET {change} WHERE id = {rows[place]}")
    found = check_log()
    assert "changed" in kinds(found)
    assert rows[place] in {one.row for one in found.findings}


@pytest.mark.parametrize(("place", "kind"), [(0, "gap"), (2, "gap"), (-1, "missing_end")])
def test_a_row_that_is_gone_is_found_first_in_the_middle_and_last(
    rows: list[int], place: int, kind: str
) -> None:
    run(f"DELETE FROM access_logentry WHERE id = {rows[place]}")
    assert kind in kinds(check_log())
    assert check_log(newest=1).wrong, "what is gone is found also where only the newest are read"


def test_all_rows_gone_is_found(rows: list[int]) -> None:
    run("DELETE FROM access_logentry")
    assert kinds(check_log()) == {"missing_end"}


def test_a_row_put_in_past_the_application_is_found(rows: list[int]) -> None:
    columns = "at, organisation, role, basis, action, case_number, cases, what, outcome, link"
    run(
        f"INSERT INTO access_logentry ({columns}, chain) "
        f"SELECT {columns}, 0 FROM access_logentry WHERE id = {rows[0]}"
    )
    assert kinds(check_log()) <= {"outside", "changed"}
    assert check_log().wrong == 1


def test_who_also_mends_the_row_s_own_link_is_found_by_the_next_or_by_the_head(rows: list[int]) -> None:
    for place, kind in ((2, "changed"), (-1, "rewritten")):
        with transaction.atomic():
            run(f"UPDATE access_logentry SET what = 'x' WHERE id = {rows[place]}")
            remake(only=rows[place])
            assert kind in kinds(check_log())
            transaction.set_rollback(True)


def remake(only: int | None = None) -> None:
    """Remake the chain as the application would have: one row's link, or all and the head."""
    from rettvis.web.access.chain import BEGINNING, CONTENT, bound, digest

    link = BEGINNING
    for pk, own, *values in LogEntry.objects.order_by("position").values_list("pk", "link", *CONTENT):
        made = bound(link, digest(values))
        if only in (None, pk):
            run(f"UPDATE access_logentry SET link = '{made}' WHERE id = {pk}")
            link = made
        else:
            link = own
    if only is None:
        count = LogEntry.objects.count()
        run(f"UPDATE access_loghead SET link = '{link}', rows = {count}")


def test_who_remakes_the_whole_chain_is_found_by_a_seal(rows: list[int]) -> None:
    sealed = seal()
    run(f"UPDATE access_logentry SET what = 'x' WHERE id = {rows[1]}")
    remake()
    assert kinds(check_log()) == {"rewritten"}
    run("DELETE FROM access_logseal")
    assert check_log().wrong == 0, "a seal that is gone finds nothing"
    assert kinds(check_log(kept_seals=[sealed.digest])) == {"kept_seal"}


def test_who_takes_the_end_and_sets_the_head_back_is_found_by_a_seal(rows: list[int]) -> None:
    seal()
    run(f"DELETE FROM access_logentry WHERE id = {rows[-1]}")
    remake()
    assert "sealed_away" in kinds(check_log())


def test_a_seal_follows_the_one_before_and_is_not_made_for_nothing(rows: list[int], client: Client) -> None:
    first = seal()
    assert seal().number == first.number
    client.get("/saker/")
    second = seal()
    assert (second.number, second.rows) == (2, len(rows) + 1)
    assert check_log(kept_seals=[first.digest, second.digest]).wrong == 0
    run("UPDATE access_logseal SET rows = 3 WHERE number = 1")
    assert "seal" in kinds(check_log())


def test_a_row_that_was_undone_leaves_no_gap(here: Place, case: Case, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    client.get("/saker/")
    try:
        with transaction.atomic():
            LogEntry.objects.create(organisation="", basis="", action="x", what="", outcome="allowed")
            raise KeyError
    except KeyError:
        client.get("/saker/")
    assert check_log().wrong == 0
    assert LogHead.objects.get().rows == 2


def test_many_rows_at_once_are_bound_too(here: Place, rows: list[int]) -> None:
    more = [
        LogEntry(organisation="æøå \u2028 “", basis="", action="x", what="", outcome="allowed")
        for _ in range(7)
    ]
    LogEntry.objects.bulk_create(more)
    assert check_log().rows == len(rows) + 7
    assert check_log().wrong == 0


def test_rows_from_before_there_were_chains_are_bound_by_the_migration(rows: list[int]) -> None:
    run("UPDATE access_logentry SET position = NULL, link = '', chain = 0")
    run("DELETE FROM access_loghead")
    assert check_log().wrong == len(rows)
    bind_all = import_module("rettvis.web.access.migrations.0006_log_rows_in_a_chain").bind_all
    bind_all(apps, type("Editor", (), {"connection": connection}))
    assert check_log().wrong == 0
    assert check_log().read == len(rows)
