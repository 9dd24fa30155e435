"""Many accounts in Spark, where one machine is not enough: the same statements, on tables in Parquet."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from rettvis.journey.hourbank.many import statement
from rettvis.journey.hourbank.rule import SettlementRule

DIVIDED = "(({number}) div ({by}))"
_RULES = "service string, leftover string, most_minutes bigint, price_ore bigint, share_of bigint, \
share_in bigint, advance_of bigint, advance_in bigint"


class SparkAccounts:
    """Every account of a year as two Spark frames, with the columns of :class:`Accounts`."""

    def __init__(
        self, session: Any, year: int, grants: Any, entries: Any, key: tuple[str, ...] = ("person", "service")
    ) -> None:
        self.session = session
        self.year = year
        self.grants = grants
        self.entries = entries
        self.engine = statement.Engine(DIVIDED, key)

    def balances(self, day: date) -> Any:
        """Every account's balance at the end of ``day``, in whole minutes."""
        return self._run(statement.balances(self.engine, self._measure(), day))

    def settlements(self, rules: Mapping[str, SettlementRule]) -> Any:
        """What the year's settlement makes of each account of a service that has a rule."""
        rows = list(zip(*statement.rules_table(rules).values(), strict=True))
        table = self.session.createDataFrame(rows, _RULES)
        return self._run(statement.settlements(self.engine, self._measure()), rules=table)

    def _measure(self) -> statement.Measure:
        pairs = self.grants.groupBy("weeks", "parts").agg({"minutes": "max"}).orderBy("weeks", "parts")
        return statement.measured(self.year, (tuple(row) for row in pairs.collect()))

    def _run(self, text: str, **tables: Any) -> Any:
        grants = self.grants.selectExpr(
            *self.engine.key,
            "minutes",
            "parts",
            "weeks",
            "unix_date(first) AS first",
            "unix_date(last) AS last",
        )
        entries = self.entries.selectExpr(*self.engine.key, "kind", "unix_date(day) AS day", "minutes")
        frames = {"grants": grants, "entries": entries, **tables}
        return self.session.sql(_named(text, frames), **frames)


def _named(text: str, frames: Mapping[str, Any]) -> str:
    """The statement with the tables as Spark takes frames: in braces, wherever they are read from."""
    return re.sub(rf"\b(FROM|JOIN) ({'|'.join(frames)})\b", r"\1 {\2}", text)
