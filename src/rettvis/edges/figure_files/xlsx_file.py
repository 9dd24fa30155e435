"""Figures as a workbook: one sheet with the figures, one with what is said of them."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import xlsxwriter

from rettvis.edges.figure_files.table import FigureTable, Value, decimal_of

NARROW, WIDE, LONG = 14, 34, 100


def xlsx_file(table: FigureTable, sheets: tuple[str, str]) -> bytes:
    """The workbook; ``sheets`` names the sheet of figures and the sheet that tells of them.

    Texts are written as texts, so that none is taken for a formula or an address.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        decimal, wrapped = book.add_format({"num_format": "0.00"}), book.add_format({"text_wrap": True})
        figures = book.add_worksheet(sheets[0])
        figures.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            figures.set_column(place, place, WIDE if column.kind == "text" else NARROW)
            figures.write_string(0, place, column.title, bold)
        for line, row in enumerate(table.rows, start=1):
            for place, value in enumerate(row):
                _write(figures, line, place, value, {"day": day, "decimal": decimal})
        told = book.add_worksheet(sheets[1])
        told.set_column(0, 0, WIDE)
        told.set_column(1, 1, LONG, wrapped)
        for line, (name, text) in enumerate(table.said):
            told.write_string(line, 0, name, bold)
            told.write_string(line, 1, text, wrapped)
        book.set_properties({"title": table.title})
    return out.getvalue()


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet",
    line: int,
    place: int,
    value: Value,
    formats: "dict[str, xlsxwriter.format.Format]",
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_number(line, place, int(value))
    elif isinstance(value, Fraction):
        sheet.write_number(line, place, float(decimal_of(value)), formats["decimal"])
    elif isinstance(value, int):
        sheet.write_number(line, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, formats["day"])
    else:
        sheet.write_string(line, place, value)
