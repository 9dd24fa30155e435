"""A file holds the figures exactly, what is said of them, and nothing that a spreadsheet would run."""

import csv
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from rettvis.edges.figure_files import FigureColumn, FigureTable, csv_file, parquet_file, xlsx_file
from rettvis.edges.figure_files.table import ColumnKind

TABLE = FigureTable(
    "Statistikk",
    (
        FigureColumn("label", "Gruppe", ColumnKind.TEXT),
        FigureColumn("users", "Brukere", ColumnKind.WHOLE),
        FigureColumn("mean", "Snitt", ColumnKind.DECIMAL),
        FigureColumn("day", "Dag", ColumnKind.DAY),
        FigureColumn("hidden", "Skjult", ColumnKind.MARK),
    ),
    [
        ("Ærlig", 12, Fraction(1, 3), date(2026, 11, 22), False),
        ('=HYPERLINK("http://x","y")', None, None, None, True),
        ("@SUM(1)", 2**53 + 1, Fraction(-5, 2), date(2024, 2, 29), False),
    ],
    (("Kilde", "Egne vedtak\nlest i dag"), ("Utvalg", "-alle")),
)


def test_csv_has_what_is_said_first_then_the_columns_and_no_formula():
    text = csv_file(TABLE).decode("utf-8")
    assert text.startswith("\ufeff# Kilde: Egne vedtak lest i dag")
    lines = [line for line in csv.reader(StringIO(text), delimiter=";") if line[0][:1] not in ("#", "\ufeff")]
    assert lines[0] == ["label", "users", "mean", "day", "hidden"]
    assert lines[1] == ["Ærlig", "12", "0,3333", "2026-11-22", "0"]
    assert lines[2][0].startswith("'=")
    assert lines[3][:3] == ["'@SUM(1)", str(2**53 + 1), "-2,5000"]
    assert csv_file(TABLE, ".").decode().count("0.3333") == 1


def test_a_workbook_has_texts_as_texts_and_a_sheet_that_tells_of_the_figures():
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx_file(TABLE, ("Tall", "Om tallene"))))
    assert book.sheet_names == ["Tall", "Om tallene"]
    rows = book.get_sheet_by_name("Tall").to_python()
    assert rows[0] == ["Gruppe", "Brukere", "Snitt", "Dag", "Skjult"]
    assert rows[1][0] == "Ærlig"
    assert rows[1][1] == 12
    assert rows[2][0] == '=HYPERLINK("http://x","y")'
    assert b"<f>" not in b"".join(parts(xlsx_file(TABLE, ("Tall", "Om tallene"))))
    assert book.get_sheet_by_name("Om tallene").to_python()[1] == ["Utvalg", "-alle"]


def parts(content: bytes):
    """Every sheet of a workbook, as its XML."""
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            if "worksheets" in name:
                yield packed.read(name)


def test_parquet_has_exact_types_and_its_metadata():
    table = pq.read_table(BytesIO(parquet_file(TABLE)))
    assert table.column("users").to_pylist() == [12, None, 2**53 + 1]
    assert table.column("mean").to_pylist() == [Decimal("0.3333"), None, Decimal("-2.5000")]
    assert table.column("day").to_pylist()[0] == date(2026, 11, 22)
    said = json.loads(table.schema.metadata[b"rettvis"])
    assert said["title"] == "Statistikk"
    assert said["Utvalg"] == "-alle"


@pytest.mark.parametrize("write", [csv_file, parquet_file, lambda table: xlsx_file(table, ("a", "b"))])
def test_a_table_without_rows_is_a_file_too(write):
    assert write(FigureTable("Tom", TABLE.columns, [], TABLE.said))
