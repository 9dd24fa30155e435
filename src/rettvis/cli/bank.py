"""``rettvis bank CASE``: the hour bank of a person, with the figures that the page shows."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.input import read_date
from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import MINUS, MONTHS, N_, sentence

if TYPE_CHECKING:
    from datetime import date

    from rettvis.web.hourbank.answers import BankAnswer
    from rettvis.web.hourbank.shown import BankShown

By = Annotated[str, typer.Option("--by", metavar="USER", help=N_("Who asks: the user name; it is logged."))]
Demo = Annotated[bool, typer.Option("--demo", help=N_("Read the demonstration’s database."))]


def bank(
    case: Annotated[str, typer.Argument(metavar="CASENUMBER", help=N_("A case of the person."))],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day it is shown on."))] = "",
    as_known: Annotated[
        str, typer.Option("--as-known", metavar="DATE", help=N_("With what was known when this day ended."))
    ] = "",
    year: Annotated[
        int, typer.Option("--year", min=0, max=2199, help=N_("The calendar year; else that of the day."))
    ] = 0,
    by: By = "",
    demo: Demo = False,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Print every bank of the person; raises ``Faulty`` for what cannot be read or may not be seen."""
    days = {place: read_date(text, place) for place, text in (("--on", on), ("--as-known", as_known)) if text}
    faults = [day for day in days.values() if isinstance(day, Fault)]
    if year and not year >= 2000:
        faults.append(Fault("--year", sentence("Write a year from 2000.")))
    if faults:
        raise Faulty(faults)
    open_for(demo)
    from rettvis.web.hourbank.answers import bank_answer, today_here

    with database_faults():
        found = bank_answer(
            case, by, _day(days, "--on"), _day(days, "--as-known"), year or None, today_here()
        )
    output = Output(lang, as_json)
    output.answer(_data(found), *_readable(output, found))
    return SOMETHING_WRONG if any(one.discrepancies for one in found.banks) else DONE


def open_for(demo: bool) -> None:
    """Open the installation, or the demonstration."""
    if demo:
        from rettvis.cli.demo import use_demo

        use_demo()
    open_installation()


def clock_hours(minutes: int | None) -> str:
    """Minutes as hours and minutes in the narrow column of a table: ``12:30``; a dash for None."""
    if minutes is None:
        return "–"
    hours, rest = divmod(abs(minutes), 60)
    return f"{MINUS if minutes < 0 else ''}{hours}:{rest:02d}"


def _day(days: "Mapping[str, date | Fault]", place: str) -> "date | None":
    found = days.get(place)
    return None if isinstance(found, Fault) else found


def _data(found: "BankAnswer") -> Mapping[str, Any]:
    """The answer as a document, in whole minutes; the keys are stable."""
    return {
        "case": found.case,
        "year": found.year,
        "on": found.on,
        "as_known": found.as_known,
        "accounts": [_account(one) for one in found.banks],
    }


def _account(one: "BankShown") -> Mapping[str, Any]:
    figures, seen = one.figures, one.forecast
    return {
        "service": one.account.service,
        "title": one.title,
        "granted": figures.given,
        "granted_so_far": figures.so_far,
        "used": figures.used,
        "planned": figures.planned,
        "settled": figures.settled,
        "left": figures.left,
        "days_left": figures.days_left,
        "settled_on": one.settled_on,
        "months": [
            {
                "month": f"{month.first:%Y-%m}",
                "granted": month.granted,
                "brought": month.brought,
                "used": month.used,
                "left": month.left,
            }
            for month in one.months
        ],
        "forecast": None
        if seen is None or seen.left is None
        else {"left": seen.left, "least": seen.least, "most": seen.most, "words": list(seen.words)},
        "discrepancies": [{"day": fault.day, "message": fault.message} for fault in one.discrepancies],
    }


def _readable(output: Output, found: "BankAnswer") -> Iterator[Any]:
    if not found.banks:
        yield sentence("There are no hours in {year}.", year=str(found.year))
    if found.as_known is not None:
        yield sentence("This is what was known when {day:date} ended.", day=found.as_known)
    for one in found.banks:
        figures = one.figures
        yield sentence("{title}, on {day:date}:", title=one.title, day=figures.day)
        yield from one.headline
        columns = [sentence("Month"), sentence("The days give"), sentence("Brought in or settled")]
        columns += [sentence("Used"), sentence("Left when the month ended")]
        yield output.table(columns, list(_months(one, output.language)))
        yield from one.foreseen
        yield from () if one.forecast is None else one.forecast.words
        for fault in one.discrepancies:
            yield sentence("{day:date}: {message}", day=fault.day, message=fault.message)


def _months(one: "BankShown", language: str) -> Iterator[tuple[Any, ...]]:
    hours = clock_hours
    for month in one.months:
        name = MONTHS[language][month.first.month - 1]
        yield name, hours(month.granted), hours(month.brought), hours(month.used), hours(month.left)
    figures = one.figures
    brought = sum(month.brought for month in one.months)
    granted = sum(month.granted for month in one.months)
    yield sentence("The year"), hours(granted), hours(brought), hours(figures.used), hours(figures.left)
