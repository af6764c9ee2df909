"""Rows of a notebook into a table of the warehouse."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from atelier.notebook.arrow_rows import arrow_rows
from atelier.notebook.ground import How, ground
from atelier.problem import Problem

HOWS = ("replace", "append", "merge")


def load(
    rows: Any,
    table: str,
    *,
    how: How = "replace",
    keys: Sequence[str] = (),
    types: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Load a frame of pandas, Arrow, or `atelier.spark()` into a table, all of its rows or none.

    `replace` makes the table anew, `append` adds rows, `merge` updates rows with known keys and adds the others, so
    that doing it twice is doing it once. `keys` tell rows apart; rows without one, or with the same, are refused.
    `types` says what columns become, such as `{"total_sales": "DECIMAL(18,2)"}`; left out: what the frame has.
    Answers `{rows, inserted, updated, unchanged}`.
    Problems: `UnknownHow`, `RowsNotUnderstood`, `UnknownColumnType`, `NotOfThatType`, and those of the warehouse.
    """
    import pyarrow.parquet

    if how not in HOWS:
        raise Problem("UnknownHow", f"Rows cannot be loaded by {how!r}.", f"Name one of {', '.join(HOWS)}.")
    arrow = arrow_rows(rows, types or {})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        pyarrow.parquet.write_table(arrow, file, compression="zstd")
        return ground().load(file, table, how, [keys] if isinstance(keys, str) else list(keys))
