"""Figures as Parquet: exact types, and what is said of them in the file's own metadata."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from rettvis.edges.figure_files.table import DECIMALS, ColumnKind, FigureTable, Value, decimal_of

TYPES = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.WHOLE: pa.int64(),
    ColumnKind.DECIMAL: pa.decimal128(24, DECIMALS),
    ColumnKind.DAY: pa.date32(),
    ColumnKind.MARK: pa.bool_(),
}
METADATA = b"rettvis"
"""The key of the metadata: a JSON object of what is said of the figures."""


def parquet_file(table: FigureTable) -> bytes:
    """The file; a mean has four decimals, exactly."""
    told = json.dumps({"title": table.title, **dict(table.said)}, ensure_ascii=False).encode()
    schema = pa.schema(
        [pa.field(column.name, TYPES[column.kind]) for column in table.columns], metadata={METADATA: told}
    )
    columns = [
        pa.array([_exact(row[place]) for row in table.rows], type=TYPES[column.kind])
        for place, column in enumerate(table.columns)
    ]
    out = BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), out)
    return out.getvalue()


def _exact(value: Value) -> str | int | Decimal | date | bool | None:
    return decimal_of(value) if isinstance(value, Fraction) else value
