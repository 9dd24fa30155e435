"""A JSON-stat 2.0 dataset (json-stat.org/full): its dimensions by their own words, its values exact."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

MOST_CELLS = 5_000_000
"""More cells than any table of municipalities has; Statistics Norway gives at most 800,000 at a time."""


@dataclass(frozen=True)
class Dimension:
    """One dimension: its code and label, and the label of each category by its code, in order.

    ``units`` are by category where the dimension says what is measured; ``total`` is the code of the category
    that stands for all the others, where the metadata names it.
    """

    code: str
    label: str
    categories: Mapping[str, str]
    units: Mapping[str, str]
    total: str = ""


@dataclass(frozen=True)
class Dataset:
    """A whole dataset; ``roles`` are codes of dimensions by "time", "geo" and "metric"."""

    file: str
    label: str
    source: str
    updated: date | None
    dimensions: tuple[Dimension, ...]
    roles: Mapping[str, tuple[str, ...]]
    values: "Mapping[int, Any] | list[Any]"
    status: "Mapping[int, str] | list[str] | str"

    def cells(self) -> Iterator[tuple[tuple[str, ...], Any, str]]:
        """Every cell: its category codes in the order of the dimensions, its value or None, its status."""
        codes = product(*(dimension.categories for dimension in self.dimensions))
        for place, found in enumerate(codes):
            yield found, _at(self.values, place), self._status(place)

    def _status(self, place: int) -> str:
        return self.status if isinstance(self.status, str) else str(_at(self.status, place) or "")


def read_dataset(file: str, text: str) -> Dataset:
    """The dataset in ``text``. Raises ``Faulty`` where it is not JSON-stat 2.0, with what is wrong."""
    data = _json(file, text)
    if data.get("class") != "dataset" or not isinstance(data.get("dimension"), dict):
        raise _refused(file, sentence("This is not a JSON-stat dataset. Choose the format json-stat2."))
    codes, sizes = data.get("id"), data.get("size")
    if not isinstance(codes, list) or not isinstance(sizes, list) or len(codes) != len(sizes):
        raise _refused(file, sentence("The dataset does not say its dimensions (“id” and “size”)."))
    cells = 1
    for size in sizes:
        cells *= size if isinstance(size, int) and size > 0 else 0
    if not 0 < cells <= MOST_CELLS:
        message = sentence(
            "The dataset has {cells:number} cells; from one to {most:number} can be read.",
            cells=cells,
            most=MOST_CELLS,
        )
        raise _refused(file, message)
    dimensions = tuple(
        _dimension(file, code, data["dimension"].get(code), size)
        for code, size in zip(codes, sizes, strict=True)
    )
    values = _by_place(data.get("value"))
    if isinstance(values, list) and len(values) != cells:
        message = sentence(
            "The dataset has {found:number} values, and {cells:number} cells.", found=len(values), cells=cells
        )
        raise _refused(file, message)
    roles = data.get("role") if isinstance(data.get("role"), dict) else {}
    return Dataset(
        file=file,
        label=str(data.get("label", "")),
        source=str(data.get("source", "")),
        updated=_day(data.get("updated")),
        dimensions=dimensions,
        roles={str(role): tuple(map(str, found)) for role, found in roles.items() if isinstance(found, list)},
        values=values,
        status=_by_place(data.get("status")) if not isinstance(data.get("status"), str) else data["status"],
    )


def _json(file: str, text: str) -> dict[str, Any]:
    """The document with exact numbers; NaN and the like are refused."""
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        place = f"{file}:{line}" if line else file
        raise _refused(place, sentence("The file is not JSON that can be read.")) from None
    return data if isinstance(data, dict) else {}


def _no_number(text: str) -> None:
    raise ValueError(text)


def _dimension(file: str, code: Any, content: Any, size: int) -> Dimension:
    """One dimension; its categories in the order of their index."""
    category = content.get("category") if isinstance(content, dict) else None
    if not isinstance(category, dict):
        raise _refused(f"{file} {code}", sentence("The dimension has no categories."))
    index, labels = category.get("index"), category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    if isinstance(index, dict):
        ordered = sorted(index, key=lambda one: index[one] if isinstance(index[one], int) else -1)
    else:
        ordered = list(index) if isinstance(index, list) else list(labels)
    if len(ordered) != size or len(set(map(str, ordered))) != size:
        message = sentence(
            "The dimension has {found:number} categories, and should have {size:number}.",
            found=len(ordered),
            size=size,
        )
        raise _refused(f"{file} {code}", message)
    units = category.get("unit") if isinstance(category.get("unit"), dict) else {}
    extension = content.get("extension") if isinstance(content.get("extension"), dict) else {}
    return Dimension(
        code=str(code),
        label=str(content.get("label") or code),
        categories={str(one): str(labels.get(one, one)) for one in ordered},
        units={str(one): str(unit.get("base", "")) for one, unit in units.items() if isinstance(unit, dict)},
        total=str(extension.get("eliminationValueCode") or ""),
    )


def _by_place(found: Any) -> Any:
    """Values or status by place in the cube: a list as it stands, an object by its whole numbers."""
    if isinstance(found, dict):
        return {int(place): value for place, value in found.items() if str(place).isdecimal()}
    return found if isinstance(found, list) else {}


def _at(found: Any, place: int) -> Any:
    if isinstance(found, list):
        return found[place] if place < len(found) else None
    return found.get(place)


def _day(text: Any) -> date | None:
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).date()
    except ValueError:
        return None


def _refused(place: str, message: Sentence) -> Faulty:
    return Faulty([Fault(place, message)])
