"""The case statistics over 1,000,000 decisions, beside pandas and hand-written DuckDB SQL in the same run.

    python bench/statistics.py [--decisions 1000000] [--rounds 5] [--database 20000]

All three start from the same columns in memory (texts as an enumeration, which each of them has) and answer
the same: users, users with hours, minutes and median of a day in all, by interval, age, sex, service,
organisation and unit, and for each of twelve months the same of its last day with who is new, ended and
changed. They take turns, and nothing is told before all have given the same figures. What it takes to read
decisions out of a database is measured apart.
"""

import sys
from pathlib import Path

# ruff: noqa: E402 - this file has the name of a module of the standard library, which must be found first
sys.path[0] = str(Path(__file__).parent.parent / "src")

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from rettvis.journey.statistics.own_cases.groups import AGE_FROM, HOURS_OVER, born_by
from rettvis.journey.statistics.own_cases.lines import KINDS_IN_ORDER, lines_of
from rettvis.journey.statistics.own_cases.months import months_of
from rettvis.journey.statistics.own_cases.statistics import case_statistics, year_before

ON = date(2026, 11, 22)
SERVICES = ("bpa", "day_activity", "home_nursing", "practical_assistance", "respite", "support_contact")
ORGANISED = ("bpa", "contract", "municipal", "provider")
UNITS = ("1", "2", "3", "4")
SEXES = ("", "female", "male")
TABLES = ("interval", "age", "sex", "service", "organised", "unit")
Answer = dict[str, Any]


def invent(count: int, seed: int = 2026) -> pl.DataFrame:
    """``count`` lines of 0.6 as many persons over thirteen years, sorted by person as the extract is."""
    made, persons = np.random.default_rng(seed), max(count * 6 // 10, 1)
    person = np.sort(made.integers(0, persons, count))
    first = made.integers(16000, 20770, count).astype(np.int32)
    minutes = pl.Series(made.integers(1, 400, count) * 15)
    text: dict[str, tuple[tuple[str, ...], Any]] = {
        "service": (SERVICES, made.integers(0, len(SERVICES), count)),
        "organised": (ORGANISED, made.integers(0, len(ORGANISED), count)),
        "unit": (UNITS, made.integers(0, len(UNITS), count)),
        "sex": (SEXES, made.integers(0, len(SEXES), persons)[person]),
    }
    last = pl.Series(first + made.integers(100, 2000, count).astype(np.int32))
    return pl.DataFrame(
        {
            "person": person,
            "case": np.arange(count),
            **{
                name: pl.Series(np.array(kinds)[codes], dtype=pl.Enum(kinds))
                for name, (kinds, codes) in text.items()
            },
            "minutes": minutes.set(pl.Series(made.random(count) < 0.05), None),
            "first": pl.Series(first).cast(pl.Date),
            "last": last.set(pl.Series(made.random(count) < 0.1), None).cast(pl.Date),
            "birth_date": pl.Series(made.integers(-20000, 18000, persons).astype(np.int32)[person]).cast(
                pl.Date
            ),
            **{kind: pl.Series(np.zeros(count, dtype=np.int64)) for kind in KINDS_IN_ORDER},
        }
    )


def by_rettvis(frame: pl.DataFrame) -> Answer:
    """The product's own."""
    found = case_statistics(lines_of(frame), year_before(ON), ON)
    return {
        "total": _measured(found.total),
        **{
            table: {key: _measured(cell) for key, cell in found.tables[table] if cell.users}
            for table in TABLES
        },
        "months": [
            (
                *_measured(one.standing),
                one.movement.flows["new"],
                one.movement.flows["ended"],
                one.movement.changed,
            )
            for one in found.months
        ],
    }


def _measured(cell: Any) -> tuple[Any, ...]:
    middle = None if cell.median is None else float(cell.median)
    return cell.users, cell.with_hours, cell.minutes, middle


def intervals() -> tuple[list[float], list[str]]:
    """The bounds in minutes and the keys."""
    highs = [*HOURS_OVER[1:], None]
    keys = [f"{low}-{'' if high is None else high}" for low, high in zip(HOURS_OVER, highs, strict=True)]
    return [-1.0, *(60.0 * hours for hours in HOURS_OVER[1:]), float("inf")], keys


def ages() -> list[tuple[str, date]]:
    """Key and last day of birth of each age group, youngest first."""
    after = [*AGE_FROM[1:], None]
    keys = [f"{low}-{'' if high is None else high - 1}" for low, high in zip(AGE_FROM, after, strict=True)]
    return [(key, born_by(ON, low)) for key, low in zip(keys, AGE_FROM, strict=True)]


def by_pandas(frame: pd.DataFrame) -> Answer:
    """As an analyst would write it with pandas, its groupings by code and not by text."""

    def in_force(day: date) -> pd.DataFrame:
        stamp = pd.Timestamp(day)
        return frame[(frame["first"] <= stamp) & (frame["last"].isna() | (frame["last"] >= stamp))]

    def persons(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        grouped = rows.groupby([*by, "person"], observed=True, sort=False)["minutes"]
        return grouped.agg(minutes="sum", given="count").reset_index()

    def measure(rows: pd.DataFrame) -> tuple[Any, ...]:
        given = rows.loc[rows["given"] > 0, "minutes"]
        return len(rows), len(given), int(given.sum()), float(given.median()) if len(given) else None

    def groups(rows: pd.DataFrame, by: str) -> dict[str, tuple[Any, ...]]:
        return {str(key): measure(part) for key, part in rows.groupby(by, observed=True)}

    now = in_force(ON)
    each = persons(now, [])
    people = each.merge(now.drop_duplicates("person")[["person", "sex", "birth_date"]], on="person")
    bounds, keys = intervals()
    people["interval"] = pd.cut(people["minutes"], bounds, labels=keys).astype(object)
    people.loc[people["given"] == 0, "interval"] = "none"
    born = np.array([np.datetime64(day) for _, day in reversed(ages())])
    places = np.searchsorted(born, people["birth_date"].to_numpy(), side="left")
    people["age"] = np.array([key for key, _ in reversed(ages())])[places]
    answer: Answer = {
        "total": measure(each),
        **{table: groups(people, table) for table in ("interval", "age", "sex")},
        **{table: groups(persons(now, [table]), table) for table in ("service", "organised", "unit")},
    }
    months = []
    for first, last in months_of(year_before(ON), ON):
        before, after = in_force(first - timedelta(days=1)), in_force(last)
        was, is_now = persons(before, ["service"]), persons(after, ["service"])
        there_was, there_is = set(was["person"]), set(is_now["person"])
        both = was.merge(is_now, on=["service", "person"])
        changed = both.loc[both["minutes_x"] != both["minutes_y"], "person"].nunique()
        standing = measure(persons(after, []))
        months.append((*standing, len(there_is - there_was), len(there_was - there_is), changed))
    return answer | {"months": months}


EACH = "select {by} person, sum(minutes) total, count(minutes) given from lines where {day} group by all"
MEASURE = (
    "count(*), count(*) filter (given > 0), coalesce(sum(total), 0)::bigint, "
    "median(total) filter (given > 0)::double"
)


def by_duckdb(connection: duckdb.DuckDBPyConnection) -> Answer:
    """As somebody who knows SQL would write it: one statement for each table, one for each month."""

    def in_force(day: date) -> str:
        return f"first <= date '{day}' and (last is null or last >= date '{day}')"

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    each = EACH.format(by="", day=in_force(ON))
    cases = " ".join(
        f"when total <= {int(high)} then '{key}'"
        for high, key in zip(intervals()[0][1:-1], intervals()[1], strict=False)
    )
    interval = f"case when given = 0 then 'none' {cases} else '{intervals()[1][-1]}' end"
    oldest = " ".join(f"when b <= date '{day}' then '{key}'" for key, day in reversed(ages()))
    person = (
        "select person, any_value(sex) sex, any_value(birth_date) b, sum(minutes) total, "
        "count(minutes) given "
        f"from lines where {in_force(ON)} group by person"
    )
    connection.execute(f"create or replace temp table people as {person}")
    answer: Answer = {
        "total": rows(f"select {MEASURE} from people")[0],
        "interval": _keyed(rows(f"select {interval} k, {MEASURE} from people group by k")),
        "age": _keyed(rows(f"select case {oldest} end k, {MEASURE} from people group by k")),
        "sex": _keyed(rows(f"select sex k, {MEASURE} from people group by k")),
    }
    for table in ("service", "organised", "unit"):
        each = EACH.format(by=f"{table},", day=in_force(ON))
        answer[table] = _keyed(rows(f"select {table} k, {MEASURE} from ({each}) group by k"))
    months = [rows(_month(first, last, in_force))[0] for first, last in months_of(year_before(ON), ON)]
    return answer | {"months": months}


def _keyed(rows: list[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(rest) for key, *rest in rows}


def _month(first: date, last: date, in_force: Callable[[date], str]) -> str:
    """One month: the standing of its last day, and who is new, ended and changed."""
    was = EACH.format(by="service,", day=in_force(first - timedelta(days=1)))
    now = EACH.format(by="service,", day=in_force(last))
    return f"""
        with was as ({was}), now as ({now}),
        people as (select person, sum(total) total, sum(given) given from now group by person),
        before as (select distinct person from was)
        select {MEASURE},
            (select count(*) from people anti join before using (person)),
            (select count(*) from before anti join people using (person)),
            (select count(distinct person) from was join now using (person, service)
             where coalesce(was.total, 0) <> coalesce(now.total, 0))
        from people"""


def read_database(count: int) -> tuple[float, float]:
    """Seconds to read ``count`` decided lines from SQLite into columns, and how many a second that is."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.environ["RETTVIS_DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["RETTVIS_SECRET_KEY"] = "only for measuring " * 4
        os.environ["RETTVIS_HOSTS"] = "localhost"
        os.environ["DJANGO_SETTINGS_MODULE"] = "rettvis.web.site.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        _fill(count)
        from rettvis.web.application.models import Case
        from rettvis.web.statistics.extract import extract

        began = time.perf_counter()
        lines = extract(Case.objects.all())
        took = time.perf_counter() - began
        assert len(lines.person) == count
        connection.close()
        return took, count / took


def _fill(count: int) -> None:
    from rettvis.web.access.models import Municipality, Unit
    from rettvis.web.application.models import Case, Person
    from rettvis.web.decision.models import ServiceLineRow

    place = Municipality.objects.create(number="9901", name="Fjordvik", synthetic=True)
    unit = Unit.objects.create(municipality=place, name="Kontoret")
    made = [
        Person(municipality=place, name=f"Person {one}", birth_date=date(1980, 1, 1)) for one in range(count)
    ]
    people = Person.objects.bulk_create(made, batch_size=500)
    cases = Case.objects.bulk_create(
        [
            Case(
                number=f"{2000 + one // 900000}-{one % 900000:06d}",
                municipality=place,
                unit=unit,
                person=person,
                group="adult",
                received_on=ON,
            )
            for one, person in enumerate(people)
        ],
        batch_size=500,
    )
    chance = random.Random(1)
    ServiceLineRow.objects.bulk_create(
        [
            ServiceLineRow(
                case=case,
                key="line",
                service=chance.choice(SERVICES),
                outcome="granted",
                organised="bpa",
                minutes_per_week=chance.randrange(15, 6000, 15),
                decided_on=ON - timedelta(days=chance.randrange(2000)),
            )
            for case in cases
        ],
        batch_size=500,
    )


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same in every figure."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def main() -> None:
    """Compare, then time in turns."""
    options = argparse.ArgumentParser()
    options.add_argument("--decisions", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--database", type=int, default=20_000)
    chosen = options.parse_args()
    frame = invent(chosen.decisions)
    for_pandas = frame.to_pandas()
    connection = duckdb.connect()
    connection.register("arrow", frame.to_arrow())
    connection.execute("create table lines as select * from arrow")
    variants: dict[str, Callable[[], Answer]] = {
        "Rettvis": lambda: by_rettvis(frame),
        "DuckDB": lambda: by_duckdb(connection),
        "pandas": lambda: by_pandas(for_pandas),
    }
    answers = {name: run() for name, run in variants.items()}
    for name, answer in answers.items():
        for part, value in answers["Rettvis"].items():
            if not same({part: value}, {part: answer[part]}):
                raise SystemExit(f"{name} has other figures in {part}: {answer[part]} and {value}.")
    print(f"{chosen.decisions:,} decisions: all three give the same figures. Load {os.getloadavg()[0]:.1f}.")
    times: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(chosen.rounds):
        for name in random.sample(sorted(variants), len(variants)):
            began = time.perf_counter()
            variants[name]()
            times[name].append(time.perf_counter() - began)
    fastest = median(times["Rettvis"])
    for name, taken in times.items():
        middle = median(taken)
        ours = middle / fastest
        print(f"{name:8} {middle:7.2f} s  (least {min(taken):.2f}), {ours:5.1f} × the time of Rettvis")
    took, a_second = read_database(chosen.database)
    print(f"Out of SQLite: {chosen.database:,} decisions in {took:.2f} s, {a_second:,.0f} a second.")


if __name__ == "__main__":
    main()
