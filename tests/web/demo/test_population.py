"""The synthetic municipality has the shape of the published one, and nobody real in it."""

from collections import Counter
from datetime import date
from statistics import mean, median

from rettvis.edges.identity import is_synthetic, national_id_fault
from rettvis.web.demo.population import invent, shape

ON = date(2026, 11, 21)
PEOPLE = invent(7, ON)
BPA = sorted(person.bpa / 60 for person in PEOPLE if person.bpa)
SUPPORT = sorted(person.support_contact / 60 for person in PEOPLE if person.support_contact)


def test_the_same_seed_gives_the_same_people():
    assert invent(7, ON) == PEOPLE
    assert invent(8, ON) != PEOPLE


def test_each_interval_of_hours_holds_as_many_persons_as_the_published_one():
    for interval in shape()["bpa"]:
        low, high = interval["hours"]
        assert sum(low <= hours <= high for hours in BPA) == interval["persons"], interval


def test_least_middle_and_most_hours_are_the_published_ones():
    assert (len(BPA), BPA[0], median(BPA), BPA[-1]) == (107, 4, 24, 333)


def test_support_contact_has_the_published_middle_and_nearly_its_mean():
    assert (len(SUPPORT), median(SUPPORT)) == (670, 3)
    assert abs(mean(SUPPORT) - 3.35) < 0.15
    usual = sum(hours for hours in SUPPORT if 3 <= hours <= 4)
    assert abs(100 * usual / sum(SUPPORT) - 84.2) < 3


def test_ages_lie_within_the_published_bounds():
    ages = [(ON - person.birth_date).days / 365.25 for person in PEOPLE]
    assert min(ages) >= 4
    assert max(ages) < 85


def test_every_number_is_synthetic_and_of_one_person():
    for person in PEOPLE:
        assert is_synthetic(person.national_id)
        assert national_id_fault(person.national_id, synthetic=True, on=ON) is None
    assert max(Counter(person.national_id for person in PEOPLE).values()) == 1
    assert max(Counter(person.name for person in PEOPLE).values()) == 1
