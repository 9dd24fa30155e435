"""Which of several figures counts, by data; all are kept, and the choice is shown."""

from rettvis.journey.statistics import gather
from rettvis.journey.statistics.municipality import municipalities, not_there, place_number

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
    assert "did not exist in 2019: it was made from Skedsmo, Fet and Sørum in 2020" in gone.say("en")


def test_a_number_that_is_no_longer_in_use_names_the_new_one() -> None:
    gone = not_there("3030", 2025)
    assert gone is not None
    assert "Use 3205 for 2025" in gone.say("en")


def test_every_number_in_the_register_is_in_use_once_and_without_a_gap() -> None:
    for one in set(municipalities().values()):
        for earlier, later in zip(one.numbers, one.numbers[1:], strict=False):
            assert earlier.last + 1 == later.first
