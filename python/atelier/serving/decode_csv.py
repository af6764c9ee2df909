"""Rows of a request, from CSV."""

import csv

import pyarrow as pa
import pyarrow.csv as arrow_csv

from atelier.problem import Problem
from atelier.serving.row_schema import bad_value, check_columns, first_refused

READ = arrow_csv.ReadOptions(use_threads=False)
LIMIT_HEADER_BYTES = 256 * 1024


def decode_csv(body: bytes, schema: pa.Schema) -> pa.Table:
    """The table of a CSV text with a header line; empty fields are null.

    Problems: `MalformedCsv`, those of the columns, `BadDate`, `BadNumber`.
    """
    check_columns(_header(body), schema.names)
    if b"\n" not in body:
        # Arrow wants a line end to take a line for the header.
        return schema.empty_table()
    try:
        return _read(body, schema).select(schema.names)
    except pa.ArrowInvalid:
        raise _explain(body, schema) from None


def _header(body: bytes) -> list[str]:
    line = body[: LIMIT_HEADER_BYTES + 1].split(b"\n", 1)[0]
    if len(line) > LIMIT_HEADER_BYTES:
        raise _malformed(f"The header line is longer than {LIMIT_HEADER_BYTES:,} bytes.")
    try:
        return next(csv.reader([line.decode("utf-8-sig").rstrip("\r")]), [])
    except (UnicodeDecodeError, csv.Error) as failure:
        raise _malformed("The header line is not CSV in UTF-8.") from failure


def _read(body: bytes, schema: pa.Schema, parse: arrow_csv.ParseOptions | None = None) -> pa.Table:
    convert = arrow_csv.ConvertOptions(column_types=schema, null_values=[""], strings_can_be_null=True)
    return arrow_csv.read_csv(pa.BufferReader(body), READ, parse, convert)


def _explain(body: bytes, schema: pa.Schema) -> Problem:
    """Read everything as text to find out which row the fast way stumbled over."""
    try:
        body.decode()
    except UnicodeDecodeError as failure:
        return _malformed(f"The text is not UTF-8 at byte {failure.start}.")
    ragged: list[arrow_csv.InvalidRow] = []

    def stop(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    try:
        texts = _read(
            body,
            pa.schema([(name, pa.string()) for name in schema.names]),
            arrow_csv.ParseOptions(invalid_row_handler=stop),
        )
    except pa.ArrowInvalid:
        return _ragged(ragged[0]) if ragged else _malformed("The text cannot be read as CSV.")
    return _bad_text(texts, schema)


def _ragged(row: arrow_csv.InvalidRow) -> Problem:
    number = "A row" if row.number is None else f"Row {row.number - 1}"
    return _malformed(f"{number} has {row.actual_columns} fields, the header has {row.expected_columns}.")


def _bad_text(texts: pa.Table, schema: pa.Schema) -> Problem:
    for field in schema:
        column = texts[field.name].combine_chunks()
        try:
            column.cast(field.type)
        except pa.ArrowInvalid:
            row = first_refused(column, lambda part, kind=field.type: part.cast(kind))
            return bad_value(field.name, row + 1, column[row].as_py(), field.type)
    return _malformed("The text cannot be read as CSV.")


def _malformed(message: str) -> Problem:
    return Problem(
        "MalformedCsv",
        message,
        "Send a header line, then one comma-separated row per line; quote fields that hold commas.",
    )
