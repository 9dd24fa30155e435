"""A table of cases for the rules: read, checked cell by cell and row by row, and divided by version."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence

if TYPE_CHECKING:
    from rettvis.lawbook.rulesets import ForMany
    from rettvis.rulekit.expression import Expression
    from rettvis.rulekit.facts import Fact
    from rettvis.rulekit.frames.dated import Part
    from rettvis.rulekit.frames.table import Table


def read_cases(file: Path, registered: "ForMany", more: "Sequence[Fact]" = (), groups: str = "") -> "Table":
    """The table, also with columns for ``more`` facts and for groups; raises Faulty with every fault."""
    from rettvis.rulekit.frames.table import case_at, read_table, unsound

    table, faults = read_table(file, [*registered.facts, *more], groups)
    if table is None:
        raise Faulty(faults)
    told: set[int] = set()
    for row, count in unsound(table, registered.sound):
        if row not in told:
            known = {fact.name for fact in registered.facts}
            case = {name: value for name, value in case_at(table, row).items() if name in known}
            wrong = registered.check(case, "")
            faults += [Fault(table.place(row, fault.place), fault.message) for fault in wrong]
            told.add(row)
        if count > 1:
            faults.append(_more_like_it(table, count))
    if faults:
        raise Faulty(faults)
    return table


def check_parts(table: "Table", checks: "Mapping[Fact, Expression]") -> list[Fault]:
    """The faults of rows whose parts are more than the whole, by what must hold of each whole."""
    from rettvis.rulekit.frames.table import unsound

    faults = []
    for whole, expression in checks.items():
        for row, count in unsound(table, [expression]):
            text = sentence("The activities within {whole} are more than {whole} itself.", whole=whole.label)
            faults.append(Fault(table.place(row, whole.name), text))
            if count > 1:
                faults.append(_more_like_it(table, count))
    return faults


def _more_like_it(table: "Table", count: int) -> Fault:
    return Fault(table.file, sentence("{count:number} rows have a fault like this one.", count=count))


def by_version(table: "Table", registered: "ForMany", law_date: date | None) -> "list[Part]":
    """The rows by the version of the rules that holds for them; raises Faulty where none does."""
    from rettvis.rulekit.frames.dated import parts

    today = date.today()  # noqa: DTZ011 - a law's day is the day where the person sits
    found, faults = parts(table, registered.versions, registered.day, today, law_date)
    if faults:
        raise Faulty(faults)
    return found
