"""A mapping form as a YAML file that a municipality can share, and back; each fault with its line and mend.

The file has ``kind``, ``group``, ``title`` and ``rows`` with the names of the code; texts are by language.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from rettvis.edges.typed_reading import Reader
from rettvis.journey.assessment import FormRow, LocalWords, MappingForm
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

LARGEST = 200_000
DEEPEST = 6
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LANGUAGES = ("nb", "nn", "en")


def write_form(form: MappingForm) -> str:
    """The form as YAML, read back by :func:`read_form` to the same form."""
    content = {
        "kind": form.kind.value,
        "group": form.group.value,
        "title": _by_language(form.title),
        "rows": [_row(row) for row in form.rows],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def read_form(text: str, file: str) -> MappingForm:
    """The form of a YAML text. Raises ``Faulty`` with every fault; each place is ``file:line``."""
    if len(text) > LARGEST:
        message = sentence(
            "The text is {length:number} characters. Shorten it to at most {longest:number}.",
            length=len(text),
            longest=LARGEST,
        )
        raise Faulty([Fault(file, message)])
    nodes = _Nodes(file)
    raw = nodes.read(text)
    if nodes.faults:
        raise Faulty(nodes.faults)
    reader = Reader("")
    form = reader.read(MappingForm, _with_keys(raw), "")
    faults = [Fault(nodes.line_of(fault.place), fault.message) for fault in reader.faults]
    if faults:
        raise Faulty(faults)
    return form  # type: ignore[no-any-return]


def place_in_file(form: MappingForm, text: str, file: str, place: str) -> str:
    """The line of a fault that was found in the form itself (``rows.<key>.nb``)."""
    nodes = _Nodes(file)
    nodes.read(text)
    parts = place.split(".")
    if parts[0] == "rows" and len(parts) > 1:
        number = next((number for number, row in enumerate(form.rows, 1) if row.key == parts[1]), 0)
        parts[1] = str(number)
        if parts[2:] and parts[2] in _LANGUAGES:
            parts.insert(2, "words")
    return nodes.line_of(".".join(parts))


class _Nodes:
    """Walks the nodes of one YAML text: plain values, the line of each, and what cannot be used."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[str, int] = {"": 1}
        self.faults: list[Fault] = []

    def read(self, text: str) -> Any:
        """The text as mappings, lists and values; ``faults`` holds what was wrong."""
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                if isinstance(event, yaml.AliasEvent):
                    self._fault(event, sentence("Write the value out: “*” and “&” cannot be used here."))
            if self.faults:
                return None
            node = yaml.compose(text, Loader=_LOADER)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{self.file}:{mark.line + 1}" if mark else self.file
            message = sentence("This is not YAML. Look at indentation, colons and quotation marks here.")
            self.faults.append(Fault(place, message))
            return None
        if not isinstance(node, yaml.MappingNode):
            message = sentence("The file must begin with names, as “kind: checklist”.")
            self.faults.append(Fault(f"{self.file}:1", message))
            return None
        return self._value(node, "", 0)

    def line_of(self, place: str) -> str:
        """Where ``place`` stands, or the nearest thing around it that does."""
        parts = place.strip(".").split(".")
        while parts and ".".join(parts) not in self.lines:
            parts.pop()
        return f"{self.file}:{self.lines['.'.join(parts)]}"

    def _value(self, node: yaml.Node, place: str, depth: int) -> Any:
        if depth > DEEPEST:
            self._fault(node, sentence("There are too many levels here. Move this to the left."))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            return [
                self._placed(part, f"{place}.{number}", depth) for number, part in enumerate(node.value, 1)
            ]
        return self._plain(node)

    def _mapping(self, node: yaml.MappingNode, place: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self._fault(key, sentence("“{name}” is written twice. Keep one of them.", name=name))
            own = f"{place}.{name}".lstrip(".")
            self.lines.setdefault(own, key.start_mark.line + 1)
            found[name] = self._value(value, own, depth + 1)
        return found

    def _placed(self, node: yaml.Node, place: str, depth: int) -> Any:
        self.lines[place] = node.start_mark.line + 1
        return self._value(node, place, depth + 1)

    def _plain(self, node: yaml.Node) -> Any:
        """Texts as they stand; only true, false and nothing mean something else."""
        quoted = getattr(node, "style", None)
        known = {"true": True, "false": False, "": None, "null": None, "~": None}
        return node.value if quoted else known.get(node.value, node.value)

    def _fault(self, part: Any, message: Sentence) -> None:
        self.faults.append(Fault(f"{self.file}:{part.start_mark.line + 1}", message))


def _with_keys(raw: Any) -> Any:
    """Rows without a key get one from their place, so that a form may be written without keys."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("rows"), list):
        return raw
    rows = [
        {"key": f"row-{number}", **row} if isinstance(row, Mapping) else row
        for number, row in enumerate(raw["rows"], 1)
    ]
    return {**raw, "rows": rows}


def _by_language(words: LocalWords) -> dict[str, str]:
    return {code: text for code in _LANGUAGES if (text := getattr(words, code))}


def _row(row: FormRow) -> dict[str, Any]:
    found: dict[str, Any] = {"key": row.key, "words": _by_language(row.words)}
    if row.help:
        found["help"] = _by_language(row.help)
    if row.kind:
        found["kind"] = row.kind.value
    if row.part:
        found["part"] = row.part.value
    if row.required:
        found["required"] = True
    return found
