"""Rows of a request, from JSON."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from threading import Lock
from typing import Any

import msgspec
import pyarrow as pa

from atelier.problem import Problem
from atelier.serving.row_schema import (
    NUMBER,
    bad_value,
    check_columns,
    double_column,
    first_refused,
    unknown_column,
)
from atelier.serving.shown import shown

LIMIT_VALUES = 1_200_000
# Building Python's objects from a text keeps every other thread from running: two at a time would only wait for each
# other, and the event loop for both.
DECODING = Lock()
Cell = str | int | float | bool | None
UNKNOWN_FIELD = re.compile(r"unknown field `(.*?)`(?: - at `[^`]*`)?\Z", re.DOTALL)
MISSING_FIELD = re.compile(r"missing required field `(.*)` - at `\$\D*(\d+)\]`\Z", re.DOTALL)


def decode_json(body: bytes, schema: pa.Schema) -> pa.Table:
    """The table of a JSON text: a list of records, {"instances": [records]}, or lists by column name.

    Items may be texts or whole numbers (the table's item column then is int64); a key left out is null.
    Problems: `TooManyValues`, `MalformedJson`, those of the columns, `BadItem`, `BadDate`, `BadNumber`.
    """
    _check_values(body.count(b","))
    with DECODING:
        return _decode(body, schema)


def _check_values(commas: int) -> None:
    """Between any two values stands a comma."""
    if commas >= LIMIT_VALUES:
        raise Problem(
            "TooManyValues",
            f"The text has some {commas + 1:,} values; accepted are {LIMIT_VALUES:,} at a time in JSON.",
            "Ask for fewer items at a time, or send CSV.",
        )


def _decode(body: bytes, schema: pa.Schema) -> pa.Table:
    names = tuple(schema.names)
    try:
        document = _decoder(names).decode(body)
    except msgspec.ValidationError as failure:
        raise _explain(str(failure), names) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as failure:
        raise _malformed(f"The text is not JSON: {failure}.") from None
    columns = _columns(document, body, names)
    item, *others = schema
    arrays = [_items(item.name, columns[0]), *map(_typed, others, columns[1:])]
    return pa.Table.from_arrays(arrays, schema.names)


@lru_cache(maxsize=8)
def _decoder(names: tuple[str, ...]) -> msgspec.json.Decoder:
    """Reads rows of these columns and nothing else: what is not rows is refused where it begins.

    Item and timestamp must be in every record, so that many empty ones cannot become many rows.
    """
    fields = [f"column_{position}" for position in range(len(names))]
    rename = dict(zip(fields, names, strict=True))
    strict = {"forbid_unknown_fields": True, "gc": False}
    keys, values = [(field, Cell) for field in fields[:2]], [(field, Cell, msgspec.UNSET) for field in fields[2:]]
    record = msgspec.defstruct("Record", [*keys, *values], rename=rename, **strict)
    lists = [(field, list[Cell], msgspec.UNSET) for field in fields]
    if "instances" not in names:
        lists.append(("instances", list[record], msgspec.UNSET))
    return msgspec.json.Decoder(list[record] | msgspec.defstruct("Columns", lists, rename=rename, **strict))


def _columns(document: Any, body: bytes, names: Sequence[str]) -> list[list[Any]]:
    """The cells of each column; those of keys left out are None."""
    records = document if isinstance(document, list) else getattr(document, "instances", msgspec.UNSET)
    fields = [f"column_{position}" for position in range(len(names))]
    if records is msgspec.UNSET:
        columns = [getattr(document, field) for field in fields]
        check_columns([name for name, column in zip(names, columns, strict=True) if column is not msgspec.UNSET], names)
        lengths = dict(zip(names, map(len, columns), strict=True))
        _refuse_double_keys(body, dict.fromkeys(names, 1), sum(lengths.values()))
        if len(set(lengths.values())) > 1:
            raise _malformed(f"The columns differ in length: {lengths}.")
        return columns
    columns = [list(map(attrgetter(field), records)) for field in fields]
    given = {name: len(column) - column.count(msgspec.UNSET) for name, column in zip(names, columns, strict=True)}
    if records:
        check_columns([name for name in names if given[name]], names)
    _refuse_double_keys(body, {**given, "instances": 1}, sum(given.values()))
    return [[None if cell is msgspec.UNSET else cell for cell in column] for column in columns]


def _refuse_double_keys(body: bytes, given: Mapping[str, int], values: int) -> None:
    """JSON's reader keeps the last of two equal keys, which may not be the one that was meant.

    Without a double, and without commas in texts, a comma stands between any two values and nowhere else.
    """
    if body.count(b",") == values - 1:
        return
    for name, count in given.items():
        if len(re.findall(re.escape(msgspec.json.encode(name)) + rb"\s*:", body)) > count:
            raise double_column(name)


def _explain(failure: str, names: Sequence[str]) -> Problem:
    """Problem of a document that is no rows: msgspec's failure in words of rows and columns."""
    unknown, missing = UNKNOWN_FIELD.search(failure), MISSING_FIELD.search(failure)
    if unknown:
        return unknown_column(unknown[1], names, f"expected {', '.join(names)}")
    if missing:
        name, row = missing[1], int(missing[2]) + 1
        return Problem("MissingColumn", f"Row {row} has no '{name}'.", f"Give every row its '{name}'.")
    return _malformed(f"The document is neither a list of records nor lists by column name: {failure}.")


def _items(name: str, cells: list[Any]) -> pa.Array:
    try:
        items = pa.array(cells) if cells else pa.array([], pa.string())
        if pa.types.is_floating(items.type):
            items = items.cast(pa.int64())
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        items = None
    if items is not None and (pa.types.is_string(items.type) or items.type == pa.int64()):
        return items
    kind = type(cells[0])
    row = next((row for row, cell in enumerate(cells) if type(cell) is not kind or kind not in (str, int)), 0)
    raise bad_value(name, row + 1, cells[row], pa.string())


def _typed(field: pa.Field, cells: list[Any]) -> pa.Array:
    source = field.type if pa.types.is_floating(field.type) else pa.string()

    def convert(part: list[Any]) -> pa.Array:
        return pa.array(part, source).cast(field.type)

    try:
        return convert(cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        row = first_refused(cells, convert)
        raise _bad_cell(field, row + 1, cells[row]) from None


def _bad_cell(field: pa.Field, row: int, cell: Cell) -> Problem:
    """A text may look like the number that it was made from; what is wrong are its quotes."""
    if field.type == NUMBER and isinstance(cell, str):
        return Problem(
            "BadNumber",
            f"Row {row}: {field.name} is the text '{shown(cell)}'; accepted is a number of JSON, or null.",
            f"Write {field.name} without quotes in every row, or send the rows as CSV.",
        )
    return bad_value(field.name, row, cell, field.type)


def _malformed(message: str) -> Problem:
    return Problem(
        "MalformedJson",
        message,
        'Send [{"column": value, …}, …] or {"column": [value, …], …}; unknown values are null, never NaN.',
    )
