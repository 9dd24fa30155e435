"""A file taken a part at a time, and Spark, find what the checks of single lines find."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.journey.delivery import AgreedPrice, Grounds, InvoicedLine, Shift, check_rules, check_shifts
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.many.parquet import check_parquet
from rettvis.journey.delivery.many.parts import lines_table
from rettvis.journey.delivery.many.spark import check_spark
from rettvis.rulekit.period import Period
from tests.journey.delivery import shifts as made
from tests.rulekit.engines import spark

RULES = check_rules(date_of(20_500))
LINES = st.lists(made.shifts(), min_size=1, max_size=14)


@settings(max_examples=40)
@given(LINES, made.grounds, st.integers(1, 3))
def test_the_same_from_parquet_a_part_at_a_time(lines: list[Shift], grounds: Grounds, parts: int) -> None:
    grounds = replace(grounds, journeys=None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines.parquet"
        lines_table(lines).drop("place").write_parquet(path, row_group_size=5)
        assert check_parquet(path, grounds, RULES, parts=parts) == check_shifts(lines, grounds, RULES)


@pytest.mark.spark
def test_the_same_on_spark(tmp_path: Path) -> None:
    days = [f"2026-03-{day:02d}" for day in range(2, 28)]
    lines = [
        made.shift(f"{day} 08:00", f"{day} 18:30", f"P{number % 3}", f"A{number % 2}", price=51300)
        for number, day in enumerate([*days, *days[:3]])
    ]
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    grounds = Grounds(
        (made.frame("P0", per_week=600), made.frame("P1")),
        prices=(AgreedPrice("L1", march, 51250),),
        invoiced=tuple(InvoicedLine("F", "1", "L1", f"P{one}", march, 6000) for one in range(9)),
    )
    lines_table(lines).write_parquet(tmp_path / "lines.parquet")
    frame = spark().read.parquet(str(tmp_path / "lines.parquet"))
    assert check_spark(frame, grounds, RULES, parts=3) == check_shifts(lines, grounds, RULES)
