"""Series as the candidates see them: history up to an origin, and the steps after it."""

from dataclasses import dataclass, replace

import numpy as np

from atelier.forecasting.closures import closed_rows
from atelier.forecasting.grid import Grid
from atelier.forecasting.lifts import Lifts
from atelier.forecasting.regular_panel import RegularPanel


@dataclass(frozen=True)
class Window:
    """History rows `begin:end` and steps to forecast `end:end + horizon` of each series; nothing unknown in them.

    Targets from `end` on may be present (backtests), and no candidate reads them.
    """

    series: np.ndarray
    """(series,) which of the trained items each one is"""
    begin: np.ndarray
    """(series,) first row of the history"""
    end: np.ndarray
    """(series,) row of the first step to forecast"""
    first_step: np.ndarray
    """(series,) grid step of row `begin`"""
    target: np.ndarray
    """(rows,) float64"""
    covariates: np.ndarray
    """(rows, k) float64"""
    lift: np.ndarray
    """(rows,) factor by which the covariates raise the target; 0 on closed days"""
    neutral: np.ndarray
    """(rows,) the target without that lift; on closed days what it was a season before"""
    horizon: int
    grid: Grid
    estimated: np.ndarray
    """(rows,) steps whose target is an estimate, because a row of them was rejected"""

    def lengths(self) -> np.ndarray:
        """(series,) rows of each history."""
        return self.end - self.begin

    def actual(self) -> np.ndarray:
        """(series, horizon) the targets of the steps to forecast; NaN where the future is not known."""
        return self.target[self.end[:, None] + np.arange(self.horizon)]

    def scored(self) -> np.ndarray:
        """(series, horizon) the targets that a forecast is measured against; NaN where they are estimates."""
        rows = self.end[:, None] + np.arange(self.horizon)
        return np.where(self.estimated[rows], np.nan, self.target[rows])

    def future_lift(self) -> np.ndarray:
        """(series, horizon) the lift of the steps to forecast."""
        return self.lift[self.end[:, None] + np.arange(self.horizon)]


@dataclass(frozen=True)
class Prediction:
    """One candidate's answer for a window."""

    mean: np.ndarray
    """(series, horizon)"""
    quantiles: np.ndarray
    """(series, horizon, levels)"""


def window_of(regular: RegularPanel, series: np.ndarray, lifts: Lifts, grid: Grid, season: int, horizon: int) -> Window:
    """The window after the last known target; `series` (series,) maps each series to a trained item."""
    begin, offsets = regular.offsets[:-1], regular.offsets
    lift = lifts.factors(series, offsets, regular.covariates)
    neutral = regular.target / lift
    closed = closed_rows(lifts.closed, grid, regular.first_step, offsets, regular.target)
    if closed.any():
        lift[closed] = 0.0
        rows = np.flatnonzero(closed)
        rows = rows[rows - season >= np.repeat(begin, np.diff(offsets))[rows]]
        neutral[rows] = neutral[rows - season]
    return Window(
        series=series,
        begin=begin,
        end=begin + regular.history,
        first_step=regular.first_step,
        target=regular.target,
        covariates=regular.covariates,
        lift=lift,
        neutral=neutral,
        horizon=horizon,
        grid=grid,
        estimated=regular.estimated,
    )


def earlier(window: Window, steps: int | np.ndarray) -> Window:
    """The window whose origin lies `steps` (one number, or one per series) before this one's."""
    return replace(window, end=window.end - steps)


def part(window: Window, chosen: np.ndarray) -> Window:
    """The window of some of the series, given as a mask or as indices."""
    return replace(
        window,
        series=window.series[chosen],
        begin=window.begin[chosen],
        end=window.end[chosen],
        first_step=window.first_step[chosen],
    )


def renumbered(window: Window) -> Window:
    """The window with its own series numbered from 0, as candidates expect it for fitting."""
    return replace(window, series=np.arange(len(window.series)))
