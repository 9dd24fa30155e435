"""``rettvis drivers DIR``: how much of a difference comes from users, hours per user, price and age."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.large_input import collector_paused
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import N_, Sentence, sentence

if TYPE_CHECKING:
    from rettvis.journey.statistics.drivers import Drivers, PlaceYear, Split
    from rettvis.journey.statistics.figures import Figures

FROM_HELP = N_("The place and year to start from, as 3209:2020 or Ullensaker:2020.")
TO_HELP = N_("The place and year to end with.")
METHOD_HELP = N_("How the difference is split: shapley or lmdi.")


def drivers(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=N_("The folder with observations.csv and what belongs to it.")),
    ],
    start: Annotated[str, typer.Option("--from", metavar="PLACE:YEAR", help=FROM_HELP)] = "",
    end: Annotated[str, typer.Option("--to", metavar="PLACE:YEAR", help=TO_HELP)] = "",
    method: Annotated[str, typer.Option("--method", metavar="shapley|lmdi", help=METHOD_HELP)] = "shapley",
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Split each difference and print its parts; raises ``Faulty`` where the folder or an option is wrong."""
    from rettvis.cli.input import open_document
    from rettvis.edges.publications import read_publication
    from rettvis.journey.statistics.drivers import SplitMethod, drivers_between

    output = Output(lang, as_json)
    with collector_paused():
        publication = read_publication(folder, open_document)
        if method not in list(SplitMethod):
            raise Faulty([unknown_name("--method", method, [str(one) for one in SplitMethod])])
        pairs = _pairs(publication.figures, start, end)
        splits = [
            drivers_between(publication.figures, one, other, SplitMethod(method), publication.ranks)
            for one, other in pairs
        ]
    data = {
        "method": method,
        "pairs": [_data(pair, split) for pair, split in zip(pairs, splits, strict=True)],
    }
    output.answer(data, *_readable(output, pairs, splits, SplitMethod(method).label))
    return DONE


def _pairs(figures: "Figures", start: str, end: str) -> list[tuple["PlaceYear", "PlaceYear"]]:
    """What was asked for, or each place over time and each pair of places."""
    from rettvis.journey.statistics.drivers.pairs import between_places, over_time

    if not start and not end:
        return over_time(figures) + between_places(figures)
    faults = []
    read = []
    for option, text in (("--from", start), ("--to", end)):
        found = _place_year(figures, option, text)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            read.append(found)
    if faults:
        raise Faulty(faults)
    return [(read[0], read[1])]


def _place_year(figures: "Figures", option: str, text: str) -> "PlaceYear | Fault":
    from rettvis.journey.statistics.drivers import PlaceYear
    from rettvis.journey.statistics.municipality import place_number

    place, mark, year = text.rpartition(":")
    if not mark or not (year.isascii() and year.isdigit() and len(year) == 4):
        message = sentence("Write a place and a year, as {example}.", example="3209:2020")
        return Fault(option, message)
    number = figures.numbers.get(place.casefold(), place_number(place))
    if number not in figures.places:
        return unknown_name(option, place, list(figures.places.values()))
    if int(year) not in figures.years:
        years = [str(one) for one in figures.years]
        return Fault(
            option,
            sentence("There are no figures for {year}. The years are {years}.", year=year, years=years),
        )
    return PlaceYear(number, figures.places[number], int(year))


def _data(pair: tuple["PlaceYear", "PlaceYear"], split: "Split") -> Mapping[str, Any]:
    """One difference as a document: every amount exact."""
    start, end = pair
    return {
        "from": {"place": start.name, "number": start.number, "year": start.year},
        "to": {"place": end.name, "number": end.number, "year": end.year},
        "split": [
            {
                "whole": str(one.whole),
                "before": one.before,
                "after": one.after,
                "difference": one.difference,
                "parts": [
                    {"factor": part.factor, "group": part.group, "amount": part.amount} for part in one.parts
                ],
            }
            for one in split.found
        ],
        "not_computed": list(split.left_out),
    }


def _readable(
    output: Output, pairs: list[tuple["PlaceYear", "PlaceYear"]], splits: list["Split"], method: Sentence
) -> list[Any]:
    """A table for each difference, then what could not be computed, said once."""
    if not pairs:
        return [sentence("There are no two years or places with both users and hours to compare.")]
    shown = [_table(output, one) for split in splits for one in split.found]
    left_out = list(dict.fromkeys(why.say(output.language) for split in splits for why in split.left_out))
    told = [sentence("{text}", text=text) for text in left_out]
    return [
        *shown,
        *told,
        sentence("Method: {method}. The parts add up to the difference.", method=method),
    ]


def _table(output: Output, one: "Drivers") -> Any:
    from rettvis.journey.statistics.drivers import FACTOR_WORDS
    from rettvis.journey.statistics.drivers.shown import driver_rows, percents_of, whole_shown

    rows = [(Sentence(FACTOR_WORDS[factor]), amount, share) for factor, amount, share in driver_rows(one)]
    title = sentence(
        "{whole}: from {start} to {end}", whole=one.whole.label, start=str(one.start), end=str(one.end)
    )
    columns = [
        sentence("What it comes from"),
        sentence("Part of the difference"),
        sentence("In percent of the start"),
    ]
    last = (sentence("Difference"), whole_shown(one), percents_of([one.difference], one.before)[0])
    return output.table(columns, [*rows, last], title)
