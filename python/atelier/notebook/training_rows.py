"""Rows of a data frame as those that a forecaster learns from."""

from typing import TYPE_CHECKING, Any

from atelier.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

SHOWN_COLUMNS = 20


def training_rows_of(frame: "pd.DataFrame", section: dict[str, Any]) -> "pd.DataFrame":
    """The section's columns, times as times and numbers as numbers; the frame stays as it is.

    Problems: `FrameNotRead`, `FrameColumnMissing`, `FrameTimeNotRead`, `FrameNumberNotRead`.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        message = f"train was given a {type(frame).__name__}; accepted is a data frame of pandas."
        raise Problem("FrameNotRead", message, "Give it what `atelier.sql` answers, or call `.toPandas()` first.")
    names = [section["item"], section["timestamp"], section["target"], *section["covariates"]]
    for name in names:
        _check_column(frame, name)
    if frame.empty:
        raise Problem("FrameNotRead", "The frame has no rows.", "Look at the query that made it.")
    rows = frame.reset_index(drop=True)
    columns = {section["item"]: _items(rows[names[0]]), section["timestamp"]: _times(rows[names[1]])}
    return pd.DataFrame(columns | {name: _numbers(rows[name]) for name in names[2:]})


def _check_column(frame: "pd.DataFrame", name: str) -> None:
    found = sum(column == name for column in frame.columns)
    if found == 1:
        return
    has = ", ".join(str(column) for column in frame.columns[:SHOWN_COLUMNS])
    how = "has no column" if found == 0 else f"has {found} columns"
    message = f"The frame {how} {name!r}; it has {has}."
    raise Problem("FrameColumnMissing", message, "Name a column that it has once, or have the query answer it.")


def _items(values: "pd.Series") -> "pd.Series":
    import pandas as pd

    is_number = pd.api.types.is_integer_dtype(values.dtype)
    if is_number and not values.isna().any():
        return values.astype("int64")
    return values.astype("string")


def _times(values: "pd.Series") -> "pd.Series":
    import pandas as pd

    if pd.api.types.is_numeric_dtype(values.dtype):
        raise _time_problem(values, f"holds numbers such as {values.iloc[0]}")
    try:
        times = pd.to_datetime(values)
    except (ValueError, TypeError, OverflowError) as failure:
        raise _time_problem(values, f"holds what is no time: {str(failure).splitlines()[0][:200]}") from failure
    if not pd.api.types.is_datetime64_any_dtype(times.dtype) or times.dt.tz is not None:
        raise _time_problem(values, "has times of a time zone, whose days have 23 to 25 hours")
    return times.dt.floor("s").astype("datetime64[s]")


def _time_problem(values: "pd.Series", how: str) -> Problem:
    fix = f"Make plain times of it first: frame[{values.name!r}] = pd.to_datetime(…)."
    return Problem("FrameTimeNotRead", f"{values.name} {how}; accepted are days and times without a zone.", fix)


def _numbers(values: "pd.Series") -> "pd.Series":
    """Missing values stay missing; texts are no numbers, also where they look like some."""
    import pandas as pd

    texts = values[[isinstance(value, str) for value in values]] if not _is_number(values) else values.iloc[:0]
    try:
        if len(texts):
            raise ValueError
        return pd.to_numeric(values).astype("Float64" if values.isna().any() else "float64").astype("float64")
    except (ValueError, TypeError) as failure:
        where = f"row {texts.index[0]} has {texts.iloc[0]!r}" if len(texts) else f"its type is {values.dtype}"
        raise Problem(
            "FrameNumberNotRead",
            f"{values.name} is no column of numbers: {where} ({len(texts)} texts in {len(values)} rows).",
            f"Make numbers of it first: frame[{values.name!r}] = pd.to_numeric(frame[{values.name!r}]).",
        ) from failure


def _is_number(values: "pd.Series") -> bool:
    import pandas as pd

    return pd.api.types.is_numeric_dtype(values.dtype)
