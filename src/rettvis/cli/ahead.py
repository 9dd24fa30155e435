"""``rettvis ahead DIR``: users and hours in years to come, low, main and high, with an interval."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.large_input import collector_paused
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.journey.statistics.ahead import Ahead, AheadYear, Expected
    from rettvis.journey.statistics.figures import Figures

PLACE_HELP = N_("One place by number or name; all with a projection otherwise.")
BASE_HELP = N_("How many of the last years the rates are the mean of.")
WITHIN_HELP = N_("How many percent of the distribution the interval holds.")


def ahead(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=N_("The folder with observations.csv and what belongs to it.")),
    ],
    place: Annotated[str, typer.Option("--place", metavar="PLACE", help=PLACE_HELP)] = "",
    base: Annotated[int, typer.Option("--base-years", metavar="N", min=1, max=20, help=BASE_HELP)] = 3,
    within: Annotated[int, typer.Option("--interval", metavar="N", min=1, max=99, help=WITHIN_HELP)] = 80,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Look ahead and print each year; raises ``Faulty`` where the folder or the place is of no use."""
    from rettvis.cli.input import open_document
    from rettvis.edges.publications import read_publication
    from rettvis.journey.statistics.ahead import look_ahead

    output = Output(lang, as_json)
    with collector_paused():
        figures = read_publication(folder, open_document).figures
        found = [look_ahead(figures, one, base=base, within=within) for one in _places(figures, place)]
    told = [part for one in found for part in _readable(output, one, within)]
    nothing = sentence("There is no population projection here: add {measure} by age group.", measure=MAIN)
    output.answer({"interval": within, "places": [_data(one) for one in found]}, *(told or [nothing]))
    return DONE


MAIN = "inhabitants_main"


def _places(figures: "Figures", place: str) -> list[str]:
    from rettvis.journey.statistics.ahead import places_ahead
    from rettvis.journey.statistics.municipality import place_number

    if not place:
        return places_ahead(figures)
    number = figures.numbers.get(place.casefold(), place_number(place))
    if number not in figures.places:
        known = list(figures.places.values())
        if not known:
            raise Faulty([Fault("--place", sentence("There are no figures in this folder."))])
        raise Faulty([unknown_name("--place", place, known)])
    return [number]


def _data(one: "Ahead") -> Mapping[str, Any]:
    """One place as a document: expected values exact, intervals in whole numbers."""
    return {
        "place": one.name,
        "number": one.place,
        "base_years": list(one.base_years),
        "rates": [
            {
                "group": rate.group,
                "users": rate.users,
                "inhabitants": rate.inhabitants,
                "rate": rate.rate,
                "hours_per_user": rate.hours_per_user,
            }
            for rate in one.rates
        ],
        "trend": one.trend,
        "years": [
            {
                "year": year.year,
                "alternative": str(year.alternative),
                "users": _expected(year.users),
                "hours": _expected(year.hours),
                "users_if_the_change_goes_on": one.continued(year),
            }
            for year in one.years
        ],
        "not_computed": list(one.left_out),
    }


def _expected(one: "Expected") -> Mapping[str, Any]:
    return {"expected": one.value, "low": one.low, "high": one.high}


def _readable(output: Output, one: "Ahead", within: int) -> list[Any]:
    """A table of every year, then what it rests on."""
    from rettvis.journey.statistics.ahead import assumptions

    told: list[Any] = []
    if one.years:
        rows = [_row(year) for year in one.by_year()]
        columns = [
            sentence("Year"),
            sentence("Alternative"),
            sentence("Users"),
            sentence("Interval"),
            sentence("Hours a year"),
            sentence("Interval"),
        ]
        told.append(output.table(columns, rows, sentence("{place}: need ahead", place=one.name)))
        told += assumptions(one, within)
    return [*told, *one.left_out]


def _row(year: "AheadYear") -> tuple[Any, ...]:
    return (
        str(year.year),
        year.alternative.label,
        _whole(year.users.value),
        sentence("{low:number}–{high:number}", low=year.users.low, high=year.users.high),
        _whole(year.hours.value),
        sentence("{low:number}–{high:number}", low=year.hours.low, high=year.hours.high),
    )


def _whole(value: Fraction) -> Any:
    from rettvis.journey.statistics.decimal_text import decimal_text

    return decimal_text(value, 0)
