"""Rows of a request, from JSON."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pyarrow as pa

from atelier.problem import Problem
from atelier.serving.row_schema import bad_value, check_columns, first_refused


def decode_json(body: bytes, schema: pa.Schema) -> pa.Table:
    """The table of a JSON text: a list of records, {"instances": [records]}, or lists by column name.

    Items may be texts or whole numbers (the table's item column then is int64); a key left out is null.
    Problems: `MalformedJson`, those of the columns, `BadItem`, `BadDate`, `BadNumber`.
    """
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as failure:
        raise _malformed(f"The text is not JSON: {failure}.") from None
    columns = _columns(document, schema.names)
    item, *others = schema
    arrays = [_items(item.name, columns[item.name]), *(_typed(field, columns[field.name]) for field in others)]
    return pa.Table.from_arrays(arrays, schema.names)


def _columns(document: Any, names: list[str]) -> Mapping[str, list[Any]]:
    if isinstance(document, dict) and document.keys() == {"instances"}:
        document = document["instances"]
    if isinstance(document, list) and all(type(record) is dict for record in document):
        check_columns(list(set().union(*document)), names)
        return {name: [record.get(name) for record in document] for name in names}
    if isinstance(document, dict) and all(type(values) is list for values in document.values()):
        check_columns(list(document), names)
        lengths = {name: len(values) for name, values in document.items()}
        if len(set(lengths.values())) > 1:
            raise _malformed(f"The columns differ in length: {lengths}.")
        return document
    raise _malformed("The document is neither a list of records nor lists by column name.")


def _items(name: str, values: list[Any]) -> pa.Array:
    try:
        items = pa.array(values)
        if pa.types.is_floating(items.type):
            items = items.cast(pa.int64())
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        items = None
    if items is not None and (pa.types.is_string(items.type) or items.type == pa.int64()):
        return items
    kind = type(values[0])
    row = next((row for row, value in enumerate(values) if type(value) is not kind or kind not in (str, int)), 0)
    raise bad_value(name, row + 1, values[row], pa.string())


def _typed(field: pa.Field, values: list[Any]) -> pa.Array:
    source = field.type if pa.types.is_floating(field.type) else pa.string()

    def convert(part: list[Any]) -> pa.Array:
        return pa.array(part, source).cast(field.type)

    try:
        return convert(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        row = first_refused(values, convert)
        raise bad_value(field.name, row + 1, values[row], field.type) from None


def _malformed(message: str) -> Problem:
    return Problem(
        "MalformedJson",
        message,
        'Send [{"column": value, …}, …] or {"column": [value, …], …}; unknown values are null, never NaN.',
    )
