"""The steps as data: the usual six, versions by date, and a municipality's file with its faults told."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.delivery.start_up import Completes, read_plan, usual_plan
from rettvis.rulekit.faults import Faulty

STEP = """
[[version.step]]
key = "{key}"
completes = "{completes}"
waits_for = "person"
days = {days}
name = {{ nb = "Navn" }}
what = {{ nb = "Hva", nn = "Kva" }}
"""
TOP = """
[[version]]
holds_from = {day}
source = "Kommunestyret, sak 12/26"
change_notice_days = 30
journey_notice_days = 7
long_journey_days = 28
"""


def version(day: str = "2026-01-01", *more: str) -> str:
    steps = [("choice", "choice", 7), ("first_day", "first_day", 30)]
    told = [STEP.format(key=key, completes=completes, days=days) for key, completes, days in steps]
    return "".join([TOP.format(day=day), *told, *more])


def faults(text: str) -> list[str]:
    with pytest.raises(Faulty) as refusal:
        read_plan(text)
    return [fault.place for fault in refusal.value.faults]


def test_the_usual_plan_has_six_steps_from_the_choice_to_the_first_day() -> None:
    steps = usual_plan().on(date(2026, 11, 1)).steps
    assert [step.key for step in steps] == ["choice", "told", "meeting", "training", "contract", "first_day"]
    assert (steps[0].completes, steps[-1].completes) == (Completes.CHOICE, Completes.FIRST_DAY)
    assert all(step.name.nb and step.name.nn and step.name.en for step in steps)


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_each_day_has_the_newest_version_that_holds(day: date) -> None:
    plan = read_plan(version("2026-07-01") + version("2020-01-01"))
    expected = date(2026, 7, 1) if day >= date(2026, 7, 1) else date(2020, 1, 1)
    assert plan.on(day).holds_from == expected


def test_another_municipality_has_its_own_file() -> None:
    plan = read_plan(version()).on(date(2026, 2, 1))
    assert (len(plan.steps), plan.change_notice_days) == (2, 30)
    assert plan.steps[0].name.say("nn") == "Navn"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("not toml at all [", ["file"]),
        ("", ["version"]),
        ("version = 3", ["version"]),
        (version() + version(), ["version"]),
        (TOP.format(day="2026-01-01"), ["version 1: step"]),
        (version("2026-01-01", STEP.format(key="late", completes="plain", days=3)), ["version 1: step"]),
        (version("2026-01-01", STEP.format(key="choice", completes="plain", days=40)), ["version 1: step"]),
        (version("2026-01-01", STEP.format(key="a b", completes="dance", days=-1)), None),
        (version('"soon"').replace("30", "true"), None),
    ],
)
def test_what_is_wrong_in_a_file_is_told_at_its_place(text: str, places: list[str] | None) -> None:
    found = faults(text)
    assert found == places if places is not None else len(found) >= 2


@given(st.text(max_size=60) | st.sampled_from(["[[version]]\nstep = 1", "version = [1]", "[[version.step]]"]))
def test_no_text_makes_it_fall_over(text: str) -> None:
    with pytest.raises(Faulty):
        read_plan(text)


def test_the_usual_file_says_where_it_is_from() -> None:
    text = files("rettvis.journey.delivery.start_up").joinpath("usual.toml").read_text(encoding="utf-8")
    [row] = tomllib.loads(text)["version"]
    assert "Romerike Revisjon" in row["source"]
    assert row["holds_from"] + timedelta(days=1) > row["holds_from"]


def test_the_example_of_the_handbook_is_a_plan() -> None:
    handbook = Path("docs/handbook/oppstart.md").read_text(encoding="utf-8")
    example = handbook.split("```toml")[1].split("```")[0]
    assert [step.key for step in read_plan(example).on(date(2026, 5, 1)).steps] == ["choice", "first_day"]
