"""Somebody attests or settles while the invoice is held against the registers: one waits for the other.

Two connections to the database, each in its own thread; the first stands still in its transaction.
"""

from collections.abc import Callable
from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.models import Role
from rettvis.web.delivery.models import Provider
from rettvis.web.delivery.services import NewPrice, write_price
from rettvis.web.invoices import rematching, services
from rettvis.web.invoices.models import Attestation, Rematch, Settlement
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import PRICE, a_file, a_world, received

A_WHILE = 0.5
"""So many seconds the first stands still, with its locks held; the second must not have finished then."""


class Meeting:
    """Two acts of which the second begins while the first is in the middle of its transaction."""

    def __init__(self, patch: pytest.MonkeyPatch, module: object, name: str) -> None:
        self.inside, self.finished = Event(), Event()
        self.waited = False
        whole = getattr(module, name)

        def stopped(*given: object, **more: object) -> object:
            if not self.inside.is_set():
                self.inside.set()
                self.waited = not self.finished.wait(A_WHILE)
            return whole(*given, **more)

        patch.setattr(module, name, stopped)

    def of(self, first: Callable[[], object], second: Callable[[], object]) -> list[object]:
        """What came of each; a refusal is what it says."""
        came: list[object] = [None, None]

        def one(place: int, act: Callable[[], object]) -> None:
            if place:
                assert self.inside.wait(30)
            try:
                came[place] = act()
            except Faulty as refusal:
                came[place] = str(refusal)
            finally:
                connection.close()
                if place:
                    self.finished.set()

        threads = [Thread(target=one, args=pair) for pair in enumerate((first, second))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert self.waited, "the second was through while the first was in the middle"
        return came


def dearer(place: Place, provider: Provider) -> None:
    """Another agreed price from March: an invoice at the old one deviates."""
    new = NewPrice("TURNUS", "", date(2026, 3, 1), PRICE + 1_000, "index", "Vedtak om indeks")
    write_price(place.people[Role.CONTROLLER], provider.agreements.get(), new, "new", NOW)


@pytest.mark.django_db(transaction=True)
def test_who_attests_while_it_is_held_again_waits_and_sees_what_was_found(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, provider = a_world(here)
    row, user = received(here, a_file(case)), here.people[Role.CONTROLLER]
    dearer(here, provider)
    came = Meeting(monkeypatch, rematching, "_compared").of(
        lambda: rematching.match_open(NOW), lambda: services.attest(user, row, NOW)
    )
    assert came[0] == 1
    assert "Settle what deviates first" in str(came[1])
    assert not Attestation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_held_again_while_somebody_attests_waits_and_finds_nothing(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, provider = a_world(here)
    row, user = received(here, a_file(case)), here.people[Role.CONTROLLER]
    dearer(here, provider)
    came = Meeting(monkeypatch, services, "settled_as").of(
        lambda: services.attest(user, row, NOW), lambda: rematching.match_open(NOW)
    )
    assert came == [Attestation.objects.get(), 0]
    assert not row.deviations.exists()
    assert not Rematch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_settles_what_is_gone_in_the_meantime_is_told(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, provider = a_world(here)
    row, user = received(here, a_file(case, price=PRICE + 1_000)), here.people[Role.CONTROLLER]
    found = row.deviations.get()
    dearer(here, provider)
    came = Meeting(monkeypatch, rematching, "_compared").of(
        lambda: rematching.match_open(NOW), lambda: services.settle(user, found, "accepted", "Avtalt.", NOW)
    )
    assert came[0] == 1
    assert "does not deviate any more" in str(came[1])
    assert not Settlement.objects.exists()
