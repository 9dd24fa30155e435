"""``rettvis what-if FACTS.csv SCENARIOS.yaml``: the same persons under changed rules, each beside today."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rettvis.cli.cases_table import by_version, check_parts, read_cases
from rettvis.cli.engine import ENGINES, AnEngine, check_engine
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.cli.scenarios import Asked
    from rettvis.journey.simulation.what_if import Population
    from rettvis.lawbook.rulesets import ForMany
    from rettvis.rulekit.frames.table import Table

MOST_GROUPS = 100
"""So many different groups may one column divide the persons into."""


def what_if(
    file: Annotated[
        Path, typer.Argument(metavar="FACTS.(csv|parquet)", help=N_("The table, one case a row."))
    ],
    scenarios: Annotated[
        Path, typer.Argument(metavar="SCENARIOS.yaml", help=N_("The what-ifs, each with a name."))
    ],
    engine: AnEngine = ENGINES[0],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=N_("Read the law as it stood on this day."))
    ] = "",
    threshold: Annotated[
        int | None,
        typer.Option(
            "--threshold", metavar="N", help=N_("Hide groups in which a count is less than this [5].")
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Run every what-if; raises ``Faulty`` with every fault of the files and the options."""
    from rettvis.cli.what_if_told import Told
    from rettvis.journey.simulation.what_if import what_if as run
    from rettvis.journey.statistics.own_cases.suppression import USUAL_THRESHOLD

    law_date, least = _options(engine, on, threshold)
    today = law_date or date.today()  # noqa: DTZ011 - a law's day is the day where the person sits
    asked, population = _inputs(file, scenarios, law_date, today)
    result = run(population, asked.scenarios, asked.prices, asked.scheme, engine)
    output = Output(lang, as_json)
    told = Told(asked, result, engine, USUAL_THRESHOLD if least is None else least)
    output.answer(told.data(), *told.readable(output))
    return DONE


def _options(engine: str, on: str, threshold: int | None) -> tuple[date | None, int | None]:
    """The options, or every fault in them."""
    from rettvis.cli.input import read_date
    from rettvis.journey.statistics.own_cases.suppression import FEWEST, MOST

    faults = check_engine(engine)
    law_date = read_date(on, "--on") if on else None
    if isinstance(law_date, Fault):
        faults.append(law_date)
    if threshold is not None and not FEWEST <= threshold <= MOST:
        text = sentence("The threshold must be from {least} to {most}.", least=FEWEST, most=MOST)
        faults.append(Fault("--threshold", text))
    if faults:
        raise Faulty(faults)
    assert not isinstance(law_date, Fault)
    return law_date, threshold


def _inputs(file: Path, scenarios: Path, law_date: date | None, today: date) -> "tuple[Asked, Population]":
    """Both files; the faults of both at once."""
    from rettvis.cli.scenarios import read_scenarios
    from rettvis.lawbook.rulesets import FOR_MANY

    faults: list[Fault] = []
    asked = None
    try:
        asked = read_scenarios(scenarios, today)
    except Faulty as refusal:
        faults += refusal.faults
    try:
        registered = asked.registered if asked else next(iter(FOR_MANY.values()))
        population = _population(file, registered, law_date, today)
    except Faulty as refusal:
        raise Faulty([*faults, *refusal.faults]) from None
    if asked is None or faults:
        raise Faulty(faults)
    faults += _useless_norms(asked, population, scenarios.name)
    if faults:
        raise Faulty(faults)
    return asked, population


def _population(file: Path, registered: "ForMany", law_date: date | None, today: date) -> "Population":
    """The persons of the table, with its groups and activities checked."""
    from rettvis.journey.simulation.what_if import ACTIVITY_FACTS, GROUP, Population, activity_checks
    from rettvis.journey.statistics.own_cases.groups import AGE_FROM

    table = read_cases(file, registered, ACTIVITY_FACTS, GROUP)
    groups = [name for name in table.extra if name.startswith(GROUP)]
    faults = [*check_parts(table, activity_checks(table.facts)), *_wrong_groups(table, groups)]
    if faults:
        raise Faulty(faults)
    return Population(by_version(table, registered, law_date), today, groups, AGE_FROM)


def _wrong_groups(table: "Table", groups: Sequence[str]) -> Iterator[Fault]:
    """Columns that divide the persons by nothing, by what is there already, or into too many groups."""
    from rettvis.journey.simulation.what_if import AGE, GROUP

    for name in groups:
        place = f"{table.file}: {name}"
        if name == f"{GROUP}{AGE}":
            yield Fault(
                place, sentence("The age groups are made from the birth date. Leave this column out.")
            )
        elif name == GROUP:
            yield Fault(place, sentence("Say what the column divides by, as in “group.unit”."))
        else:
            column = table.frame.select(name).unique().head(MOST_GROUPS + 1)
            if len(column.collect(engine="streaming")) > MOST_GROUPS:
                text = sentence("The column has more than {most} different groups.", most=MOST_GROUPS)
                yield Fault(place, text)


def _useless_norms(asked: "Asked", population: "Population", file: str) -> Iterator[Fault]:
    """What-ifs whose norms can move nothing: no activity in the table, or no figure for any of them."""
    from rettvis.journey.simulation.what_if import ACTIVITY_FACTS, by_norms

    schema = population.parts[0].frame.collect_schema().names()
    here = [fact for fact in ACTIVITY_FACTS if fact.name in schema]
    for place, scenario in enumerate(asked.scenarios, start=1):
        where = f"{file} scenarios.{place}.norms"
        if scenario.norms and not here:
            text = sentence(
                "Norms are for activities, and the table has no column with the time of one. "
                "Add it, as in “{example}”.",
                example=ACTIVITY_FACTS[-1].name,
            )
            yield Fault(where, text)
        elif scenario.norms and not by_norms(schema, scenario.norms, population.law_date):
            text = sentence(
                "{municipality} has no norm with figures on {day:date} for what the table has: {activities}.",
                municipality=scenario.norms,
                day=population.law_date,
                activities=[fact.label for fact in here],
            )
            yield Fault(where, text)
