"""Rows of a request, as lists of cells below a header."""

import json
from collections.abc import Sequence
from typing import Any

COLUMNS = ("store_id", "sales_date", "total_sales", "promo", "school_holiday")
HISTORY_DAYS = 30
HORIZON = 5


def rows_of(item: Any, history: int = HISTORY_DAYS, future: int = HORIZON) -> list[list[Any]]:
    """History from 2024-02-01 on, then future rows with an empty target."""
    return [
        [item, f"2024-{2 + day // 29:02}-{1 + day % 29:02}", 1000.5 + day if day < history else None, day % 2, 0]
        for day in range(history + future)
    ]


def csv_of(rows: Sequence[Sequence[Any]], columns: Sequence[str] = COLUMNS) -> str:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in (columns, *rows)]
    return "\n".join(lines) + "\n"


def records_of(rows: Sequence[Sequence[Any]], columns: Sequence[str] = COLUMNS) -> str:
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows])


def columns_of(rows: Sequence[Sequence[Any]], columns: Sequence[str] = COLUMNS) -> str:
    return json.dumps(dict(zip(columns, zip(*rows, strict=True), strict=True)))
