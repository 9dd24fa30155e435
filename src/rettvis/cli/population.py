"""``rettvis population FACTS.csv --rules bpa-right``: the rules over many cases, and what if they changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rettvis.cli.cases_table import by_version, read_cases
from rettvis.cli.engine import ENGINES, AnEngine, check_engine
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.lawbook.rulesets import ForMany
    from rettvis.rulekit.expression import Parameter, Value


def population(
    file: Annotated[
        Path, typer.Argument(metavar="FACTS.(csv|parquet)", help=N_("The table, one case a row."))
    ],
    rules: Annotated[
        str, typer.Option("--rules", metavar="NAME", help=N_("The rules to run."))
    ] = "bpa-right",
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help=N_("What if a number of the rules were another?")),
    ] = None,
    engine: AnEngine = ENGINES[0],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=N_("Read the law as it stood on this day."))
    ] = "",
    rows_to: Annotated[
        str,
        typer.Option("--output", metavar="FILE", help=N_("Write every case to this .csv or .parquet file.")),
    ] = "",
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Run the rules and print the counts; raises ``Faulty`` with every fault of the table and the options."""
    output = Output(lang, as_json)
    registered, changes, law_date = _options(file, rules, changed or [], engine, on, rows_to)
    table = read_cases(file, registered)
    found = by_version(table, registered, law_date)
    from rettvis.cli.counted import Counted
    from rettvis.rulekit.frames.dated import summaries, write_rows

    scenarios = [{}, changes] if changes else [{}]
    told = summaries(found, scenarios, engine)
    if rows_to:
        write_rows(found, table.extra, scenarios, engine, Path(rows_to))
    answer = Counted(rules, engine, found, changes, told, rows_to)
    output.answer(answer.data(lang), *answer.readable(output))
    return DONE


def _options(
    file: Path, rules: str, changed: Sequence[str], engine: str, on: str, rows_to: str
) -> tuple["ForMany", dict[str, "Value"], date | None]:
    """The options read, or every fault in them at once."""
    from rettvis.cli.input import read_date
    from rettvis.lawbook.rulesets import FOR_MANY

    faults = check_engine(engine)
    if rules not in FOR_MANY:
        faults.append(unknown_name("--rules", rules, FOR_MANY))
    law_date = read_date(on, "--on") if on else None
    if isinstance(law_date, Fault):
        faults.append(law_date)
    if rows_to:
        faults += _output_faults(file, Path(rows_to))
    changes: dict[str, Value] = {}
    if rules in FOR_MANY:
        parameters = {p.name: p for v in FOR_MANY[rules].versions.all for p in v.value.parameters}
        changes, wrong = read_changes(changed, parameters)
        faults += wrong
    if faults:
        raise Faulty(faults)
    assert not isinstance(law_date, Fault)
    return FOR_MANY[rules], changes, law_date


def _output_faults(file: Path, rows_to: Path) -> Iterator[Fault]:
    """Why the answer cannot be written to that file."""
    if rows_to.suffix.lower() not in (".csv", ".parquet"):
        yield Fault("--output", sentence("The file's name must end in .csv or .parquet."))
    if not rows_to.absolute().parent.is_dir():
        yield Fault("--output", sentence("There is no such folder: {folder}.", folder=str(rows_to.parent)))
    if rows_to.is_dir():
        yield Fault("--output", sentence("This is a folder. Give the name of a file."))
    elif rows_to.absolute() == file.absolute():
        yield Fault("--output", sentence("This file is read from. Give another name to write to."))


def read_changes(
    changed: Sequence[str], parameters: Mapping[str, "Parameter"]
) -> tuple[dict[str, "Value"], list[Fault]]:
    """``NAME=VALUE`` as values of the parameters' kinds, and every fault."""
    changes: dict[str, Value] = {}
    faults = []
    for text in changed:
        name, sign, raw = text.partition("=")
        if not sign:
            faults.append(Fault("--set", sentence("“{text}” must be written NAME=VALUE.", text=text)))
        elif name not in parameters:
            faults.append(unknown_name("--set", name, parameters))
        elif name in changes:
            faults.append(Fault("--set", sentence("“{name}” is set twice. Keep one of them.", name=name)))
        else:
            value = _value(parameters[name], raw)
            if isinstance(value, Fault):
                faults.append(value)
            else:
                changes[name] = value
    return changes, faults


def _value(parameter: "Parameter", raw: str) -> "Value | Fault":
    from rettvis.cli.input import read_date
    from rettvis.edges.given.document import plain_value

    place = f"--set {parameter.name}"
    if isinstance(parameter.value, date):
        return read_date(raw, place)
    value = plain_value(raw)
    if isinstance(parameter.value, bool):
        if isinstance(value, bool):
            return value
        return Fault(place, sentence("“{raw}” is not yes or no. Write true or false.", raw=raw))
    if isinstance(parameter.value, str):
        return raw
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= parameter.maximum:
        most = parameter.maximum
        text = sentence("“{raw}” is not a whole number from 0 to {most:number}.", raw=raw, most=most)
        return Fault(place, text)
    return value
