"""``printed.csv``: what a publication printed as calculated from its observations."""

from rettvis.edges.publications.places import PlaceNames
from rettvis.edges.publications.table import Record, Table
from rettvis.journey.statistics.municipality import place_number
from rettvis.journey.statistics.printed import KINDS, OF_TWO, OVER_TIME, PrintedFigure
from rettvis.rulekit.faults import unknown_name
from rettvis.rulekit.wording import sentence

REQUIRED = ("place", "kind", "measure", "other", "group", "year", "base_year", "printed", "decimals")
OPTIONAL = ("place_number", "unit", "printed_in")
MOST_DECIMALS = 9


def read_printed(table: Table, names: PlaceNames) -> list[PrintedFigure]:
    """Every printed figure that can be read; the rest are faults of the table."""
    if not table.check_columns(REQUIRED, OPTIONAL):
        return []
    table.settle_marks(("printed",))
    numbers = names.numbers()
    found = (_figure(record, numbers) for record in table.records())
    return [one for one in found if one is not None]


def _figure(record: Record, numbers: dict[str, list[str]]) -> PrintedFigure | None:
    place = record.needed("place")
    kind = next((one for one in KINDS if one == record.text("kind")), None)
    if kind is None:
        record.table.faults.append(unknown_name(f"{record.place} kind", record.text("kind"), KINDS))
    measure, group = record.needed("measure"), record.needed("group")
    year = record.year("year")
    base_year = record.year("base_year", needed=False)
    if kind in OVER_TIME and not record.text("base_year"):
        record.fault("base_year", sentence("{kind} needs a base year. Fill in the column.", kind=str(kind)))
    if kind in OF_TWO and not record.text("other"):
        record.fault("other", sentence("{kind} needs a second measure. Fill in the column.", kind=str(kind)))
    printed = record.number("printed")
    decimals = _decimals(record, printed.decimals)
    number = _number(record, place, numbers)
    if printed.value is None and record.sound:
        record.fault("printed", sentence("This must be filled in."))
    if not record.sound or kind is None or year is None or printed.value is None:
        return None
    return PrintedFigure(
        place,
        number,
        kind,
        measure,
        record.text("other") if kind in OF_TWO else "",
        group,
        year,
        base_year if kind in OVER_TIME else None,
        printed.value,
        decimals,
        record.text("unit"),
        record.text("printed_in"),
        record.place,
    )


def _decimals(record: Record, written: int) -> int:
    """How many decimals were printed; as many as are written where the column is empty."""
    text = record.text("decimals")
    if not text:
        return written
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_DECIMALS):
        message = sentence("“{text}” is not a number of decimals: a whole number from 0 to 9.", text=text)
        record.fault("decimals", message)
        return written
    if written > int(text):
        message = sentence(
            "The figure has {written:number} decimals, and the column says {decimals:number}.",
            written=written,
            decimals=int(text),
        )
        record.fault("decimals", message)
    return int(text)


def _number(record: Record, place: str, numbers: dict[str, list[str]]) -> str:
    """The number of the place, by its own column or its name; "" where there are no figures for it."""
    given = record.text("place_number")
    if given:
        return place_number(given.zfill(4) if given.isdigit() else given)
    found = numbers.get(place.casefold(), [])
    if len(found) > 1:
        message = sentence(
            "There are several places with the name {place}: {numbers}. Add the column place_number.",
            place=place,
            numbers=found,
        )
        record.fault("place", message)
    return found[0] if found else ""
