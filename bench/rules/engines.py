"""Rettvis' ways through the cases, and OpenFisca's, each as one function to time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from bench.rules import openfisca_rules as openfisca
from bench.rules.cases import Cases, as_frame
from rettvis.lawbook import bpa_right
from rettvis.rulekit.frames.grouped import Alternative, Measured, counts_by_group
from rettvis.rulekit.frames.outcomes import CODES
from rettvis.rulekit.frames.polars_engine import PolarsEngine, profile
from rettvis.rulekit.frames.scenarios import Scenarios
from rettvis.rulekit.ruleset import Ruleset

OUTPUTS = list(openfisca.OUTPUTS)
SUMMED = ["right_to_bpa", "large_need", "at_least_25_hours"]
HOURS = range(20, 36)
"""The lower threshold of the sixteen what-ifs, in hours."""
THRESHOLD = "large_need_lower_minutes"
MEASURED = Measured("counted_minutes", "counted_at_least", "counted_at_most")
MOVES = [(before, after) for before in CODES[:2] for after in CODES[:2]]


def rules() -> Ruleset:
    """The right to BPA as the law stands in 2026."""
    return bpa_right.ruleset_on(date(2026, 7, 1))


def outputs(frame: pl.DataFrame, ruleset: Ruleset, *, streaming: bool = True) -> pl.DataFrame:
    """From a frame in memory to the outputs: look at the columns, write the expressions, compute."""
    engine = PolarsEngine(ruleset, frame.schema, profile(frame, ruleset))
    lazy = engine.values(frame.lazy(), OUTPUTS).select(OUTPUTS)
    return lazy.collect(engine="streaming" if streaming else "in-memory")


def outputs_from_arrays(cases: Cases, ruleset: Ruleset) -> pl.DataFrame:
    """The same from NumPy arrays, with the frame made on the way."""
    return outputs(as_frame(cases.arrays), ruleset)


def computed(engine: PolarsEngine, frame: pl.DataFrame) -> pl.DataFrame:
    """The outputs where the columns are known and the engine is made: the calculation alone."""
    return engine.values(frame.lazy(), OUTPUTS).select(OUTPUTS).collect(engine="streaming")


def sums(frame: pl.DataFrame, ruleset: Ruleset) -> pl.DataFrame:
    """From a frame in memory to the sums of the outputs."""
    engine = PolarsEngine(ruleset, frame.schema, profile(frame, ruleset))
    lazy = engine.values(frame.lazy(), OUTPUTS).select(pl.col(OUTPUTS).sum())
    return lazy.collect(engine="streaming")


def what_ifs(frame: pl.DataFrame, ruleset: Ruleset) -> list[list[int]]:
    """Three sums for each of sixteen thresholds, in one pass."""
    changes = [{THRESHOLD: hours * 60} for hours in HOURS]
    several = Scenarios(PolarsEngine, ruleset, frame.schema, profile(frame, ruleset), changes)
    asked = [
        pl.col(several.column(place, name)).sum().alias(f"{place} {name}")
        for place in range(len(changes))
        for name in SUMMED
    ]
    row = several.values(frame.lazy(), SUMMED).select(asked).collect(engine="streaming").row(0)
    return [list(row[at : at + len(SUMMED)]) for at in range(0, len(row), len(SUMMED))]


def what_ifs_told(frame: pl.DataFrame, ruleset: Ruleset) -> list[list[int]]:
    """What ``rettvis what-if`` counts: from which outcome to which each case moves, and the hours."""
    known = profile(frame, ruleset)
    asked = [Alternative(), *(Alternative({THRESHOLD: hours * 60}) for hours in HOURS)]
    found = counts_by_group(ruleset, frame.lazy(), known, [], asked, MEASURED)
    return [[counts[()].moved.get(move, 0) for move in MOVES] for counts in found[1:]]


def openfisca_what_ifs(cases: Cases, systems: Sequence[Any]) -> list[list[int]]:
    """The same by OpenFisca: a simulation for each threshold."""
    answers = []
    for system in systems:
        found = openfisca.calculated(openfisca.built(system, cases), tuple(SUMMED))
        answers.append([int(values.sum()) for values in found])
    return answers


def openfisca_reused(simulation: Any, systems: Sequence[Any], touched: Sequence[str]) -> list[list[int]]:
    """The same by one simulation: what a threshold touches is deleted and calculated again."""
    answers = []
    for system in systems:
        simulation.tax_benefit_system = system
        for name in touched:
            simulation.delete_arrays(name)
        found = openfisca.calculated(simulation, tuple(SUMMED))
        answers.append([int(values.sum()) for values in found])
    return answers
