"""Which engine computes a table: an option, or a setting of the machine for every run on it."""

import os
from typing import Annotated

import typer

from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import N_

ENGINES = ("polars", "duckdb", "pyspark")
"""The first is used where nothing is said. Every engine gives the same answers."""

SETTING = "RETTVIS_ENGINE"
"""The variable of the environment that says which engine is used where no option is given."""

AnEngine = Annotated[
    str,
    typer.Option("--engine", metavar="|".join(ENGINES), envvar=SETTING, help=N_("What computes the table.")),
]


def check_engine(engine: str) -> list[Fault]:
    """The fault of an engine that is not known, where it was named."""
    place = SETTING if engine == os.environ.get(SETTING) else "--engine"
    return [] if engine in ENGINES else [unknown_name(place, engine, ENGINES)]
