"""``rettvis budget SCHEME.yaml``: what a supplement scheme costs by step, with uncertainty."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.edges.given.document import Document
    from rettvis.journey.simulation import Budget
    from rettvis.lawbook.supplement import Scheme, SchemeVersion

OPTIONS = {
    "persons": "--persons",
    "price_nok_per_hour": "--price",
    "shared_take_up_percent": "--take-up",
    "price_growth_percent": "--price-growth",
    "administration_nok_per_full_time_equivalent": "--administration",
    "budget_nok": "--budget",
    "certainty_percent": "--certainty",
    "levels_percent": "--levels",
    "seed": "--seed",
}
"""The assumptions that may be given as options, and the option of each."""


def budget(
    file: Annotated[
        Path,
        typer.Argument(metavar="SCHEME.yaml", help=N_("The scheme, or an answer that was saved as JSON.")),
    ],
    assumptions: Annotated[
        Path | None,
        typer.Option("--assumptions", metavar="FILE", help=N_("Groups of persons and other assumptions.")),
    ] = None,
    persons: Annotated[
        str | None, typer.Option("--persons", metavar="N", help=N_("How many persons fulfil the condition."))
    ] = None,
    price: Annotated[
        str | None, typer.Option("--price", metavar="KR", help=N_("The price of an hour, in kroner."))
    ] = None,
    take_up: Annotated[
        str | None,
        typer.Option(
            "--take-up",
            metavar="P|LOW:LIKELY:HIGH",
            help=N_("How many percent of the hours are used in all: 60, or 40:60:90."),
        ),
    ] = None,
    price_growth: Annotated[
        str | None,
        typer.Option(
            "--price-growth", metavar="P|LOW:LIKELY:HIGH", help=N_("The growth in price, in percent.")
        ),
    ] = None,
    administration: Annotated[
        str | None,
        typer.Option(
            "--administration",
            metavar="KR",
            help=N_("What one full-time equivalent costs in a year, in kroner."),
        ),
    ] = None,
    limit: Annotated[
        str | None, typer.Option("--budget", metavar="KR", help=N_("What a year may cost in all, in kroner."))
    ] = None,
    certainty: Annotated[
        str | None,
        typer.Option("--certainty", metavar="P", help=N_("How certain it must be, in percent [95].")),
    ] = None,
    levels: Annotated[
        str | None, typer.Option("--levels", metavar="P:P:P", help=N_("Which levels are told [5:50:95]."))
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="N", help=N_("The seed of what is drawn [1]."))
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help=N_("Use the version of the scheme that holds on this day.")
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Compute the cost of every step; raises ``Faulty`` with every fault of files and options."""
    from rettvis.cli.costed import as_text
    from rettvis.edges.budget_document import budget_data

    written = (persons, price, take_up, price_growth, administration, limit, certainty, levels, seed)
    options = {name: text for name, text in zip(OPTIONS, written, strict=True) if text is not None}
    found, saved = _found(file, assumptions, options, on)
    data = budget_data(found)
    output = Output(lang, as_json)
    agrees = None if saved is None else _same(saved, data["steps"])
    output.answer({**data, "agrees_with_saved": agrees}, *_with_saved(agrees), *as_text(found, output))
    return SOMETHING_WRONG if agrees is False else DONE


def _with_saved(agrees: bool | None) -> list[Any]:
    if agrees is None:
        return []
    if agrees:
        return [sentence("Computed again from the saved answer: every figure is the same.")]
    return [sentence("Computed again from the saved answer: the figures are not the same as those saved.")]


def _found(
    file: Path, assumed: Path | None, options: Mapping[str, str], on: str | None
) -> "tuple[Budget, Any]":
    """The budget, and the steps of a saved answer where that alone is computed again."""
    from rettvis.cli.input import open_document
    from rettvis.edges.given.assumed import Asked, read_assumptions
    from rettvis.edges.given.scheme import read_scheme
    from rettvis.edges.given.section import Section
    from rettvis.journey import simulation

    document = open_document(file)
    again = {"scheme", "assumptions", "steps"} <= document.data.keys()
    other = document if assumed is None else open_document(assumed)
    faults = [*document.faults, *(other.faults if other is not document else ())]
    path = "assumptions" if again and assumed is None else ""
    given = _mapping(other, path, faults) if path or assumed is not None else {}
    scheme_path = "scheme" if again else ""
    scheme = read_scheme(Section(document, scheme_path, _mapping(document, scheme_path, faults), faults))
    version = None if scheme is None else _version(scheme, on, faults)
    own: list[Fault] = []
    flags = {name: OPTIONS[name] for name in options}
    read = read_assumptions(Asked(other, path, {**given, **options}, flags, own), version)
    if faults or own or version is None:
        raise Faulty([*faults, *own])
    changed = bool(options) or assumed is not None or on is not None
    return simulation.budget(version, read), document.data["steps"] if again and not changed else None


def _mapping(document: "Document", path: str, faults: list[Fault]) -> Mapping[str, Any]:
    """The whole document, or the part of it under ``path``."""
    value = document.data[path] if path else document.data
    if isinstance(value, Mapping):
        return value
    message = sentence("Here there must be names with values, as in “name: value”.")
    faults.append(Fault(document.place(path), message))
    return {}


def _version(scheme: "Scheme", on: str | None, faults: list[Fault]) -> "SchemeVersion | None":
    """The version on a day; without a day the one that starts last."""
    from rettvis.cli.input import read_date

    if on is None:
        return scheme.newest
    day = read_date(on, "--on")
    if isinstance(day, Fault):
        faults.append(day)
        return None
    found = scheme.at(day)
    if found is None:
        faults.append(Fault("--on", sentence("The scheme does not hold on {day:date}.", day=day)))
    return found


def _same(saved: Any, computed: Any) -> bool:
    """Whether two answers have the same figures when both are written as JSON."""
    from rettvis.edges.plain_json import plain

    return bool(plain(saved, "en") == plain(computed, "en"))
