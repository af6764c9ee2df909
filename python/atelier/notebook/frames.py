"""Rows of SQL as a data frame."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

WHOLE = {"TINYINT": "Int8", "SMALLINT": "Int16", "INTEGER": "Int32", "BIGINT": "Int64"}


def frame_of(columns: Sequence[dict[str, str]], rows: Sequence[Sequence[Any]]) -> "pd.DataFrame":
    """Columns `{name, type}`, types in DuckDB's words, and rows as JSON has them.

    Whole numbers stay whole beside missing values, times are times; decimals become floats.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=[column["name"] for column in columns])
    for index, column in enumerate(columns):
        frame.isetitem(index, _typed(frame.iloc[:, index], column["type"]))
    return frame


def _typed(values: "pd.Series", kind: str) -> "pd.Series":
    import pandas as pd

    if kind in WHOLE:
        plain = "int64" if not values.isna().any() else WHOLE[kind]
        return pd.to_numeric(values).astype(plain)
    if kind.startswith("DECIMAL") or kind in ("DOUBLE", "FLOAT"):
        return pd.to_numeric(values).astype("float64")
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return pd.to_datetime(values)
    return values
