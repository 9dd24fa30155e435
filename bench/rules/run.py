"""The ratios of the rules: one case, many cases, what-ifs and memory, beside OpenFisca in the same run."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from bench.rules import engines, memory, openfisca_rules
from bench.rules.cases import Cases, make_cases, one_case
from bench.rules.limit import Limit
from bench.rules.measure import Times, in_turns, machine, timed
from rettvis.rulekit.closure import Closure
from rettvis.rulekit.findings import Explainer
from rettvis.rulekit.frames.polars_engine import PolarsEngine, profile


def one(rounds: int) -> dict[str, Any]:
    """One case: every value, the whole explanation, and OpenFisca with its trace."""
    case = one_case(make_cases(10), 3)
    ruleset, system = engines.rules(), openfisca_rules.system()
    closure, explainer = Closure(ruleset), Explainer(ruleset)

    def explained() -> list[Any]:
        # Law, value and inputs are there; a sentence is made when it is asked for.
        return [finding.sentence for finding in explainer.explain(case).findings]

    def told() -> list[str]:
        return [finding.sentence.say("nb") for finding in explainer.explain(case).findings]

    times = in_turns(
        {
            "values of every node": lambda: closure.values(case),
            "whole explanation: law, sentence, value, inputs": explained,
            "explanation with every sentence as bokmål text": told,
            "OpenFisca, case built and calculated with trace": lambda: openfisca_rules.one_traced(
                system, case
            ),
        },
        rounds,
        repeat=3,
    )
    return _table(times, "OpenFisca, case built and calculated with trace", 1e6, "µs")


def many(size: int, rounds: int) -> dict[str, Any]:
    """Many cases: the outputs, three-valued, beside OpenFisca and beside the limit."""
    cases, ruleset, system = make_cases(size), engines.rules(), openfisca_rules.system()
    _must_agree(cases, ruleset, system)
    engine = PolarsEngine(ruleset, cases.frame.schema, profile(cases.frame, ruleset))
    limit = Limit(cases)
    gaps = with_gaps(cases.frame)
    calculation = Times()
    variants: dict[str, Callable[[], Any]] = {
        "limit: facts read, outputs written, no rules": limit,
        "Polars, outputs": lambda: engines.outputs(cases.frame, ruleset),
        "Polars, outputs, calculation alone": lambda: engines.computed(engine, cases.frame),
        "Polars, outputs, from NumPy arrays": lambda: engines.outputs_from_arrays(cases, ruleset),
        "Polars, sums of the outputs": lambda: engines.sums(cases.frame, ruleset),
        "Polars, outputs, a tenth of five facts missing": lambda: engines.outputs(gaps, ruleset),
        END_TO_END: lambda: _openfisca(system, cases, calculation),
    }
    times = in_turns(variants, rounds)
    calculation.wall, calculation.processor = calculation.wall[1:], calculation.processor[1:]
    times[ALONE] = calculation
    table = _table(times, END_TO_END, 1e3, "ms")
    for name, row in table.items():
        row["× its calculation"] = _round(calculation.median / times[name].median)
        row["× the limit"] = _round(times[name].median / times[next(iter(variants))].median)
        row["processor s"] = _round(times[name].work)
    return table


FEW = 3
"""Rounds of the what-ifs: sixteen simulations over ten million cases take their time."""
END_TO_END = "OpenFisca, end to end"
ALONE = "OpenFisca, calculation alone"


def _openfisca(system: Any, cases: Cases, calculation: Times) -> None:
    simulation = openfisca_rules.built(system, cases)
    timed(lambda: openfisca_rules.calculated(simulation), calculation)


def with_gaps(frame: pl.DataFrame) -> pl.DataFrame:
    """The cases with a tenth of the values of five facts missing."""
    names = ["minutes.training", "minutes.respite", "need_until", "child.lives_at_home", "earlier_bpa"]
    row = pl.int_range(pl.len())
    return frame.with_columns(
        pl.when((row + place * 7) % 10 != 0).then(pl.col(name)).alias(name)
        for place, name in enumerate(names)
    )


def _must_agree(cases: Cases, ruleset: Any, system: Any) -> None:
    """Nothing is timed that does not give the same answers."""
    expected = openfisca_rules.calculated(openfisca_rules.built(system, cases))
    found = engines.outputs(cases.frame, ruleset)
    for name, values in zip(openfisca_rules.OUTPUTS, expected, strict=True):
        if not (found[name].to_numpy() == values).all():
            raise AssertionError(f"{name} differs between Rettvis and OpenFisca")


def what_ifs(size: int, rounds: int) -> dict[str, Any]:
    """Sixteen thresholds: three sums each; and all that ``rettvis what-if`` counts of them."""
    cases, ruleset = make_cases(size), engines.rules()
    systems = [openfisca_rules.system({engines.THRESHOLD: hours * 60}) for hours in engines.HOURS]
    reused = openfisca_rules.built(openfisca_rules.system(), cases)
    openfisca_rules.calculated(reused, tuple(engines.SUMMED))
    touched = [node.name for node in ruleset.changed_by(engines.THRESHOLD)]
    several = engines.what_ifs(cases.frame, ruleset)
    assert several == engines.openfisca_what_ifs(cases, systems)
    assert several == engines.openfisca_reused(reused, systems, touched)
    told = engines.what_ifs_told(cases.frame, ruleset)
    assert [moved[0] + moved[2] for moved in told] == [one[0] for one in several]
    base = "OpenFisca, sixteen simulations"
    times = in_turns(
        {
            "Polars, sixteen what-ifs in one pass": lambda: engines.what_ifs(cases.frame, ruleset),
            "Polars, who moves and the hours": lambda: engines.what_ifs_told(cases.frame, ruleset),
            "OpenFisca, one simulation reused": lambda: engines.openfisca_reused(reused, systems, touched),
            base: lambda: engines.openfisca_what_ifs(cases, systems),
        },
        rounds,
    )
    return _table(times, base, 1e3, "ms")


def memories(size: int) -> dict[str, Any]:
    """Peak megabytes beyond the input."""
    return {
        name: {"MB": round(memory.peak(name, size))} for name in ("outputs", "sums", "what-ifs", "OpenFisca")
    }


def _table(times: dict[str, Times], base: str, scale: float, unit: str) -> dict[str, Any]:
    return {
        name: {
            f"median {unit}": _round(taken.median * scale),
            f"95 % {unit}": _round(taken.slow * scale),
            "× OpenFisca": _round(times[base].median / taken.median),
        }
        for name, taken in times.items()
    }


def _round(number: float) -> float:
    return round(number, 1 if abs(number) < 100 else 0) if abs(number) >= 1 else round(number, 3)


def shown(title: str, table: dict[str, Any]) -> Iterator[str]:
    """A table as lines of text."""
    yield f"\n{title}   (× OpenFisca: how many times as fast; × the limit: how many times its time)"
    columns = list(dict.fromkeys(column for row in table.values() for column in row))
    wide = max(len(name) for name in table)
    yield " " * wide + "".join(f"  {column:>12}" for column in columns)
    for name, row in table.items():
        cells = (f"  {row.get(column, '')!s:>{max(12, len(column))}}" for column in columns)
        yield f"{name:<{wide}}" + "".join(cells)


def main(words: list[str]) -> None:
    """Measure, print the tables, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench rules", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000_000, help="cases of the large run")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args(words)
    found: dict[str, Any] = {"machine": machine()}
    threads = f"Polars {pl.thread_pool_size()} threads, limit {pl.thread_pool_size()}, OpenFisca 1"
    found["machine"]["threads"] = threads
    print(found["machine"])
    size = given.size
    sections: list[tuple[str, Callable[[], dict[str, Any]]]] = [
        ("one case", lambda: one(300)),
        (f"{size:,} cases, {len(openfisca_rules.OUTPUTS)} outputs", lambda: many(size, given.rounds)),
        (f"16 what-ifs, {size:,} cases", lambda: what_ifs(size, min(given.rounds, FEW))),
        (f"peak memory beyond the input, {size:,} cases", lambda: memories(size)),
    ]
    for title, measure in sections:
        found[title] = measure()
        print("\n".join(shown(title, found[title])), flush=True)
    if given.json:
        given.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
