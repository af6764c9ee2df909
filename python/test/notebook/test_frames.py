"""Rows of the warehouse as people get them in a notebook."""

import pandas as pd

from atelier.notebook.frames import frame_of


def columns(**types: str) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in types.items()]


def test_whole_numbers_stay_whole_where_one_is_missing() -> None:
    frame = frame_of(columns(store="INTEGER", promo="SMALLINT"), [[1, None], [2, 1]])
    assert frame["store"].dtype == "int64"
    assert str(frame["promo"].dtype) == "Int16"
    assert frame["promo"].tolist() == [pd.NA, 1]


def test_decimals_and_days_are_what_pandas_calculates_with() -> None:
    frame = frame_of(columns(total="DECIMAL(18,2)", day="DATE"), [["1234.50", "2026-02-28"], [None, None]])
    assert frame["total"].iloc[0] == 1234.5
    assert frame["day"].iloc[0] == pd.Timestamp("2026-02-28")
    assert frame.isna().sum().tolist() == [1, 1]


def test_two_columns_of_one_name_both_stay() -> None:
    frame = frame_of([{"name": "n", "type": "INTEGER"}, {"name": "n", "type": "VARCHAR"}], [[1, "one"]])
    assert frame.iloc[0].tolist() == [1, "one"]


def test_an_answer_without_rows_keeps_its_columns() -> None:
    assert frame_of(columns(n="BIGINT"), []).dtypes.astype(str).to_dict() == {"n": "int64"}
