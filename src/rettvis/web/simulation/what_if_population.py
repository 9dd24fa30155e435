"""Our own cases in force as a population: the facts of each person's newest decided case, without names."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from rettvis.journey.simulation.what_if import ACTIVITY_FACTS, GROUP, Population
from rettvis.journey.statistics.own_cases.groups import AGE_FROM
from rettvis.lawbook.bpa_right import facts as law
from rettvis.lawbook.rulesets import FOR_MANY
from rettvis.rulekit.expression import Kind
from rettvis.rulekit.facts import LASTING, Fact
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.frames.dated import parts
from rettvis.rulekit.frames.table import ROW, check_table
from rettvis.web.access.models import Municipality
from rettvis.web.decision.models import FactsOfRight, ServiceLineRow
from rettvis.web.pages.content import LASTING_WORD

RULES = "bpa-right"
SEX, UNIT = f"{GROUP}sex", f"{GROUP}unit"
TYPES: Mapping[Kind, Any] = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.DATE: pl.Date,
    Kind.TEXT: pl.String,
}
PERSON = (
    "case_id",
    "case__person_id",
    "case__person__birth_date",
    "case__person__sex",
    "case__unit__name",
    "decided_on",
)


def population_of(municipality: Municipality, on: date) -> Population:
    """Everybody with a decision in force ``on`` a day, by the law of that day. Two questions to the database.

    A case whose facts are not kept counts with the birth date alone: then its answer is not known. Raises
    ``Faulty`` before the rules held.
    """
    registered = FOR_MANY[RULES]
    rows = _persons(municipality, on)
    kept = dict(FactsOfRight.objects.filter(case__municipality=municipality).values_list("case_id", "facts"))
    facts = [*registered.facts, *ACTIVITY_FACTS]
    frame = _frame(facts, [(row, kept.get(row["case_id"], {})) for row in rows])
    table, faults = check_table(frame.lazy().with_row_index(ROW), facts, groups=GROUP)
    if table is None:
        raise Faulty(faults)
    found, faults = parts(table, registered.versions, registered.day, on, on)
    if faults:
        raise Faulty(faults)
    return Population(found, on, (SEX, UNIT), AGE_FROM)


def _persons(municipality: Municipality, on: date) -> list[dict[str, Any]]:
    """One row for each person: the newest decided case with a line in force."""
    lines = ServiceLineRow.objects.in_force(on).filter(case__municipality=municipality)
    newest: dict[int, dict[str, Any]] = {}
    for row in lines.order_by("decided_on", "case_id").values(*PERSON):
        newest[row["case__person_id"]] = row
    return list(newest.values())


def _frame(facts: Iterable[Fact], rows: list[tuple[dict[str, Any], Mapping[str, Any]]]) -> pl.DataFrame:
    """A column for each fact that anybody has, and what the persons are divided by."""
    columns = []
    for fact in facts:
        values = [_value(fact, row, kept) for row, kept in rows]
        if fact is law.birth_date or any(value is not None for value in values):
            columns.append(pl.Series(fact.name, values, TYPES[fact.kind]))
    columns.append(pl.Series(SEX, [row["case__person__sex"] or "" for row, _ in rows], pl.String))
    columns.append(pl.Series(UNIT, [row["case__unit__name"] for row, _ in rows], pl.String))
    return pl.DataFrame(columns)


def _value(fact: Fact, row: Mapping[str, Any], kept: Mapping[str, Any]) -> Any:
    """A fact of one person as it was decided on; the birth date and the day are known in any case."""
    own = {law.birth_date.name: row["case__person__birth_date"], law.decided_on.name: row["decided_on"]}
    raw = kept.get(fact.name, own.get(fact.name))
    if fact.kind is Kind.DATE and isinstance(raw, str):
        return LASTING if raw == LASTING_WORD else date.fromisoformat(raw)
    return raw
