"""Tables of Statistics Norway become observations by their own words; what is not there stays missing."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rettvis.edges.national import NationalTable, Observed, observe, read_dataset
from rettvis.rulekit.faults import Faulty
from tests.edges.national.tables import a_table, dimension, text

TABLE = NationalTable(
    "t.json", {"Timer": "bpa_hours", "Brukere": "bpa_users"}, units={"bpa_users": "persons"}
)


def observed(table: NationalTable = TABLE, **changed: Any) -> Observed:
    return observe(read_dataset("t.json", text(**changed)), table, "ssb")


def values(found: Observed) -> dict[tuple[str, int, str], Fraction | None]:
    return {(one.cell.place, one.cell.year, one.cell.measure): one.value for one in found.observations}


def test_figures_are_read_by_place_year_and_measure_and_keep_the_day_of_the_table() -> None:
    found = observed()
    assert found.faults == []
    assert values(found) == {
        ("3209", 2023, "bpa_hours"): 1000,
        ("3209", 2023, "bpa_users"): 20,
        ("3209", 2024, "bpa_hours"): 1100,
        ("3209", 2024, "bpa_users"): 22,
        ("9999", 2023, "bpa_hours"): Fraction(1001, 2),
        ("9999", 2024, "bpa_hours"): None,
        ("9999", 2023, "bpa_users"): 5,
        ("9999", 2024, "bpa_users"): 4,
    }
    assert {one.dated for one in found.observations} == {date(2026, 6, 15)}
    assert {one.unit for one in found.observations} == {"timer", "persons"}


def test_a_zero_for_a_number_that_was_not_in_use_is_no_figure() -> None:
    found = observed()
    assert found.not_in_use == 4
    assert not [one for one in found.observations if one.value == 0]


def test_the_register_knows_the_numbers_that_a_label_says_nothing_of() -> None:
    places = dimension("region", {"3033": "Ullensaker", "3209": "Ullensaker", "9999": "Storvik"})
    found = observed(dimension={**a_table()["dimension"], "q1": places})
    assert ("3209", 2024, "bpa_hours") in values(found)
    assert found.not_in_use == 2, "3033 ended in 2023; 3209 may stand for earlier years of the same area"


def test_a_real_zero_stays_zero() -> None:
    found = observed(value=[1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0], status={})
    assert values(found)["9999", 2024, "bpa_users"] == 0


@pytest.mark.parametrize("sign", [".", "..", ":"])
def test_a_figure_that_is_not_shown_is_missing_whatever_number_stands_there(sign: str) -> None:
    found = observed(status={"11": sign}, value=[1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0])
    assert values(found)["9999", 2024, "bpa_users"] is None
    assert found.missing == 1


def test_values_and_status_may_be_given_by_place_or_as_lists() -> None:
    by_place = {str(place): value for place, value in enumerate(a_table()["value"]) if value is not None}
    status = ["", "", "", "", "", "", "", "", "", ":", "", ""]
    assert values(observed(value=by_place, status=status)) == values(observed())


def test_dimensions_in_another_order_give_the_same_figures() -> None:
    data = a_table()
    value, size = data["value"], data["size"]
    turned = [
        value[region * 4 + metric * 2 + year]
        for year in range(size[2])
        for metric in range(size[1])
        for region in range(size[0])
    ]
    status = {str(1 * 6 + 0 * 3 + 2): ":"}
    found = observed(id=["q3", "q2", "q1"], size=[2, 2, 3], value=turned, status=status)
    assert values(found) == values(observed())


def with_ages(**more: Any) -> dict[str, Any]:
    data = a_table()
    ages = dimension("alder", {"a": "0-66 år", "b": "67 år og over", "c": "Alle aldre"})
    ages.update(more)
    return {
        "id": ["alder", *data["id"]],
        "size": [3, *data["size"]],
        "dimension": {**data["dimension"], "alder": ages},
        "value": list(range(36)),
        "status": {},
    }


def test_groups_are_named_by_the_labels_of_the_table() -> None:
    table = NationalTable(
        "t.json",
        {"Brukere": "bpa_users"},
        groups={"Alder": {"0-66 år": "0-66", "alle aldre": "all"}},
        units={"bpa_users": "persons"},
    )
    found = observed(table, **with_ages())
    assert found.faults == []
    assert {one.cell.group for one in found.observations} == {"0-66", "all"}


def test_the_total_that_the_metadata_names_is_everybody() -> None:
    extension = {"elimination": True, "eliminationValueCode": "c"}
    found = observed(**with_ages(extension=extension))
    assert {one.cell.group for one in found.observations} == {"all"}
    assert values(found)["9999", 2023, "bpa_hours"] == 24 + 8


def test_a_dimension_that_nobody_chose_from_is_told_with_its_categories() -> None:
    found = observed(**with_ages())
    assert found.observations == []
    (fault,) = found.faults
    assert "Alle aldre" in fault.say("nb")


def test_every_wrong_name_is_told_at_once_with_the_nearest() -> None:
    table = NationalTable(
        "t.json", {"Timmer": "bpa_hours"}, where={"Regon": "x"}, groups={"alder": {"0-67 år": "a"}}
    )
    said = " ".join(fault.say("en") for fault in observed(table, **with_ages()).faults)
    assert "Timer" in said
    assert "region" in said
    assert "0-66 år" in said


def test_a_table_by_quarter_is_refused() -> None:
    quarters = dimension("kvartal", {"2023K1": "2023K1", "2023K2": "2023K2"})
    found = observed(dimension={**a_table()["dimension"], "q3": quarters})
    assert "2023K1" in found.faults[0].say("nb")


@pytest.mark.parametrize(
    "wrong",
    [
        {"class": "collection"},
        {"size": [3, 2]},
        {"size": [3, 2, 0]},
        {"size": [3, 2, 10**9]},
        {"size": [3, 2, 3]},
        {"value": [1, 2]},
        {"dimension": {}},
    ],
)
def test_what_is_no_whole_dataset_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Faulty):
        read_dataset("t.json", text(**wrong))


@pytest.mark.parametrize("broken", ["", "[", "[1]", '{"value": NaN}', "[" * 100_000])
def test_what_is_no_json_is_refused(broken: str) -> None:
    with pytest.raises(Faulty):
        read_dataset("t.json", broken)


def test_several_categories_of_one_group_are_added_and_missing_where_one_is() -> None:
    table = NationalTable(
        "t.json",
        {"Brukere": "bpa_users"},
        groups={"alder": {"0-66 år .. 67 år og over": "all"}},
        units={"bpa_users": "persons"},
    )
    found = observed(table, **with_ages())
    assert found.faults == []
    assert values(found)["9999", 2023, "bpa_users"] == 10 + 22
    hidden = with_ages()
    hidden["status"] = {"10": ":"}
    assert values(observed(table, **hidden))["9999", 2023, "bpa_users"] is None
