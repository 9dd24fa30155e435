"""The official examples and rule tests, where the folder of standards is at hand beside the checkout."""

import os
from pathlib import Path

import pytest
from lxml import etree

from rettvis.edges.e_invoice import Rules, receive
from rettvis.edges.e_invoice.rules import PEPPOL
from rettvis.rulekit.faults import Faulty
from tests.edges.e_invoice.made import invoice
from tests.edges.e_invoice.test_receiving import DAY

FOLDERS = [
    Path(os.environ.get("RETTVIS_STANDARDS", "")),
    Path(__file__).parents[4] / "shared/reference/standards",
]
STANDARDS = next((folder for folder in FOLDERS if (folder / "peppol-bis-billing").is_dir()), None)

official = pytest.mark.skipif(
    STANDARDS is None,
    reason="the official rules may not be repackaged: name their folder with RETTVIS_STANDARDS",
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    assert STANDARDS is not None
    return Rules(STANDARDS / "peppol-bis-billing" / "sch")


def examples(pattern: str) -> list[Path]:
    return sorted(STANDARDS.glob(pattern)) if STANDARDS else []


@official
@pytest.mark.parametrize(
    "path",
    [
        *examples("peppol-bis-billing/examples/*.xml"),
        *examples("ehf-norway/*.xml"),
        *examples("en16931/BIS3*"),
    ],
    ids=lambda path: path.name,
)
def test_an_official_example_breaks_no_rule(rules: Rules, path: Path) -> None:
    one = receive(path.read_bytes(), path.name, rules, DAY)
    assert one.valid
    assert not one.findings
    assert one.invoice.lines
    assert one.invoice.payable is not None


@official
def test_an_example_of_the_european_standard_breaks_what_peppol_adds(rules: Rules) -> None:
    assert STANDARDS is not None
    content = (STANDARDS / "en16931" / "ubl-tc434-creditnote1.xml").read_bytes()
    one = receive(content, "creditnote.xml", rules, DAY)
    found = [finding.id for finding in one.findings]
    assert found == ["PEPPOL-EN16931-R004", "PEPPOL-COMMON-R044", "PEPPOL-COMMON-R044"]
    assert any(name.startswith(PEPPOL) for name in one.rule_sets)


def unit_tests() -> list[tuple[str, str, bool, bytes]]:
    """Each official test: its name, the rule, whether the rule is to be broken, and the document."""
    found = []
    for path in examples("peppol-bis-billing/unit-NO/*.xml"):
        root = etree.parse(path).getroot()
        names = {"v": "http://difi.no/xsd/vefa/validator/1.0"}
        for test in root.iterfind("v:test", names):
            document = next(one for one in test if one.tag != f"{{{names['v']}}}assert")
            for wanted in test.iterfind("v:assert/*", names):
                broken = etree.QName(wanted).localname != "success"
                name = f"{path.stem}-{test.get('id')}"
                found.append((name, wanted.text.strip(), broken, etree.tostring(document)))
    return found


@official
@pytest.mark.parametrize(
    ("name", "rule", "broken", "document"), unit_tests(), ids=lambda value: str(value)[:20]
)
def test_the_official_tests_of_the_norwegian_rules(
    rules: Rules, name: str, rule: str, broken: bool, document: bytes
) -> None:
    found = {finding.id for finding in rules.tried(etree.fromstring(document)).findings}
    assert (rule in found) == broken, name


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match="RETTVIS_EHF_RULES"):
        Rules(tmp_path)


@pytest.mark.parametrize(
    "schema",
    [
        "<schema",
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt1"/>',
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><include/></schema>',
    ],
)
def test_rules_that_cannot_be_read_are_refused_and_not_left_out(tmp_path: Path, schema: str) -> None:
    (tmp_path / "egne.sch").write_text(schema, encoding="utf-8")
    with pytest.raises(Faulty, match=r"egne\.sch"):
        Rules(tmp_path)


def test_rules_of_ones_own_are_run_beside_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "egne.sch").write_text(
        """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
        <!-- release 1.2 -->
        <ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>
        <let name="wanted" value="'F'"/>
        <pattern><rule context="cbc:ID[starts-with(., 'F')]"><let name="own" value="string(.)"/>
        <assert id="OWN-1" flag="warning" test="$own = $wanted">The number is <value-of select="$own"/> in
        <name/>.</assert></rule>
        <rule context="cbc:ID"><report id="OWN-2" test="starts-with(., 'F')">never: the first rule counts
        </report></rule></pattern></schema>""",
        encoding="utf-8",
    )
    rules = Rules(tmp_path)
    one = receive(invoice(), "faktura.xml", rules, DAY)
    assert [(finding.id, finding.severity, finding.message) for finding in one.findings] == [
        ("OWN-1", "warning", "The number is F-2026-17 in cbc:ID.")
    ]
    assert one.findings[0].location == "/Invoice[1]/cbc:ID[1]"
    assert one.valid
    assert [name.split()[0] for name in one.rule_sets] == ["UBL", "CEN", "egne"]
