"""Reads what a person gives: YAML, JSON and dates; every fault with its file and line, nothing guessed.

Text is read as YAML 1.2 would read it, with two differences: "yes" and "no" are answers, and a plain
date is a date. So 0301 and 7:30 stay text, and a number with a point is exact (never a float). Aliases
are refused (a small file could grow to any size), and so is a key that is written twice.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

LARGEST = 1024 * 1024
"""The largest file that is read, in bytes; a case is a few kilobytes."""
DEEPEST = 40
"""How many levels the content of a file may have."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE, _FALSE = {"true", "yes"}, {"false", "no"}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


@dataclass(frozen=True)
class Document:
    """The content of one file, and the line where each name stands."""

    file: str
    data: dict[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, name: str = "") -> str:
        """Where ``name`` (dots for nesting) stands: ``facts.yaml:7 minutes.respite``."""
        line = self.lines.get(name)
        where = self.file if line is None else f"{self.file}:{line}"
        return f"{where} {name}".rstrip()


def read_document(path: Path) -> Document:
    """The names and values of a YAML or JSON file; raises :class:`Faulty` with every fault found."""
    text = _text(path)
    if path.suffix.lower() == ".json":
        return _JsonReader(path.name).read(text)
    return _YamlReader(path.name).read(text)


def read_date(text: str, place: str) -> date | Fault:
    """A date written 2026-07-01 or 1.7.2026; a fault that shows both forms otherwise."""
    day_first = _DAY_FIRST.fullmatch(text.strip())
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day)
        if _ISO_DATE.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        return Fault(place, sentence("The calendar has no date “{text}”.", text=text))
    message = sentence("“{text}” is not a date. Write it as 2026-07-01 or 1.7.2026.", text=text)
    return Fault(place, message)


def _text(path: Path) -> str:
    """The text of a file that is not too large; its size is looked at before it is read."""
    try:
        if path.is_dir():
            raise _refused(path.name, sentence("This is a folder. Give the name of a file."))
        size = path.stat().st_size
        if size > LARGEST or not path.is_file():
            message = sentence(
                "The file is too large or not an ordinary file: it has {size:number} bytes, and at most "
                "{largest:number} are read.",
                size=size,
                largest=LARGEST,
            )
            raise _refused(path.name, message)
        content = path.read_bytes()
    except FileNotFoundError:
        raise _refused(str(path), sentence("There is no such file.")) from None
    except (OSError, ValueError):
        raise _refused(str(path), sentence("The file cannot be opened for reading.")) from None
    return _decoded(path.name, content)


def _decoded(file: str, content: bytes) -> str:
    """Bytes as UTF-8; the line of the first byte that is something else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = sentence("The text is not UTF-8. Save the file with the encoding UTF-8.")
        raise _refused(f"{file}:{line}", message) from None


def _refused(place: str, message: Sentence) -> Faulty:
    return Faulty([Fault(place, message)])


class _YamlReader:
    """Walks the nodes of one YAML text, gathering values, lines and faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def read(self, text: str) -> Document:
        """The document, or :class:`Faulty`."""
        self._check_events(text)
        node = yaml.compose(text, Loader=_LOADER)
        if not isinstance(node, yaml.MappingNode):
            raise _refused(self.file, sentence("The file must hold names with values, as in “name: value”."))
        data = self._mapping(node, "")
        if self.faults:
            raise Faulty(self.faults)
        return Document(self.file, data, self.lines)

    def _check_events(self, text: str) -> None:
        """Refuse what is not YAML, aliases, more than one document and too many levels."""
        depth = documents = 0
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                documents += isinstance(event, yaml.DocumentStartEvent)
                problem = _structural_problem(event, depth, documents)
                if problem:
                    raise _refused(f"{self.file}:{_line(event)}", problem)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{self.file}:{mark.line + 1}" if mark else self.file
            message = sentence(
                "The file is not YAML that can be read. Look at indentation, colons and quotation marks here."
            )
            raise _refused(place, message) from None

    def _mapping(self, node: yaml.MappingNode, name: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(line, sentence("A name must be plain text."))
                continue
            key = key_node.value
            path = f"{name}.{key}" if name else key
            if key in values:
                self._fault(line, sentence("“{name}” is written twice. Keep one of them.", name=path))
            self.lines.setdefault(path, line)
            values[key] = self._value(value_node, path)
        return values

    def _value(self, node: yaml.Node, path: str) -> Any:
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            self._fault(_line(node), sentence("A tag (a word that starts with “!”) cannot be used here."))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            for number, part in enumerate(node.value, start=1):
                self.lines[f"{path}.{number}"] = _line(part)
            return [self._value(part, f"{path}.{number}") for number, part in enumerate(node.value, start=1)]
        return self._scalar(node)

    def _scalar(self, node: Any) -> Any:
        """Text in quotation marks stays text; plain text may be a number, a date, yes, no or nothing.

        A date that the calendar does not have stays text: whoever wants a date there tells it with the rest.
        """
        if node.style:
            return node.value
        if _ISO_DATE.fullmatch(node.value):
            day = read_date(node.value, self.file)
            return node.value if isinstance(day, Fault) else day
        return plain_value(node.value)

    def _fault(self, line: int, message: Sentence) -> None:
        self.faults.append(Fault(f"{self.file}:{line}", message))


def plain_value(text: str) -> Any:
    """What unquoted text means: nothing, true, false, a whole number, an exact decimal number, or text."""
    if text in {"", "~"} or text.lower() == "null":
        return None
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _line(part: Any) -> int:
    """The line on which an event or a node starts, the first line being 1."""
    return int(part.start_mark.line) + 1


def _structural_problem(event: yaml.Event, depth: int, documents: int) -> Sentence | None:
    """Why a file's structure cannot be used, if so."""
    if isinstance(event, yaml.AliasEvent):
        return sentence("An alias (a word that starts with “*”) cannot be used here. Write the value out.")
    if depth > DEEPEST:
        return sentence("The file has more than {deepest} levels.", deepest=DEEPEST)
    if documents > 1:
        return sentence("The file holds several documents (“---”). Give one file for each.")
    return None


class _JsonReader:
    """Reads one JSON text strictly, with numbers exact."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def read(self, text: str) -> Document:
        """The document, or :class:`Faulty`."""
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
            raise _refused(f"{self.file}:{error.lineno}", message) from None
        except RecursionError:
            raise _refused(
                self.file, sentence("The file has more than {deepest} levels.", deepest=DEEPEST)
            ) from None
        if self.faults:
            raise Faulty(self.faults)
        if not isinstance(data, dict):
            raise _refused(self.file, sentence("The file must hold names with values, as in “name: value”."))
        return Document(self.file, data)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
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
