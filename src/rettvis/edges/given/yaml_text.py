"""Reads YAML strictly: nothing guessed, no aliases, no tags, no key twice."""

import re
from datetime import date
from typing import Any

import yaml

from rettvis.edges.given.document import DEEPEST, MOST_VALUES, Document, plain_value, refused, too_many_values
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class YamlReader:
    """Walks the nodes of one YAML text, gathering values, lines and faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def read(self, text: str) -> Document:
        """The document with its faults; raises Faulty where nothing of it can be read."""
        self._check_events(text)
        node = yaml.compose(text, Loader=_LOADER)
        if not isinstance(node, yaml.MappingNode):
            raise refused(self.file, sentence("The file must hold names with values, as in “name: value”."))
        data = self._mapping(node, "")
        return Document(self.file, data, self.lines, tuple(self.faults))

    def _check_events(self, text: str) -> None:
        """Refuse what is not YAML, aliases, more than one document and too many levels."""
        depth = documents = values = 0
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                documents += isinstance(event, yaml.DocumentStartEvent)
                values += isinstance(event, yaml.ScalarEvent)
                problem = _structural_problem(event, depth, documents)
                problem = too_many_values() if values > MOST_VALUES else problem
                if problem:
                    raise refused(f"{self.file}:{_line(event)}", problem)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{self.file}:{mark.line + 1}" if mark else self.file
            message = sentence(
                "The file is not YAML that can be read. Look at indentation, colons and quotation marks here."
            )
            raise refused(place, message) from None

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
        try:
            is_date = _ISO_DATE.fullmatch(node.value)
            return date.fromisoformat(node.value) if is_date else plain_value(node.value)
        except ValueError:
            return node.value

    def _fault(self, line: int, message: Sentence) -> None:
        self.faults.append(Fault(f"{self.file}:{line}", message))


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
