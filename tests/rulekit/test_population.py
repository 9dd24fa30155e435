"""A population run: any engine, counts beside what each case answers alone, many what-ifs in one pass."""

from random import Random

import polars as pl
import pytest

from rettvis.rulekit.findings import Explainer, Outcome
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.frames.polars_engine import profile
from rettvis.rulekit.frames.population import population, summarise
from tests.rulekit.engines import by_meaning, frame
from tests.rulekit.invented_benefit import FACTS, garden
from tests.rulekit.random_rules import random_value
from tests.rulekit.test_engines_agree import disagreements

OUTPUTS = ["allowance", "share", "work", "heavy"]
SPARK = pytest.param("pyspark", marks=pytest.mark.spark)


def cases(number: int, missing: float = 0.2) -> list[dict[str, object]]:
    """Random gardens."""
    random = Random(number)
    return [
        {fact.name: random_value(random, fact) for fact in FACTS if random.random() >= missing}
        for _ in range(number)
    ]


@pytest.mark.parametrize("engine", ["auto", "closure", "numpy", "polars", "duckdb", SPARK])
@pytest.mark.parametrize("number", [1, 50])
def test_every_engine_gives_the_same_table(engine: str, number: int) -> None:
    given = cases(number)
    found = population(garden, frame(FACTS, given), OUTPUTS, engine=engine)
    expected = population(garden, frame(FACTS, given), OUTPUTS, engine="closure")
    assert found.equals(expected)
    assert found.schema == expected.schema
    columns = {name: column for name, column in by_meaning(garden, given).items() if name in OUTPUTS}
    assert disagreements(columns, {name: found[name].to_list() for name in OUTPUTS}) == []


@pytest.mark.parametrize("engine", ["numpy", "polars", "duckdb"])
def test_a_fact_without_a_column_is_missing_in_every_row(engine: str) -> None:
    table = pl.DataFrame({"garden.beds": [1, 2]})
    found = population(garden, table, ["work", "share", "grown_up"], engine=engine)
    assert found.rows() == [(None, 0, None), (None, 0, None)]


@pytest.mark.parametrize("engine", ["polars", "duckdb", SPARK])
def test_the_counts_are_those_of_the_cases_one_by_one(engine: str) -> None:
    given = cases(300)
    table = frame(FACTS, given)
    changes = [{}, {"age_limit": 30}, {"least_minutes": 5_000_000}, {"age_limit": 30, "least_minutes": 0}]
    found = summarise(garden, table.lazy(), profile(table, garden), changes, engine)
    answers = [[Explainer(garden, change).explain(case) for case in given] for change in changes]
    for place, summary in enumerate(found):
        assert summary.rows == 300
        outcomes = [answer.outcome for answer in answers[place]]
        assert summary.outcomes == {outcome: outcomes.count(outcome) for outcome in summary.outcomes}
        heavy = [answer.values["heavy"] for answer in answers[place]]
        counted = summary.conditions["heavy"]
        assert (counted.met, counted.not_met, counted.unknown) == tuple(map(heavy.count, (True, False, None)))
        work = [answer.values["work"] for answer in answers[place]]
        assert summary.figures["work"].total == sum(value for value in work if isinstance(value, int))
        before = [answer.outcome for answer in answers[0]]
        for pair, number in summary.moved.items():
            assert number == list(zip(before, outcomes, strict=True)).count(pair)


def test_more_what_ifs_than_fit_one_pass_keep_their_order() -> None:
    table = frame(FACTS, cases(60, missing=0))
    changes = [{}, *({"age_limit": limit} for limit in range(40))]
    found = summarise(garden, table.lazy(), Profile(frozenset()), changes)
    alone = [summarise(garden, table.lazy(), Profile(frozenset()), [change])[0] for change in changes]
    assert [summary.outcomes for summary in found] == [summary.outcomes for summary in alone]
    assert found[0].outcomes[Outcome.HUMAN] == 0


def test_summaries_of_parts_add_up_to_the_summary_of_the_whole() -> None:
    table = frame(FACTS, cases(200))
    missing = profile(table, garden)
    parts = [summarise(garden, part.lazy(), missing)[0] for part in (table[:80], table[80:])]
    assert parts[0] + parts[1] == summarise(garden, table.lazy(), missing)[0]
