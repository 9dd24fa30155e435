"""E-invoices read safely: what is understood, what is told, and what is refused in a sentence."""

from base64 import b64encode
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import typst
import xlsxwriter

from rettvis.edges.e_invoice import ReceivedInvoice, Rules, read_file, receive
from rettvis.edges.e_invoice.attachments import as_given
from rettvis.edges.e_invoice.personal import HIDDEN
from rettvis.edges.e_invoice.xml_file import LARGEST
from rettvis.edges.identity import synthetic_national_ids
from rettvis.journey.invoices import InvoiceKind
from rettvis.rulekit.faults import Faulty
from tests.edges.e_invoice.made import invoice

DAY = date(2026, 11, 22)
NUMBER = next(iter(synthetic_national_ids(date(1990, 5, 17))))
TIMESHEET = "ZGF0bztzdGFydDtzbHV0dDttaW51dHRlcjthc3Npc3RlbnRfaWQKMjAyNi0xMC0wMTswODowMDsxMjowMDsyNDA7QTE3Cg=="


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules()


def received(rules: Rules, *changes: tuple[str, str]) -> ReceivedInvoice:
    return receive(invoice(*changes), "faktura.xml", rules, DAY)


def codes(one: ReceivedInvoice) -> list[str]:
    return [remark.code for remark in one.remarks]


def refusal(content: bytes, rules: Rules) -> str:
    with pytest.raises(Faulty) as refused:
        receive(content, "faktura.xml", rules, DAY)
    (fault,) = refused.value.faults
    return fault.say("en")


def test_an_invoice_is_read_line_by_line(rules: Rules) -> None:
    one = received(rules)
    assert one.valid
    assert not one.findings
    assert not one.remarks
    assert (one.invoice.kind, one.invoice.number, one.invoice.payable) == (
        InvoiceKind.INVOICE,
        "F-2026-17",
        Decimal("83688.60"),
    )
    first = one.invoice.lines[0]
    assert (first.quantity, first.price, first.amount) == (
        Decimal("120.5"),
        Decimal("552.40"),
        Decimal("66564.20"),
    )
    assert (first.first, first.last, first.in_hours) == (date(2026, 10, 1), date(2026, 10, 31), True)
    assert one.invoice.seller.organisation_number == "310000000"
    assert one.invoice.attached[0].content.startswith(b"dato;start")


def test_the_rule_sets_say_which_version_was_run(rules: Rules) -> None:
    assert rules.names[0] == "UBL 2.1"
    assert rules.names[1].startswith("CEN EN 16931 1.3.")
    assert not rules.with_peppol


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("<cbc:IssueDate>2026-11-01</cbc:IssueDate>", ""), "BR-03"),
        (
            (
                '<cbc:PayableAmount currencyID="NOK">83688.60</cbc:PayableAmount>',
                '<cbc:PayableAmount currencyID="NOK">83688.61</cbc:PayableAmount>',
            ),
            "BR-CO-16",
        ),
        (("<cbc:InvoiceTypeCode>380<", "<cbc:InvoiceTypeCode>999<"), "BR-CL-01"),
        (("<cbc:IssueDate>2026-11-01<", "<cbc:IssueDate>2026-02-30<"), "UBL-XSD"),
    ],
)
def test_a_broken_rule_is_told_by_its_official_number(
    rules: Rules, change: tuple[str, str], rule: str
) -> None:
    one = received(rules, change)
    assert rule in [finding.id for finding in one.findings]
    assert not one.valid
    assert all(finding.message and finding.location for finding in one.findings)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((">NOK<", ">EUR<"), "currency"),
        (("<cbc:DueDate>2026-11-30<", "<cbc:DueDate>2026-10-30<"), "due_before_issue"),
        (('unitCode="HUR">31<', 'unitCode="HUR">32<'), "line_amount"),
        (
            (
                "66564.20</cbc:LineExtensionAmount><cac:InvoicePeriod><cbc:StartDate>2026-10-01",
                "66564.20</cbc:LineExtensionAmount><cac:InvoicePeriod><cbc:StartDate>2026-09-30",
            ),
            "line_outside_period",
        ),
        (
            (
                "<cbc:BuyerReference>BPA-4711</cbc:BuyerReference>",
                "",
            ),
            "",
        ),
    ],
)
def test_what_the_rules_do_not_say_plainly_is_said(rules: Rules, change: tuple[str, str], code: str) -> None:
    assert codes(received(rules, change)) == ([code] if code else [])


@pytest.mark.parametrize("value", ["600,00", "seks hundre", "12 kr", "2026-02-30T10"])
def test_a_price_that_is_no_number_is_told_and_the_rules_that_reckon_are_not_run(
    rules: Rules, value: str
) -> None:
    one = received(rules, ("552.40</cbc:PriceAmount>", f"{value}</cbc:PriceAmount>"))
    assert {finding.id for finding in one.findings} == {"UBL-XSD"}
    assert value in one.findings[0].message
    assert (one.valid, list(one.rule_sets)) == (False, ["UBL 2.1"])
    told = {remark.code: remark.message.say("en") for remark in one.remarks}
    assert "CEN EN 16931" in told["rules_not_run"]


def test_rules_that_stop_in_the_middle_are_told_and_the_others_are_run(tmp_path: Path) -> None:
    (tmp_path / "stopper.sch").write_text(
        """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
        <ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>
        <ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
        <pattern><rule context="cbc:BuyerReference"><assert id="S-1" test="number(1) = xs:double(string(.))">
        no number</assert></rule></pattern></schema>""",
        encoding="utf-8",
    )
    one = received(Rules(tmp_path))
    assert [name.split()[0] for name in one.rule_sets] == ["UBL", "CEN"]
    assert [remark.code for remark in one.remarks] == ["rules_not_run"]
    assert "stopper" in one.remarks[0].message.say("en")


@pytest.mark.parametrize(
    "change",
    [
        ('unitCode="HUR">120.5<', f'unitCode="HUR">{"9" * 30}<'),
        ('unitCode="HUR">120.5<', 'unitCode="HUR">40000000<'),
        ('unitCode="HUR">120.5<', f'unitCode="HUR">0.{"3" * 30}<'),
        ('unitCode="HUR">120.5<', 'unitCode="HUR">1e999999<'),
        ("552.40</cbc:PriceAmount>", f"{'1' * 100_000}</cbc:PriceAmount>"),
        ("552.40</cbc:PriceAmount>", "9" * 12 + "</cbc:PriceAmount>"),
    ],
)
def test_a_number_that_no_invoice_holds_is_refused_in_one_sentence(
    rules: Rules, change: tuple[str, str]
) -> None:
    with pytest.raises(Faulty) as refused:
        receive(invoice(change), "faktura.xml", rules, DAY)
    assert all("digits before the decimal mark" in fault.say("en") for fault in refused.value.faults)
    assert all(fault.place.startswith("faktura.xml:") for fault in refused.value.faults)


def test_a_line_with_long_decimals_is_reckoned_exactly(rules: Rules) -> None:
    one = received(rules, ("552.40</cbc:PriceAmount>", "552.400000000000001</cbc:PriceAmount>"))
    assert "line_amount" not in codes(one)


def test_an_invoice_that_names_nothing_it_is_for_is_told(rules: Rules) -> None:
    one = received(
        rules,
        ("<cbc:BuyerReference>BPA-4711</cbc:BuyerReference>", ""),
        ("<cac:OrderReference><cbc:ID>VEDTAK-2026-0042</cbc:ID></cac:OrderReference>", ""),
    )
    assert codes(one) == ["no_reference"]


def test_a_national_identity_number_is_told_and_hidden_everywhere(rules: Rules) -> None:
    one = received(
        rules, ("BPA-timer, natt", f"BPA-timer for {NUMBER[:6]} {NUMBER[6:]}"), ("BPA-4711", NUMBER)
    )
    assert codes(one) == ["national_id"]
    assert one.invoice.reference == HIDDEN
    assert NUMBER not in repr(one)
    assert NUMBER[:6] not in repr(one)


@pytest.mark.parametrize("between", ["", " ", "-", ".", "  ", "\n   ", " - ", "\u2013", "\u00a0", "/"])
def test_a_national_identity_number_is_hidden_however_it_is_written(rules: Rules, between: str) -> None:
    written = f"{NUMBER[:6]}{between}{NUMBER[6:]}"
    one = received(rules, ("BPA-timer, natt", f"BPA-timer for {written}, natt"))
    assert codes(one) == ["national_id"]
    assert NUMBER[6:] not in repr(one.invoice)
    assert HIDDEN in one.invoice.lines[1].item


def test_a_date_with_dots_and_the_five_digits_are_hidden_too(rules: Rules) -> None:
    written = f"{NUMBER[:2]}.{NUMBER[2:4]}.{NUMBER[4:6]} {NUMBER[6:]}"
    assert codes(received(rules, ("BPA-timer, natt", written))) == ["national_id"]


def test_a_long_text_is_looked_through_as_well(rules: Rules) -> None:
    one = received(rules, ("BPA-timer, natt", f"{'a ' * 40_000}{NUMBER}"))
    assert "national_id" in codes(one)
    assert NUMBER not in repr(one.invoice)


def test_the_name_of_an_account_is_a_text_like_others(rules: Rules) -> None:
    one = received(
        rules, ("<cbc:ID>86011117947</cbc:ID>", f"<cbc:ID>86011117947</cbc:ID><cbc:Name>{NUMBER}</cbc:Name>")
    )
    assert codes(one) == ["national_id"]


def test_a_payment_reference_and_the_number_of_an_invoice_are_kept_whole_and_looked_at(rules: Rules) -> None:
    one = received(
        rules,
        ("<cbc:ID>F-2026-17</cbc:ID>", f"<cbc:ID>{NUMBER}</cbc:ID>"),
        ("<cbc:PaymentID>1234567897</cbc:PaymentID>", f"<cbc:PaymentID>{NUMBER}</cbc:PaymentID>"),
    )
    assert (one.invoice.number, one.invoice.payment_reference) == (NUMBER, NUMBER)
    assert [(remark.code, remark.severity) for remark in one.remarks] == [("like_national_id", "warning")]


def test_an_account_number_is_no_national_identity_number(rules: Rules) -> None:
    one = received(rules, ("86011117947", NUMBER))
    assert (codes(one), one.invoice.account) == ([], NUMBER)


@pytest.mark.parametrize("content", [b"MZ\x90\x00\x03program", b"#!/bin/sh\n", b"<html></html>"])
def test_a_program_that_calls_itself_a_timesheet_is_not_received(rules: Rules, content: bytes) -> None:
    assert codes(received(rules, (TIMESHEET, b64encode(content).decode()))) == ["attachment"]


def test_a_program_called_pdf_is_not_received(rules: Rules) -> None:
    disguised = b64encode(b"\x7fELF" + bytes(100)).decode()
    changes = ((TIMESHEET, disguised), ("text/csv", "application/pdf"), ("timeliste.csv", "timeliste.pdf"))
    one = received(rules, *changes)
    assert codes(one) == ["attachment"]
    assert "program" in one.remarks[0].message.say("en")


def workbook(cell: object) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write(0, 0, "person")
    book.add_worksheet("mer").write(3, 2, cell)
    book.close()
    return out.getvalue()


def office(kind: str, part: str, text: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype" if kind in ("odt", "ods") else "[Content_Types].xml", MEDIA[kind])
        archive.writestr(part, text)
    return out.getvalue()


MEDIA = {
    "docx": "<Types/>",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
CELL = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>{}'
    "</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)
PARTED = "<w:document><w:p><w:t>{}</w:t><w:t>{}</w:t></w:p></w:document>"


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("xlsx", workbook(f"{NUMBER[:6]} {NUMBER[6:]}")),
        ("xlsx", workbook(int(NUMBER))),
        ("ods", office("ods", "content.xml", CELL.format(NUMBER))),
        ("odt", office("odt", "content.xml", f"<text:p>{NUMBER[:6]}<text:s/>{NUMBER[6:]}</text:p>")),
        ("docx", office("docx", "word/document.xml", PARTED.format(NUMBER[:4], NUMBER[4:]))),
        ("pdf", typst.compile(f"Hvem: {NUMBER[:6]} {NUMBER[6:]}".encode())),
    ],
)
def test_a_number_in_an_attached_document_is_told(rules: Rules, ending: str, content: bytes) -> None:
    changes = (
        (TIMESHEET, b64encode(content).decode()),
        ("text/csv", "application/pdf" if ending == "pdf" else XLSX),
        ("timeliste.csv", f"timeliste.{ending}"),
    )
    assert codes(received(rules, *changes)) == ["national_id"]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_workbook_without_such_a_number_is_nothing_to_tell(rules: Rules) -> None:
    sheet = b64encode(workbook(12345678901)).decode()
    changes = ((TIMESHEET, sheet), ("text/csv", XLSX), ("timeliste.csv", "timeliste.xlsx"))
    assert codes(received(rules, *changes)) == []


def test_a_number_in_the_attached_timesheet_is_told(rules: Rules) -> None:
    sheet = b64encode(f"person;timer\n{NUMBER};4\n".encode()).decode()
    assert codes(received(rules, (TIMESHEET, sheet))) == ["national_id"]


@pytest.mark.parametrize(
    "definition",
    [
        '<!DOCTYPE Invoice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_other_files_are_refused_in_any_encoding(
    rules: Rules, definition: str, encoding: str
) -> None:
    head, root = invoice().decode().split("<Invoice ", 1)
    head = head.replace("UTF-8", encoding)
    text = f"{head}{definition}<Invoice {root}".replace(
        "BPA-4711", "&x;" if "x SYSTEM" in definition else "b"
    )
    assert "defines its own words" in refusal(text.encode(encoding), rules)


def test_an_encoding_that_is_not_what_it_says_is_refused(rules: Rules) -> None:
    wrong = invoice().decode().encode("windows-1252")
    assert "another encoding" in refusal(wrong, rules)


@pytest.mark.parametrize("declared", ["ISO-8859-1", "iso-8859-15", "Windows-1252"])
def test_utf_8_that_says_another_encoding_is_refused_and_not_read_wrongly(
    rules: Rules, declared: str
) -> None:
    assert "another encoding" in refusal(invoice(("UTF-8", declared)), rules)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-16", "utf-8"),
        ("UTF-8", "utf-16"),
        ("UTF-8", "utf-16-le"),
        ("ISO-8859-1", "utf-16"),
        ("ISO-8859-1", "windows-1252"),
        ("iso-8859-15", "windows-1252"),
    ],
)
def test_every_encoding_that_is_another_than_it_says_is_told_so(
    rules: Rules, declared: str, encoding: str
) -> None:
    text = invoice(("UTF-8", declared), ("BPA-timer", "BPA \u2013 \u201cnatt\u201d")).decode()
    assert "\u2013" in text
    assert "another encoding" in refusal(text.encode(encoding), rules)


@pytest.mark.parametrize("declared", ["UTF-16", "windows-1252"])
def test_an_encoding_that_is_what_it_says_is_read(rules: Rules, declared: str) -> None:
    text = invoice(("UTF-8", declared), ("BPA-timer", "BPA \u2013 natt")).decode()
    found = receive(text.encode(declared), "", rules, date(2026, 4, 1))
    assert any("\u2013" in line.item for line in found.invoice.lines)


def test_an_invoice_in_another_encoding_that_it_tells_is_read(rules: Rules) -> None:
    content = invoice(("UTF-8", "ISO-8859-1")).decode().encode("latin-1")
    one = receive(content, "faktura.xml", rules, DAY)
    assert one.invoice.seller.name == "Prøveassistanse AS"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"%PDF-1.7", "not an XML file"),
        (b"<Invoice>", "not an XML file"),
        (b"<Order xmlns='urn:x'/>", "“Order”"),
        (b"<a>" * 5000 + b"</a>" * 5000, "no invoice is"),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "encoding"),
    ],
)
def test_what_is_no_invoice_is_refused_with_one_sentence(rules: Rules, content: bytes, part: str) -> None:
    assert part in refusal(content, rules)


def with_file(size: int, encoding: str = "UTF-8") -> bytes:
    """The example with a PDF of ``size`` bytes inside."""
    pdf = typst.compile(b"Timeliste")
    large = pdf[:-6] + b"\n%" + b"x" * (size - len(pdf) - 3) + b"\n" + pdf[-6:]
    changes = (
        (TIMESHEET, b64encode(large).decode()),
        ("text/csv", "application/pdf"),
        ("timeliste.csv", "t.pdf"),
    )
    return invoice(*changes, ("UTF-8", encoding))


def test_an_attachment_of_14_mb_is_read(rules: Rules) -> None:
    one = receive(with_file(14_000_000), "faktura.xml", rules, DAY)
    assert one.valid
    assert [len(file.content) for file in one.invoice.attached] == [14_000_000]


@pytest.mark.parametrize("hidden", ["latin", "doctype", "deep", "many"])
def test_a_long_file_hides_nothing_behind_its_length(rules: Rules, hidden: str) -> None:
    contents = {
        "latin": with_file(8_000_000, "ISO-8859-1"),
        "doctype": with_file(8_000_000).replace(
            b"<Invoice ", b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE Invoice [<!ENTITY a 'b'>]><Invoice ", 1
        ),
        "deep": b"<a>" * 300 + b"x" * 10_000_001 + b"</a>" * 300,
        "many": b"<a>" + b"<a/>" * 2_000_001 + b"</a>",
    }
    parts = {
        "latin": "plain UTF-8",
        "doctype": "plain UTF-8",
        "deep": "no invoice is",
        "many": "no invoice is",
    }
    assert parts[hidden] in refusal(contents[hidden], rules)


def test_a_formula_in_an_attached_table_is_told_and_given_as_a_text(rules: Rules) -> None:
    sheet = b'dato;timer;hva\n2026-03-01;-4,5;=HYPERLINK("http://x")\n@SUM(A1);+47 900;"-2+3"\n-1;+2;a-b=c\n'
    one = received(rules, (TIMESHEET, b64encode(sheet).decode()))
    assert [(remark.code, remark.severity) for remark in one.remarks] == [("formula", "warning")]
    given = as_given(sheet, DAY).decode("utf-8-sig")
    assert given == (
        'dato;timer;hva\n2026-03-01;-4,5;\'=HYPERLINK("http://x")\n\'@SUM(A1);+47 900;"\'-2+3"\n-1;+2;a-b=c\n'
    )


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.xml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Faulty, match=f"{LARGEST:,}"):
        read_file(path)
