"""Figures as CSV, as a spreadsheet opens it: semicolons, a mark for UTF-8, and first what is said of them."""

import csv
from datetime import date
from fractions import Fraction
from io import StringIO

from rettvis.edges.figure_files.table import FigureTable, Value, decimal_of, harmless


def csv_file(table: FigureTable, decimal_mark: str = ",") -> bytes:
    """The file. Lines that begin with # say what the figures are; the line after them names the columns."""
    out = StringIO()
    written = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for name, text in table.said:
        written.writerow([f"# {name}: {' '.join(text.split())}"])
    written.writerow([column.name for column in table.columns])
    for row in table.rows:
        written.writerow([_text(value, decimal_mark) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _text(value: Value, decimal_mark: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Fraction):
        return f"{decimal_of(value):f}".replace(".", decimal_mark)
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else str(value)
