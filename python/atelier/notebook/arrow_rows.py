"""Frames of any kind as Arrow tables whose columns a warehouse has types for."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from atelier.problem import Problem

if TYPE_CHECKING:
    import pyarrow as pa

PLAIN = {
    "BOOLEAN": "bool_",
    "SMALLINT": "int16",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "VARCHAR": "string",
    "DATE": "date32",
}


def arrow_rows(rows: Any, types: Mapping[str, str]) -> "pa.Table":
    """Rows of pandas (without their index), Arrow, SQLFrame or Spark; `types` in SQL's words, by column.

    A number becomes a decimal by rounding to its places; nothing else is rounded or cut off.
    Problems: `RowsNotUnderstood`, `UnknownColumnType`, `NotOfThatType`.
    """
    table = _in_microseconds(_table_of(rows))
    unknown = [name for name in types if name not in table.column_names]
    if unknown:
        message = f"There is no column {unknown[0]!r}; there is {', '.join(table.column_names)}."
        raise Problem("RowsNotUnderstood", message, "Name one of these under types.")
    for name, written in types.items():
        index = table.column_names.index(name)
        table = table.set_column(index, name, _cast(table.column(name), name, written))
    return table


def _table_of(rows: Any) -> "pa.Table":
    import pandas as pd
    import pyarrow as pa

    frame = rows
    if hasattr(frame, "toArrow") and not isinstance(frame, pa.Table | pd.DataFrame):
        frame = frame.toArrow()
    elif hasattr(frame, "toPandas"):
        frame = frame.toPandas()
    if isinstance(frame, pa.RecordBatchReader):
        frame = frame.read_all()
    if isinstance(frame, pa.Table):
        return frame
    if not isinstance(frame, pd.DataFrame):
        message = f"Rows are a {type(rows).__name__}; accepted are frames of pandas, Arrow, or atelier.spark()."
        raise Problem("RowsNotUnderstood", message, "Make a frame of them, such as pandas.DataFrame(rows).")
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowException, ValueError) as failure:
        message = f"A column holds values of several kinds: {failure}."
        raise Problem("RowsNotUnderstood", message, "Give each column values of one kind, or None.") from failure


def _in_microseconds(table: "pa.Table") -> "pa.Table":
    """As warehouses keep times."""
    import pyarrow as pa

    for index, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit != "us":
            column = _cast_to(table.column(index), field.name, pa.timestamp("us", field.type.tz), "TIMESTAMP")
            table = table.set_column(index, field.name, column)
    return table


def _cast(column: "pa.ChunkedArray", name: str, written: str) -> "pa.ChunkedArray":
    import pyarrow as pa
    import pyarrow.compute

    decimal = re.fullmatch(r"DECIMAL\((\d{1,2}), ?(\d{1,2})\)", written.upper())
    if decimal:
        places, scale = int(decimal[1]), int(decimal[2])
        if not 1 <= places <= 38 or scale > places:
            raise _unknown_type(name, written)
        if pa.types.is_floating(column.type):
            column = pyarrow.compute.round(column, scale)
        if pa.types.is_integer(column.type):
            # Arrow looks at what the type could hold, and not at the numbers.
            column = _cast_to(column, name, pa.decimal128(38, scale), written)
        return _cast_to(column, name, pa.decimal128(places, scale), written)
    if written.upper() == "TIMESTAMP":
        return _cast_to(column, name, pa.timestamp("us"), written)
    if written.upper() not in PLAIN:
        raise _unknown_type(name, written)
    return _cast_to(column, name, getattr(pa, PLAIN[written.upper()])(), written)


def _cast_to(column: "pa.ChunkedArray", name: str, kind: "pa.DataType", written: str) -> "pa.ChunkedArray":
    import pyarrow as pa

    try:
        cast = column.cast(kind)
        if pa.types.is_date(kind) and pa.types.is_timestamp(column.type) and not cast.cast(column.type).equals(column):
            raise pa.ArrowInvalid("a time of day would be cut off")
        return cast
    except pa.ArrowException as failure:
        message = f"The column {name!r} holds what is no {written}: {str(failure)[:200]}."
        raise Problem("NotOfThatType", message, "Mend these values, or give the column another type.") from failure


def _unknown_type(name: str, written: str) -> Problem:
    accepted = ", ".join([*PLAIN, "TIMESTAMP", "DECIMAL(18,2)"])
    return Problem("UnknownColumnType", f"The column {name!r} has the type {written!r}; accepted are {accepted}.",
                   "Name one of these.")  # fmt: skip
