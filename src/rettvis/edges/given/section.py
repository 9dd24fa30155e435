"""One group of names and values in a file, read value by value; every fault is kept with its place."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from rettvis.edges.given.document import Document
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import Sentence, sentence

C = TypeVar("C", bound=str)

_NUMBER = re.compile(r"(-|−)?([0-9]{1,9})(?:[.,]([0-9]{1,9})|/([0-9]{1,9}))?")


class Section:
    """The mapping at ``path`` of a document. Faults go into ``faults``, shared by all sections of a file."""

    def __init__(self, document: Document, path: str, data: Mapping[str, Any], faults: list[Fault]) -> None:
        self.document = document
        self.path = path
        self.data = data
        self.faults = faults

    def place(self, name: str = "") -> str:
        """Where ``name`` stands in the file; the section itself when ``name`` is not written there."""
        full = ".".join(part for part in (self.path, name) if part)
        line = self.document.lines.get(full) or self.document.lines.get(self.path)
        where = self.document.file if line is None else f"{self.document.file}:{line}"
        return f"{where} {full}".rstrip()

    def fault(self, name: str, message: Sentence) -> None:
        """Keep one fault of the value ``name``."""
        self.faults.append(Fault(self.place(name), message))

    def has(self, name: str) -> bool:
        """``name`` is written and not empty."""
        return self.data.get(name) is not None

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """A fault for every name that is not known, with the nearest one."""
        names = tuple(known)
        for name, value in self.data.items():
            if name.isdigit() and value is None:
                message = sentence(
                    'A number with a decimal comma must stand in quotation marks here: "2,5". Or write 2.5.'
                )
                self.fault(name, message)
            elif name not in names:
                self.faults.append(unknown_name(self.place(name), name, names))

    def text(self, name: str) -> str:
        """A text; empty when absent."""
        value = self.data.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        self.fault(name, sentence("“{value}” is not text. Put it in quotation marks.", value=str(value)))
        return ""

    def yes_no(self, name: str) -> bool | None:
        """Yes, no, or ``None`` when absent."""
        value = self.data.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.fault(name, sentence("“{value}” is not yes or no. Write true or false.", value=str(value)))
        return None

    def choice(self, name: str, choices: Iterable[C]) -> C | None:
        """One of ``choices`` (an enumeration or texts), or ``None`` when absent."""
        known = {str(choice): choice for choice in choices}
        value = self.data.get(name)
        if value is None:
            return None
        if str(value) not in known:
            self.faults.append(unknown_name(self.place(name), str(value), known))
        return known.get(str(value))

    def number(self, name: str) -> Fraction | None:
        """An exact number: 7, 2.5, "2,5" or 1/3; ``None`` when absent or not a number."""
        value = self.data.get(name)
        exact = exact_number(value)
        if value is not None and exact is None:
            message = sentence(
                "“{value}” is not a number. Write it with digits, as 7, 2,5 or 1/3.", value=str(value)
            )
            self.fault(name, message)
        return exact

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number from ``least`` to ``most``, or ``None``."""
        number = self.number(name)
        if number is None:
            return None
        if number.denominator == 1 and least <= number <= most:
            return number.numerator
        message = sentence(
            "“{value}” is not a whole number from {least} to {most}.",
            value=str(self.data[name]),
            least=least,
            most=most,
        )
        self.fault(name, message)
        return None

    def read(self, name: str, reader: Callable[[Any, str], int | Fault]) -> int | None:
        """A value by a reader that gives a whole number or a fault; ``None`` when absent."""
        if not self.has(name):
            return None
        written = self.data[name]
        value = reader(written if isinstance(written, (int, Decimal)) else str(written), self.place(name))
        if isinstance(value, Fault):
            self.faults.append(value)
            return None
        return value

    def day(self, name: str) -> date | None:
        """A date, or ``None``."""
        value = self.data.get(name)
        if value is None or isinstance(value, date):
            return value
        message = sentence("“{text}” is not a date. Write it as 2026-07-01 or 1.7.2026.", text=str(value))
        self.fault(name, message)
        return None

    def texts(self, name: str) -> list[str]:
        """The texts of the list under ``name``; empty when absent."""
        value = self.data.get(name)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return value
        self.fault(name, sentence("Here there must be a list of texts, as [dinner, leisure]."))
        return []

    def section(self, name: str) -> "Section | None":
        """The mapping under ``name``, or ``None``."""
        value = self.data.get(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault(name, sentence("Here there must be names with values, as in “name: value”."))
            return None
        return Section(self.document, ".".join(filter(None, (self.path, name))), value, self.faults)

    def sections(self, name: str) -> "list[Section]":
        """The mappings of the list under ``name``; empty when absent."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(name, sentence("Here there must be a list, each line starting with “-”."))
            return []
        path = ".".join(filter(None, (self.path, name)))
        found = []
        for number, part in enumerate(value, start=1):
            if isinstance(part, Mapping):
                found.append(Section(self.document, f"{path}.{number}", part, self.faults))
            else:
                message = sentence("Here there must be names with values, as in “name: value”.")
                self.fault(f"{name}.{number}", message)
        return found


def exact_number(value: Any) -> Fraction | None:
    """What is written as a number, exactly; ``None`` for everything else (also true and false)."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    written = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if written is None or (written[4] and not int(written[4])):
        return None
    decimals = written[3] or ""
    number = Fraction(int(written[2] + decimals), 10 ** len(decimals)) / int(written[4] or 1)
    return -number if written[1] else number
