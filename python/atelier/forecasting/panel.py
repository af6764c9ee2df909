"""Rows of several series."""

from dataclasses import dataclass

import numpy as np

from atelier.problem import Problem


@dataclass(frozen=True)
class Panel:
    """Rows of several series, sorted by item, then time; NaN target = a step to forecast."""

    items: np.ndarray
    """(series,) item ids, as str"""
    offsets: np.ndarray
    """(series + 1,) row ranges per series"""
    time: np.ndarray
    """(rows,) datetime64[s]"""
    target: np.ndarray
    """(rows,) float64"""
    covariates: np.ndarray
    """(rows, k) float64, columns in the flow's order; NaN = unknown"""
    rejected: np.ndarray
    """(rows,) rows whose target is unknown since their row of the file could not be loaded"""

    def rows(self, series: int) -> slice:
        """Where one series lies in the row arrays."""
        return slice(self.offsets[series], self.offsets[series + 1])

    def row_series(self) -> np.ndarray:
        """(rows,) the series each row belongs to."""
        return np.repeat(np.arange(len(self.items)), np.diff(self.offsets))

    def known_rows(self) -> np.ndarray:
        """(series,) rows with a target."""
        return np.bincount(self.row_series()[~np.isnan(self.target)], minlength=len(self.items))


def panel_of(
    items: np.ndarray,
    time: np.ndarray,
    target: np.ndarray,
    covariates: np.ndarray,
    rejected: np.ndarray | None = None,
) -> Panel:
    """The panel of loose rows in any order, one per item and timestamp; ids become str (7 and 7.0 are the same id)."""
    ids = _text_ids(np.asarray(items))
    time = np.asarray(time).astype("datetime64[s]")
    names, series = np.unique(ids, return_inverse=True)
    order = np.lexsort((time, series))
    series, time = series[order], time[order]
    _refuse_duplicates(names, series, time)
    offsets = np.searchsorted(series, np.arange(len(names) + 1))
    return Panel(
        items=names,
        offsets=offsets,
        time=time,
        target=np.asarray(target, dtype=np.float64)[order],
        covariates=np.asarray(covariates, dtype=np.float64)[order],
        rejected=np.zeros(len(order), dtype=bool) if rejected is None else np.asarray(rejected, dtype=bool)[order],
    )


def select(panel: Panel, keep: np.ndarray) -> Panel:
    """The panel of the series where `keep` (series,) is true."""
    rows = np.repeat(keep, np.diff(panel.offsets))
    offsets = np.concatenate(([0], np.cumsum(np.diff(panel.offsets)[keep])))
    return Panel(
        panel.items[keep], offsets, panel.time[rows], panel.target[rows], panel.covariates[rows], panel.rejected[rows]
    )


def _text_ids(items: np.ndarray) -> np.ndarray:
    if items.dtype.kind == "f" and np.all(items == np.floor(items)):
        items = items.astype(np.int64)
    return items.astype(str)


def _refuse_duplicates(names: np.ndarray, series: np.ndarray, time: np.ndarray) -> None:
    twice = np.flatnonzero((series[1:] == series[:-1]) & (time[1:] == time[:-1]))
    if len(twice):
        first = twice[0]
        raise Problem(
            "DuplicateTimestamp",
            f"Item {names[series[first]]} has several rows at {time[first]} ({len(twice)} such rows in all).",
            "Keep one row per item and timestamp.",
        )
