"""Covariates that are known for every day, whether the data has a row for it or not."""

from collections.abc import Callable

import numpy as np

THURSDAY = 3
"""An ISO week belongs to the year of its Thursday; Monday is 0."""


def _month(day: np.ndarray) -> np.ndarray:
    return day.astype("datetime64[M]").astype(np.int64) % 12 + 1


def _year(day: np.ndarray) -> np.ndarray:
    return day.astype("datetime64[Y]").astype(np.int64) + 1970


def _weekday(day: np.ndarray) -> np.ndarray:
    return (day.astype(np.int64) + 3) % 7


def _week(day: np.ndarray) -> np.ndarray:
    thursday = day - _weekday(day) + THURSDAY
    return (thursday - thursday.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) // 7 + 1


COLUMNS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "week": _week,
    "month": _month,
    "quarter": lambda day: (_month(day) + 2) // 3,
    "year": _year,
    "weekday": _weekday,
}


def fill_calendar_column(name: str, values: np.ndarray, time: np.ndarray) -> None:
    """Fill the unknown values of a calendar column in place.

    A date dimension that counts otherwise (weeks of a fiscal year) cannot be continued by anybody else: where its known
    values are not those of the ordinary calendar, nothing is filled.
    """
    known = ~np.isnan(values)
    if name not in COLUMNS or known.all():
        return
    ordinary = COLUMNS[name](time.astype("datetime64[D]")).astype(np.float64)
    if (values[known] == ordinary[known]).all():
        values[~known] = ordinary[~known]
