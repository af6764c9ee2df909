"""The same rows in the forms the two servers read best."""

import json

import pandas as pd


def our_bodies(rows: pd.DataFrame) -> dict[str, tuple[bytes, str]]:
    """CSV, and JSON columns."""
    columns = {name: _cells(rows[name]) for name in rows}
    return {"csv": (_csv(rows), "text/csv"), "json": (json.dumps(columns).encode(), "application/json")}


def their_bodies(rows: pd.DataFrame) -> dict[str, tuple[bytes, str]]:
    """JSON in MLflow's densest form; its CSV cannot carry a timestamp into a model whose signature has one."""
    split = {"columns": list(rows), "data": list(map(list, zip(*(_cells(rows[name]) for name in rows), strict=True)))}
    return {"json": (json.dumps({"dataframe_split": split}).encode(), "application/json")}


def _csv(rows: pd.DataFrame) -> bytes:
    return rows.to_csv(index=False, date_format="%Y-%m-%d").encode()


def _cells(column: pd.Series) -> list:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.strftime("%Y-%m-%d").tolist()
    return [None if pd.isna(cell) else cell for cell in column.tolist()]
