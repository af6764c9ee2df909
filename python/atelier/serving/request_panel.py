"""The rows of a request as a panel, checked."""

from collections.abc import Set

import numpy as np
import pyarrow as pa

from atelier.forecasting.panel import Panel
from atelier.forecasting.spec import ForecastSpec
from atelier.problem import Problem
from atelier.serving.nearest_name import nearest_name
from atelier.serving.row_schema import LARGEST_NUMBER, NUMBER, TIMESTAMP, bad_value
from atelier.serving.shown import shown


def request_panel(table: pa.Table, spec: ForecastSpec, known_items: Set[str]) -> Panel:
    """History first, then the steps to forecast, for items the model knows.

    Problems: `NoRows`, `BadItem`, `BadDate`, `BadNumber`, `UnknownItem`, `DuplicateTimestamp`,
    `FutureBeforeHistory`.
    """
    if table.num_rows == 0:
        raise Problem("NoRows", "The body has no row.", "Send rows of history, then rows to forecast.")
    names, series = _series(table[spec.item].combine_chunks(), spec.item, known_items)
    time = _times(table[spec.timestamp].combine_chunks(), spec.timestamp)
    target = _numbers(table, spec.target)
    covariates = np.column_stack([_numbers(table, name) for name in spec.covariates] or [np.empty((len(time), 0))])
    step = _next_in_order(series, time)
    if not step.all():
        order = np.lexsort((time, series))
        series, time, target, covariates = series[order], time[order], target[order], covariates[order]
        _refuse_duplicates(names, series, time)
    _refuse_early_future(names, series, time, target)
    rejected = np.zeros(len(time), dtype=bool)
    return Panel(names, np.searchsorted(series, np.arange(len(names) + 1)), time, target, covariates, rejected)


def _series(items: pa.Array, column: str, known_items: Set[str]) -> tuple[np.ndarray, np.ndarray]:
    """The sorted ids, and for each row the index of its id."""
    if items.null_count:
        raise bad_value(column, items.is_null().to_numpy(zero_copy_only=False).argmax() + 1, None, items.type)
    encoded = items.dictionary_encode()
    # One more than there are known ones is enough to find one that is not.
    ids = [str(item) for item in encoded.dictionary.slice(0, len(known_items) + 1).to_pylist()]
    unknown = [item for item in ids if item not in known_items]
    if unknown:
        raise _unknown_item(unknown, known_items)
    names = np.array(ids)
    order = np.argsort(names)
    return names[order], np.argsort(order)[encoded.indices.to_numpy()]


def _unknown_item(unknown: list[str], known_items: Set[str]) -> Problem:
    near = nearest_name(unknown[0], known_items, 0)
    others = " and others" if len(unknown) > 1 else ""
    return Problem(
        "UnknownItem",
        f"The model was not trained on item '{shown(unknown[0])}'{others}; it knows {len(known_items)} "
        f"items, the nearest is '{near}'.",
        "Ask for items the model knows, or train again with the history of this one.",
    )


def _times(times: pa.Array, column: str) -> np.ndarray:
    if times.null_count:
        raise bad_value(column, times.is_null().to_numpy(zero_copy_only=False).argmax() + 1, None, TIMESTAMP)
    return times.to_numpy().astype("datetime64[s]")


def _numbers(table: pa.Table, column: str) -> np.ndarray:
    values = table[column].combine_chunks()
    numbers = values.to_numpy(zero_copy_only=False)
    # What is not a number compares as false; unknown values are not numbers either.
    refused = ~(np.abs(numbers) <= LARGEST_NUMBER)
    if values.null_count:
        refused &= values.is_valid().to_numpy(zero_copy_only=False)
    if refused.any():
        row = int(np.argmax(refused))
        raise bad_value(column, row + 1, numbers[row], NUMBER)
    return numbers


def _next_in_order(series: np.ndarray, time: np.ndarray) -> np.ndarray:
    same = series[1:] == series[:-1]
    return (series[1:] > series[:-1]) | (same & (time[1:] > time[:-1]))


def _refuse_duplicates(names: np.ndarray, series: np.ndarray, time: np.ndarray) -> None:
    twice = np.flatnonzero(~_next_in_order(series, time))
    if len(twice):
        raise Problem(
            "DuplicateTimestamp",
            f"Item '{shown(names[series[twice[0]]])}' has several rows at {time[twice[0]]} "
            f"({len(twice)} such rows in all).",
            "Send one row per item and timestamp.",
        )


def _refuse_early_future(names: np.ndarray, series: np.ndarray, time: np.ndarray, target: np.ndarray) -> None:
    empty = np.isnan(target)
    early = np.flatnonzero(empty[:-1] & ~empty[1:] & (series[1:] == series[:-1]))
    if len(early):
        row = early[0]
        raise Problem(
            "FutureBeforeHistory",
            f"Item '{shown(names[series[row]])}' has an empty target at {time[row]} "
            f"but a known one at {time[row + 1]}.",
            "Leave out rows of history without a target; only rows after the last known one are forecast.",
        )
