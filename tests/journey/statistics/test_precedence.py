"""Which of several figures counts, by data; all are kept, and the choice is shown."""

from rettvis.journey.statistics import gather
from rettvis.journey.statistics.municipality import municipalities, new_area, not_there, place_number

from .publications import observed


def test_the_municipality_counts_before_kostra_whatever_comes_first() -> None:
    own, national = observed(10), observed(20, source="kostra")
    for rows in ([own, national], [national, own]):
        found, faults = gather(rows)
        assert faults == []
        assert found.value(own.cell) == 10
        (choice,) = found.choices
        assert (choice.chosen, choice.over) == (own, (national,))


def test_a_publication_may_have_an_order_of_its_own() -> None:
    found, _ = gather([observed(10), observed(20, source="kostra")], ("kostra", "municipality"))
    assert found.value(observed(10).cell) == 20


def test_a_figure_that_says_what_it_replaces_counts() -> None:
    found, faults = gather([observed(10), observed(20, source="revised", replaces="municipality")])
    assert faults == []
    assert found.value(observed(10).cell) == 20


def test_a_missing_figure_does_not_count_before_one_that_is_there() -> None:
    found, _ = gather([observed(None), observed(20, source="kostra")])
    assert found.value(observed(10).cell) == 20


def test_two_figures_of_one_source_are_a_fault() -> None:
    _, (fault,) = gather([observed(10), observed(10)])
    assert "do not say which counts" in fault.say("en")


def test_a_source_outside_the_order_is_a_fault() -> None:
    _, faults = gather([observed(10), observed(20, source="newspaper")])
    assert len(faults) == 1


def test_the_numbers_of_one_municipality_are_one_place() -> None:
    assert place_number("0235") == place_number("3033") == place_number("3209") == "3209"
    assert place_number("9999") == "9999"


def test_a_newer_number_may_stand_for_an_earlier_year_of_the_same_area() -> None:
    assert not_there("3209", 2010) is None
    assert not_there("3205", 2020) is None


def test_a_merged_municipality_is_not_there_before_it_was_made() -> None:
    gone = not_there("3205", 2019)
    assert gone is not None
    assert "did not exist in 2019: it was made from Fet, Skedsmo and Sørum in 2020" in gone.say("en")


def test_a_number_that_is_no_longer_in_use_names_the_new_one() -> None:
    gone = not_there("3030", 2025)
    assert gone is not None
    assert "Use 3205 for 2025" in gone.say("en")


def test_a_place_that_is_part_of_another_now_names_it() -> None:
    gone = not_there("0231", 2020)
    assert gone is not None
    assert "Skedsmo (0231) is no more: since 2020 it is part of Lillestrøm (3205)" in gone.say("en")


def test_a_place_that_was_divided_names_all_its_parts() -> None:
    gone = not_there("1507", 2024)
    assert gone is not None
    assert "since 2024 it is part of Ålesund (1508) and Haram (1580)" in gone.say("en")
    assert not_there("1580", 2023) is not None
    assert not_there("1580", 2024) is None


def test_a_place_that_grew_under_its_own_number_is_not_compared_across_the_year() -> None:
    assert not_there("1103", 2019) is None
    stop = new_area("1103", 2024, 2019)
    assert stop is not None
    assert "Stavanger has the area it has now from 2020" in stop.say("en")
    assert new_area("1103", 2024, 2020) is None


def test_the_register_holds_every_municipality_of_every_year() -> None:
    """As many as Statistics Norway counts in its standard of each year."""
    places = set(municipalities().values())
    for year, count in {2013: 428, 2017: 426, 2018: 422, 2019: 422, 2020: 356, 2023: 356, 2024: 357}.items():
        used = [one for place in places for one in place.numbers if one.first <= year <= one.last]
        assert len(used) == count


def test_what_became_of_a_place_is_in_the_register_the_year_after() -> None:
    for one in set(municipalities().values()):
        assert bool(one.became) == (one.numbers[-1].last != 9999)
        for later in one.became:
            assert not_there(later, one.numbers[-1].last + 1) is None


def test_every_number_in_the_register_is_in_use_once_and_without_a_gap() -> None:
    for one in set(municipalities().values()):
        for earlier, later in zip(one.numbers, one.numbers[1:], strict=False):
            assert earlier.last + 1 == later.first
