"""Rows of SQL as a data frame."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SIGNED = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER")
# Of 64 bits all of them, so that what people calculate with them fits; with missing values, of pandas' own kind.
WHOLE = {**dict.fromkeys(SIGNED, "Int64"), "UBIGINT": "UInt64", "UHUGEINT": "UInt64"}


def frame_of(columns: Sequence[dict[str, str]], rows: Sequence[Sequence[Any]]) -> "pd.DataFrame":
    """Columns `{name, type}`, types in DuckDB's words, and rows as JSON has them, large numbers as texts.

    Whole numbers stay whole, also beside missing values and beyond 64 bits; times are times, those with a zone in UTC;
    decimals become floats. Times of day, intervals, lists, structures and bytes stay as JSON has them.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=[column["name"] for column in columns], dtype=object)
    for index, column in enumerate(columns):
        frame.isetitem(index, _typed(frame.iloc[:, index], column["type"]))
    return frame


def _typed(values: "pd.Series", kind: str) -> "pd.Series":
    import pandas as pd

    if kind in WHOLE:
        return pd.Series(_whole(values, WHOLE[kind]))
    if re.fullmatch(r"DECIMAL\(\d+, ?\d+\)|DOUBLE|FLOAT", kind):
        return values.astype("float64")
    if kind == "BOOLEAN":
        return values.astype("boolean" if values.isna().any() else "bool")
    if kind == "TIMESTAMP WITH TIME ZONE":
        return values if values.isin(["infinity", "-infinity"]).any() else pd.to_datetime(values, utc=True)
    if kind == "DATE" or re.fullmatch(r"TIMESTAMP(_S|_MS|_NS)?", kind):
        return _times(values, "ns" if kind == "TIMESTAMP_NS" else "us")
    return values


def _whole(values: "pd.Series", kind: str) -> Any:
    import numpy as np
    import pandas as pd

    numbers = [None if value is None else int(value) for value in values]
    try:
        if None in numbers:
            return pd.array(numbers, dtype=kind)
        return np.array(numbers, dtype=kind.lower())
    except OverflowError:
        return np.array(numbers, dtype=object)


def _times(values: "pd.Series", unit: str) -> "pd.Series":
    """Microseconds reach further than nanoseconds; "infinity" stays a text."""
    import numpy as np
    import pandas as pd

    try:
        return pd.Series(np.array(["NaT" if value is None else value for value in values], dtype=f"datetime64[{unit}]"))
    except ValueError:
        return values
