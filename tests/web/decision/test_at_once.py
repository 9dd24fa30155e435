"""Several people press the same button at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from rettvis.journey.decision import Act
from rettvis.web.decision.models import SentLetter, ServiceLineRow
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def ready(transactional_db: None, here: Place) -> Ready:
    """Case 3, in a database where others see what is written."""
    return make_ready(here)


def at_once(times: int, act: Callable[[], object]) -> list[object]:
    """``act`` done by so many at the same moment."""

    def once(_number: int) -> object:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


def test_a_letter_sent_by_four_at_once_is_one_letter(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    letters = at_once(4, lambda: send(ready.case, ready.caseworker, NOW).pk)  # type: ignore[arg-type]
    assert len(set(letters)) == 1
    assert SentLetter.objects.count() == 1
    assert ServiceLineRow.objects.count() == len(ready.file.case.decision.lines)


def test_an_approval_by_the_same_person_twice_at_once_is_one_approval(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    at_once(3, lambda: do(ready.case, Act.APPROVE, ready.leader, TODAY))
    history = whole_case(ready.case).snapshot.decision.history
    assert [event.act for event in history] == [Act.SEND_FOR_APPROVAL, Act.APPROVE]
