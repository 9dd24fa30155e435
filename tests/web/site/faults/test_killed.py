"""A server that is killed in the middle of any write a user can make: all of it is there, or none of it.

Every form of the application is sent to a real server on a real database, which kills itself with -9 before
and after each commit and between two statements. What was answered is kept; what was not answered is whole or
absent; and a server that is started again works.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.web.addresses import patterns
from tests.web.operations.installation import KIND
from tests.web.site.faults.ground import Ground, State, on_ground
from tests.web.site.faults.sent import Sent

OF_THE_LOG_IN = {"django_session", "access_failedlogin"}
"""Tables of the log-in itself: a session is noted as seen before the view begins."""
ONLY_LOOKED = {"access_logentry", "access_loghead"}
"""Tables that change when somebody only looks."""
PARTS = 2
"""How many parts the forms are tried in, so that two workers may share them."""
MUST_MOVE = {"application", "decision_act", "documents", "hand_over", "new_event", "password"}
"""Views that must be found to write something, or the walk sees nothing."""
SHOWS_ONCE = {"second_factor"}
"""Forms whose answer depends on the clock of a telephone."""


@pytest.fixture(scope="module", params=[KIND])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A full installation on the database of this run."""
    with on_ground(request.param, tmp_path_factory.mktemp(f"faults-{request.param}")) as made:
        yield made


def content(state: State) -> State:
    """The state without what belongs to the log-in."""
    return {name: table for name, table in state.items() if name not in OF_THE_LOG_IN}


def counts(state: State) -> dict[str, int]:
    """How many rows each table has."""
    return {name: rows for name, (rows, _digest) in content(state).items()}


def changed(before: State, after: State) -> set[str]:
    """The tables with other rows than before, past the log."""
    return {name for name in after if content(after).get(name) != content(before).get(name)} - ONLY_LOOKED


def tried(full: Ground, form: Sent, before: State) -> tuple[Sent, State, list[str]] | None:
    """The form in the shape that does something, what it leads to, and where it writes; None for neither."""
    for shape in (form, replace(form, fields=form.filled), replace(form, fields=form.plain)):
        full.put_back()
        with full.server() as server:
            answer = server.send(shape)
        # The server is killed the moment after its answer: what it had said stands.
        after = full.state()
        assert answer.status < 500, (form.name, answer.body[:500])
        if answer.status < 400 and changed(before, after):
            return shape, after, full.places()
    return None


def parted(full: Ground, part: int) -> list[Sent]:
    """The forms of one part: every form of a view is in the same."""
    mine = sorted({form.view for form in full.forms})[part::PARTS]
    return [form for form in full.forms if form.view in mine]


def points(places: list[str]) -> list[int]:
    """Where to kill: around each commit, and in the middle of what is written."""
    around = [place for place, what in enumerate(places, 1) if what != "write"]
    writes = [place for place, what in enumerate(places, 1) if what == "write"]
    return sorted({*around, writes[len(writes) // 2]})


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_write_that_is_killed_is_whole_or_absent(full: Ground, part: int) -> None:
    full.put_back()
    before = full.state()
    done, wrong = [], []
    forms = parted(full, part)
    for form in forms:
        found = tried(full, form, before) if form.view not in SHOWS_ONCE else None
        if found is None:
            continue
        shape, after, places = found
        done.append(form.name)
        for point in points(places):
            full.put_back()
            with full.server(kill=point) as server:
                answer = server.send(shape)
            state = full.state()
            whole = counts(state) == counts(after) and changed(before, state) == changed(before, after)
            if answer.status or not (whole or content(state) == content(before)):
                wrong.append((form.name, point, places, sorted(changed(before, state))))
        with full.server() as again:
            assert again.ask("GET", "/helse/").status == 200, form.name
    assert wrong == []
    assert len(done) >= 20 / PARTS, done
    moved = {name for name in MUST_MOVE if any(one.startswith(name) for one in done)}
    assert MUST_MOVE & {form.view for form in forms} <= moved


def test_every_address_that_takes_a_form_is_among_those_that_are_sent(full: Ground) -> None:
    taking = {
        pattern.name
        for pattern in patterns()
        if getattr(pattern.callback, "gate", None) is not None and pattern.callback.gate.post is not None
    }
    assert sorted(taking - {form.view for form in full.forms}) == []
