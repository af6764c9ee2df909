"""From rows as they come to one row per step."""

from dataclasses import dataclass

import numpy as np

from atelier.forecasting.calendar_columns import fill_calendar_column
from atelier.forecasting.fills import fill_series
from atelier.forecasting.gaps import Gaps, gaps_of
from atelier.forecasting.grid import Grid
from atelier.forecasting.panel import Panel
from atelier.forecasting.rejected_steps import estimate_rejected
from atelier.forecasting.spec import Fill, ForecastSpec


@dataclass(frozen=True)
class RegularPanel:
    """Every step of every series from its first known target to `horizon` steps after its last one."""

    items: np.ndarray
    first_step: np.ndarray
    """(series,) grid step of the first row"""
    history: np.ndarray
    """(series,) rows up to the last known target"""
    asked: np.ndarray
    """(series,) steps after the last known target for which the data has rows"""
    offsets: np.ndarray
    target: np.ndarray
    """(rows,) NaN in the steps to forecast alone"""
    covariates: np.ndarray
    """(rows, k) nothing unknown"""
    estimated: np.ndarray
    """(rows,) steps of the history whose target is an estimate: a row of them was rejected"""
    gaps: Gaps


def regular_panel(panel: Panel, spec: ForecastSpec, grid: Grid, back_until: int) -> RegularPanel:
    """One row per step: targets of the same step are added, of covariates the largest value counts, gaps are filled.

    A rejected row counts as the mean of its step's other rows; a step that has no others is estimated, never filled.
    Up to the grid step `back_until` (the last one any series was known for in training) a covariate that is unknown
    after the last known target counts as `back`, from there on as `future`. Rows before a series' first known target
    carry nothing to learn from and are left out. Every series has at least one known target.
    """
    step, series = grid.steps(panel.time), panel.row_series()
    known = ~np.isnan(panel.target)
    first = np.minimum.reduceat(np.where(known, step, np.iinfo(np.int64).max), panel.offsets[:-1])
    last = np.maximum.reduceat(np.where(known, step, np.iinfo(np.int64).min), panel.offsets[:-1])
    asked = step[panel.offsets[1:] - 1] - last
    history = last - first + 1
    offsets = np.concatenate(([0], np.cumsum(history + np.maximum(asked, spec.horizon))))
    keep = step >= first[series]
    position = (offsets[series] + step - first[series])[keep]
    rejected = np.bincount(position[(panel.rejected & (step <= last[series]))[keep]], minlength=offsets[-1])
    rows = np.bincount(position[~np.isnan(panel.target[keep])], minlength=offsets[-1])
    target = _added(panel.target[keep], position, rows, rejected)
    covariates = _largest(panel.covariates[keep], position, offsets[-1])
    _fill_calendar(covariates, spec, grid, first, offsets)
    late = int((panel.rejected & (step > last[series])).sum())
    gaps = gaps_of(offsets, history, first, target, rejected, covariates, spec.horizon, rows, late)
    estimated = (rejected > 0) & np.isnan(target)
    regular = RegularPanel(panel.items, first, history, asked, offsets, target, covariates, estimated, gaps)
    _fill(regular, spec, np.clip(back_until + 1 - first, history, np.diff(offsets)))
    return regular


def _added(values: np.ndarray, position: np.ndarray, rows: np.ndarray, rejected: np.ndarray) -> np.ndarray:
    known = ~np.isnan(values)
    total = np.bincount(position[known], weights=values[known], minlength=len(rows))
    total[rows == 0] = np.nan
    return total * (1 + rejected / np.maximum(rows, 1))


def _fill_calendar(
    covariates: np.ndarray, spec: ForecastSpec, grid: Grid, first: np.ndarray, offsets: np.ndarray
) -> None:
    if not np.isnan(covariates).any():
        return
    times = grid.times(np.repeat(first - offsets[:-1], np.diff(offsets)) + np.arange(offsets[-1]))
    for column, name in enumerate(spec.covariates):
        fill_calendar_column(name, covariates[:, column], times)


def _largest(values: np.ndarray, position: np.ndarray, rows: int) -> np.ndarray:
    largest = np.full((rows, values.shape[1]), np.nan)
    if len(position) == 0 or np.all(position[1:] > position[:-1]):
        largest[position] = values
    else:
        np.fmax.at(largest, position, values)
    return largest


def _fill(regular: RegularPanel, spec: ForecastSpec, known_end: np.ndarray) -> None:
    """Fill targets inside the history and covariates everywhere, in place."""
    target_fill = spec.fills.get(spec.target, Fill())
    fills = [spec.fills.get(name, Fill()) for name in spec.covariates]
    for series, (begin, end) in enumerate(zip(regular.offsets[:-1], regular.offsets[1:], strict=True)):
        past = slice(begin, begin + regular.history[series])
        if np.isnan(regular.target[past]).any():
            regular.target[past] = fill_series(regular.target[past], regular.history[series], target_fill)
            if regular.estimated[past].any():
                estimate_rejected(regular.target[past], regular.estimated[past], spec.season)
        if np.isnan(regular.covariates[begin:end]).any():
            for column, fill in enumerate(fills):
                values = regular.covariates[begin:end, column]
                regular.covariates[begin:end, column] = fill_series(values, known_end[series], fill)
