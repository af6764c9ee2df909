"""Rows of the warehouse as people get them in a notebook."""

import pandas as pd

from atelier.notebook.frames import frame_of


def columns(**types: str) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in types.items()]


def test_whole_numbers_stay_whole_where_one_is_missing() -> None:
    frame = frame_of(columns(store="INTEGER", promo="SMALLINT"), [[1, None], [2, 1]])
    assert frame["store"].dtype == "int64"
    assert str(frame["promo"].dtype) == "Int64"
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


def test_numbers_beyond_what_json_and_64_bits_hold_stay_whole() -> None:
    big = {"b": "BIGINT", "n": "BIGINT", "h": "HUGEINT", "s": "HUGEINT", "u": "UBIGINT"}
    frame = frame_of(
        columns(**big),
        [["9007199254740993", None, "170141183460469231731687303715884105727", 7, "18446744073709551615"]] * 2,
    )
    assert frame.iloc[0].tolist()[0] == 9007199254740993
    assert frame["h"][0] == 2**127 - 1
    assert (str(frame["n"].dtype), str(frame["s"].dtype), str(frame["u"].dtype)) == ("Int64", "int64", "uint64")
    assert frame["u"][0] == 2**64 - 1


def test_numbers_that_are_none_and_times_that_are_far_away_are_kept() -> None:
    kinds = {"x": "DOUBLE", "b": "BOOLEAN", "day": "DATE", "at": "TIMESTAMP WITH TIME ZONE"}
    frame = frame_of(
        columns(**kinds), [["NaN", True, "9999-12-31", "2026-01-01 08:00:00+00"], ["-Infinity", None, None, None]]
    )
    assert frame["x"].isna().tolist() == [True, False]
    assert frame["x"][1] == float("-inf")
    assert str(frame["b"].dtype) == "boolean"
    assert frame["day"][0] == pd.Timestamp("9999-12-31")
    assert frame["at"][0] == pd.Timestamp("2026-01-01 08:00", tz="UTC")
    assert frame_of(columns(day="DATE"), [["infinity"]])["day"][0] == "infinity"


def test_lists_of_decimals_and_endless_times_stay_as_they_came() -> None:
    kinds = {"l": "DECIMAL(2,1)[]", "a": "DECIMAL(2,1)[2]", "z": "TIMESTAMP WITH TIME ZONE", "n": "TIMESTAMP_NS"}
    frame = frame_of(columns(**kinds), [[["1.0"], ["1.0", "2.0"], "infinity", "2026-01-01 00:00:00.000000001"]])
    assert frame.iloc[0].tolist()[:3] == [["1.0"], ["1.0", "2.0"], "infinity"]
    assert frame["n"][0].nanosecond == 1
