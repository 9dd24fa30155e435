"""One row of a table while it is read: its cells by the profile's names, and every fault of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rettvis.edges.identity import NEW_FORM_FROM, is_synthetic, national_id_fault
from rettvis.edges.publications.table import Table
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence


@dataclass
class Row:
    """``places``: where each column's cell stands. ``sound``: nothing is wrong with the row so far."""

    table: Table
    line: int
    places: Mapping[str, int]
    cells: Sequence[str]
    sound: bool = field(default=True, kw_only=True)

    @property
    def found_at(self) -> str:
        """The file and the line."""
        return f"{self.table.file}:{self.line}"

    def fault(self, column: str, message: Sentence) -> None:
        """Something is wrong with a cell: it is told with all the table's faults."""
        self.table.faults.append(Fault(f"{self.found_at} {column}", message))
        self.sound = False

    def text(self, column: str) -> str:
        """What stands in the column; nothing where the table has no such column."""
        place = self.places.get(column)
        return "" if place is None else self.cells[place].strip()

    def needed(self, column: str) -> str:
        """The same; it is a fault where nothing stands."""
        text = self.text(column)
        if not text:
            self.fault(column, sentence("This must be filled in."))
        return text

    def reference(self, column: str) -> str:
        """A reference to somebody, which is never a national identity number."""
        text = self.needed(column)
        if is_national_id(text):
            message = sentence(
                "This is a national identity number, and is not taken in. Use the reference that the "
                "municipality has given."
            )
            self.fault(column, message)
        return text


def is_national_id(text: str) -> bool:
    """Whether a text is somebody's national identity number."""
    digits = text.replace(" ", "")
    if len(digits) != 11 or not (digits.isascii() and digits.isdigit()):
        return False
    return any(
        national_id_fault(digits, synthetic=is_synthetic(digits), on=on) is None
        for on in (date(2026, 1, 1), NEW_FORM_FROM)
    )
