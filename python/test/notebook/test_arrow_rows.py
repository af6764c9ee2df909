"""What a notebook loads, as columns of a warehouse."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from atelier.notebook.arrow_rows import arrow_rows
from atelier.problem import Problem


def test_cents_stay_cents() -> None:
    frame = pd.DataFrame({"a": [Decimal("1.10"), None], "b": [0.1 + 0.2, 2.675], "c": [1, 7]})
    table = arrow_rows(frame, {"b": "DECIMAL(18,2)", "c": "DECIMAL(18,2)"})
    assert table.to_pydict() == {
        "a": [Decimal("1.10"), None],
        "b": [Decimal("0.30"), Decimal("2.68")],
        "c": [Decimal("1.00"), Decimal("7.00")],
    }


def test_whole_numbers_dates_and_times_stay_what_they_are_and_the_index_stays_away() -> None:
    frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int32"), "day": [date(2026, 2, 28), None]}, index=[7, 8])
    frame["at"] = pd.to_datetime(["2026-02-28 10:00:00.123456", None])
    table = arrow_rows(frame, {"n": "SMALLINT"})
    assert [str(field.type) for field in table.schema] == ["int16", "date32[day]", "timestamp[us]"]
    assert table.to_pydict() == {
        "n": [1, None],
        "day": [date(2026, 2, 28), None],
        "at": [datetime(2026, 2, 28, 10, 0, 0, 123456), None],
    }


def test_frames_of_the_engine_and_of_arrow_are_rows_too(session: Any) -> None:
    frame = session.createDataFrame(pd.DataFrame({"a": [1, 2]}))
    assert arrow_rows(frame, {}).to_pydict() == {"a": [1, 2]}
    assert arrow_rows(pa.table({"a": [1]}), {"a": "VARCHAR"}).to_pydict() == {"a": ["1"]}


@pytest.mark.parametrize(
    ("rows", "types", "code", "words"),
    [
        ([1, 2], {}, "RowsNotUnderstood", "Rows are a list"),
        (pd.DataFrame({"a": [1, "x"]}), {}, "RowsNotUnderstood", "several kinds"),
        (pd.DataFrame({"a": [1]}), {"b": "BIGINT"}, "RowsNotUnderstood", "There is no column 'b'; there is a."),
        (pd.DataFrame({"a": [1]}), {"a": "MONEY"}, "UnknownColumnType", "'MONEY'"),
        (pd.DataFrame({"a": [1]}), {"a": "DECIMAL(5,6)"}, "UnknownColumnType", "'DECIMAL(5,6)'"),
        (pd.DataFrame({"a": ["x"]}), {"a": "INTEGER"}, "NotOfThatType", "holds what is no INTEGER"),
        (pd.DataFrame({"a": [70_000]}), {"a": "SMALLINT"}, "NotOfThatType", "holds what is no SMALLINT"),
        (pd.DataFrame({"a": [1234.5]}), {"a": "DECIMAL(3,2)"}, "NotOfThatType", "holds what is no DECIMAL"),
        (pd.DataFrame({"a": pd.to_datetime(["2026-01-01 10:00"])}), {"a": "DATE"}, "NotOfThatType", "time of day"),
        (pd.DataFrame({"a": [1.5]}), {"a": "BIGINT"}, "NotOfThatType", "holds what is no BIGINT"),
        (pd.DataFrame({"a": pd.to_datetime(["2026-01-01 00:00:00.000000001"])}), {}, "NotOfThatType", "TIMESTAMP"),
    ],
)
def test_what_would_be_cut_off_or_guessed_is_refused(rows: Any, types: dict[str, str], code: str, words: str) -> None:
    with pytest.raises(Problem, match=words.replace("(", r"\(").replace(")", r"\)")) as refused:
        arrow_rows(rows, types)
    assert refused.value.code == code
