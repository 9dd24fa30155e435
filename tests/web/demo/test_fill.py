"""The synthetic municipality comes whole or not at all, and is the same for the same seed."""

from datetime import date

import pytest

from rettvis.web.access.models import Municipality
from rettvis.web.application.models import Case, Person
from rettvis.web.demo.fill import fill, is_filled

ON = date(2026, 11, 21)


@pytest.mark.django_db
def test_everybody_with_a_service_has_a_decided_case():
    told: list[int] = []
    fill(2026, ON, lambda done, of: told.append(of))
    assert is_filled()
    assert Municipality.objects.get().synthetic
    assert Person.objects.count() == 777
    assert Case.objects.filter(status="decided", decided_on__lte=ON).count() >= 777
    assert told


@pytest.mark.django_db
def test_an_interrupted_filling_leaves_nothing():
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(2026, ON, stop)
    assert not is_filled()
    assert Person.objects.count() == 0
