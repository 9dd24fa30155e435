"""Reads JSON strictly: numbers exact, no key twice."""

import json
from decimal import Decimal
from typing import Any

from rettvis.edges.given.document import DEEPEST, MOST_VALUES, Document, plain_value, refused, too_many_values
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence


class JsonReader:
    """Reads one JSON text strictly, with numbers exact."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.names = 0

    def read(self, text: str) -> Document:
        """The document with its faults; raises Faulty where nothing of it can be read."""
        try:
            data = json.loads(
                text,
                object_pairs_hook=self._object,
                parse_int=self._number,
                parse_float=self._number,
                parse_constant=self._number,
            )
        except json.JSONDecodeError as error:
            message = sentence(
                "The file is not JSON that can be read. Look at commas and quotation marks here."
            )
            raise refused(f"{self.file}:{error.lineno}", message) from None
        except RecursionError:
            raise refused(
                self.file, sentence("The file has more than {deepest} levels.", deepest=DEEPEST)
            ) from None
        if not isinstance(data, dict):
            raise refused(self.file, sentence("The file must hold names with values, as in “name: value”."))
        return Document(self.file, data, faults=tuple(self.faults))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        self.names += len(pairs)
        if self.names * 2 > MOST_VALUES:
            raise refused(self.file, too_many_values())
        for key, value in pairs:
            if key in values:
                message = sentence("“{name}” is written twice. Keep one of them.", name=key)
                self.faults.append(Fault(self.file, message))
            values[key] = value
        return values

    def _number(self, text: str) -> int | Decimal | None:
        value = plain_value(text)
        if isinstance(value, (int, Decimal)):
            return value
        self.faults.append(
            Fault(self.file, sentence("“{text}” is not a number that can be used.", text=text))
        )
        return None
