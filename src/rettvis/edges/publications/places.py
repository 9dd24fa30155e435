"""The names and numbers of places in one publication: each number has one name."""

from rettvis.edges.publications.table import Record
from rettvis.journey.statistics.municipality import place_number
from rettvis.rulekit.wording import sentence

NUMBER_COLUMNS = ("place_number", "municipality_number")
NAME_COLUMNS = ("place", "municipality")


class PlaceNames:
    """What the tables of one publication call their places."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        self._seen: set[tuple[str, str]] = set()

    def read(self, record: Record) -> tuple[str, str]:
        """The number and name of a row's place; a number of three digits has lost its first zero."""
        number_column, name_column = _columns(record)
        number, name = record.needed(number_column), record.needed(name_column)
        if (number, name) in self._seen:
            return number, name
        if len(number) == 3 and number.isascii() and number.isdigit():
            number = f"0{number}"
        first, where = self._names.setdefault(place_number(number), (name, record.place))
        if name and number and name.casefold() != first.casefold():
            message = sentence(
                "Number {number} is {name} here, and {first} in {where}. Correct one of them.",
                number=number,
                name=name,
                first=first,
                where=where,
            )
            record.fault(name_column, message)
        elif name and number:
            self._seen.add((number, name))
        return number, name

    def numbers(self) -> dict[str, list[str]]:
        """The numbers of every name, in small letters."""
        found: dict[str, list[str]] = {}
        for number, (name, _) in self._names.items():
            found.setdefault(name.casefold(), []).append(number)
        return found


def _columns(record: Record) -> tuple[str, str]:
    """What the columns of number and name are called in this table."""
    for columns in zip(NUMBER_COLUMNS, NAME_COLUMNS, strict=True):
        if columns[0] in record.index:
            return columns
    return NUMBER_COLUMNS[0], NAME_COLUMNS[0]
