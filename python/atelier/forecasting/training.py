"""From rows to a forecaster and what is known about it."""

import time
from dataclasses import dataclass, replace

import numpy as np

from atelier.forecasting.backtest import LeftOut, Progress, Tried, backtest
from atelier.forecasting.candidate import KINDS
from atelier.forecasting.checks import check_frequency, check_lengths, check_target
from atelier.forecasting.ensemble import ensemble_prediction, select_ensemble
from atelier.forecasting.forecaster import Forecaster, Trained
from atelier.forecasting.grid import Grid, grid_of
from atelier.forecasting.lifts import Lifts, fit_lifts
from atelier.forecasting.panel import Panel
from atelier.forecasting.regular_panel import RegularPanel, regular_panel
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.training_rows import long_enough
from atelier.forecasting.window import Prediction, Window, earlier, part, renumbered, window_of


@dataclass(frozen=True)
class Training:
    """A forecaster fitted on all of the data, and the backtests that chose it."""

    forecaster: Forecaster
    weights: dict[str, float]
    tried: dict[str, Tried]
    left_out: dict[str, LeftOut]
    lifts: Lifts
    """as they were before the earliest backtest window"""
    windows: list[Window]
    holdout: list[Window]
    holdout_predictions: list[Prediction]
    """the ensemble's, by candidates that saw nothing after the earliest window's begin"""
    floor: float
    items: int
    skipped_items: int
    fit_seconds: dict[str, float]


def train(panel: Panel, spec: ForecastSpec, progress: Progress) -> Training:
    """Backtest every candidate, choose the ensemble, and fit its members again on everything."""
    kept = long_enough(panel, spec)
    grid = grid_of(spec, kept.time)
    last_step = int(grid.steps(kept.time[~np.isnan(kept.target)]).max())
    regular = regular_panel(kept, spec, grid, last_step)
    check_frequency(kept, regular, spec)
    check_target(regular, spec)
    chosen = check_lengths(regular, spec)
    trained = Trained(kept.items, grid, last_step, bool(np.nanmin(regular.target) >= 0))
    lifts, windows, holdout = _backtest_windows(regular, chosen, spec, grid)
    tried, left_out = backtest(windows, holdout, spec, trained.floor, progress)
    columns = np.searchsorted(spec.fitted_levels, spec.levels)
    quantiles = {name: [one.quantiles[:, :, columns] for one in result.predictions] for name, result in tried.items()}
    weights = select_ensemble(quantiles, [window.actual() for window in windows], np.array(spec.levels))
    candidates = {name: tried[name].candidate for name in weights}
    forecaster, fit_seconds = _final_fit(regular, spec, trained, weights, progress)
    return Training(
        forecaster=forecaster,
        weights=weights,
        tried=tried,
        left_out=left_out,
        lifts=lifts,
        windows=windows,
        holdout=holdout,
        holdout_predictions=[ensemble_prediction(candidates, weights, window, trained.floor) for window in holdout],
        floor=trained.floor,
        items=len(kept.items),
        skipped_items=len(panel.items) - len(kept.items),
        fit_seconds=fit_seconds,
    )


def _backtest_windows(
    regular: RegularPanel, chosen: np.ndarray, spec: ForecastSpec, grid: Grid
) -> tuple[Lifts, list[Window], list[Window]]:
    """Lifts as known before the earliest window, the backtest windows, and those that cover the holdout."""
    first = spec.holdout + spec.backtest_windows * spec.horizon
    lifts = fit_lifts(regular, np.where(chosen, regular.history - first, 0), spec.season)
    series = np.arange(len(chosen))
    end = renumbered(part(window_of(regular, series, lifts, grid, spec.season, spec.horizon), chosen))
    windows = [earlier(end, first - number * spec.horizon) for number in range(spec.backtest_windows)]
    holdout = [
        replace(earlier(end, left), horizon=min(left, spec.horizon)) for left in range(spec.holdout, 0, -spec.horizon)
    ]
    return lifts.of(chosen), windows, holdout


def _final_fit(
    regular: RegularPanel, spec: ForecastSpec, trained: Trained, weights: dict[str, float], progress: Progress
) -> tuple[Forecaster, dict[str, float]]:
    """The chosen candidates fitted on every series' whole history, and the seconds each took."""
    lifts = fit_lifts(regular, regular.history, spec.season)
    window = window_of(regular, np.arange(len(regular.items)), lifts, trained.grid, spec.season, spec.horizon)
    candidates, seconds = {}, {}
    for number, name in enumerate(weights):
        progress(f"final fit: {name}", number, len(weights))
        begun = time.monotonic()
        candidates[name] = KINDS[name].fit(window, spec)
        seconds[name] = time.monotonic() - begun
    return Forecaster(spec, trained, lifts, candidates, weights), seconds
