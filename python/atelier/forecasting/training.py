"""From rows to a forecaster and what is known about it."""

import time
from dataclasses import dataclass, replace

import numpy as np

from atelier.forecasting.backtest import LeftOut, Progress, Tried, backtest
from atelier.forecasting.checks import check_covariates, check_frequency, check_lengths, check_target
from atelier.forecasting.ensemble import ensemble_prediction
from atelier.forecasting.final_fit import FinalFit, final_fit
from atelier.forecasting.forecaster import Forecaster, Trained
from atelier.forecasting.gaps import Gaps
from atelier.forecasting.grid import Grid, grid_of
from atelier.forecasting.lifts import Lifts, fit_lifts
from atelier.forecasting.panel import Panel
from atelier.forecasting.regular_panel import RegularPanel, regular_panel
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.training_rows import long_enough
from atelier.forecasting.whole_steps import whole_steps
from atelier.forecasting.window import Prediction, Window, earlier, part, renumbered, window_of


@dataclass(frozen=True)
class Training:
    """A forecaster fitted on all of the data, and the backtests that chose it."""

    forecaster: Forecaster
    final: FinalFit
    tried: dict[str, Tried]
    left_out: dict[str, LeftOut]
    lifts: Lifts
    """as they were before the earliest backtest window"""
    backtested_items: np.ndarray
    """(series,) ids of the windows' series: those long enough for every backtest"""
    windows: list[Window]
    holdout: list[Window]
    holdout_predictions: list[Prediction]
    """the ensemble's, by candidates that saw nothing after the earliest window's begin"""
    floor: float
    skipped_items: int
    """with fewer rows than `minimumRows`"""
    gaps: Gaps
    partial_steps: int
    """first and last steps that were left out because the rows cover only a part of them"""


def train(panel: Panel, spec: ForecastSpec, progress: Progress) -> Training:
    """Backtest every candidate, choose the ensemble, and fit its members again on everything."""
    deadline = time.monotonic() + spec.time_budget_seconds
    kept = long_enough(panel, spec)
    grid = grid_of(spec, kept.time)
    whole, partial_steps = whole_steps(kept, grid)
    kept = long_enough(whole, spec) if partial_steps else kept
    last_step = int(grid.steps(kept.time[~np.isnan(kept.target)]).max())
    regular = regular_panel(kept, spec, grid, last_step)
    check_frequency(kept, regular, spec)
    check_target(regular, spec)
    check_covariates(regular, spec)
    chosen = check_lengths(regular, spec)
    trained = Trained(kept.items, grid, last_step, bool(np.nanmin(regular.target) >= 0))
    lifts, windows, holdout = _backtest_windows(regular, chosen, spec, grid)
    tried, left_out = backtest(windows, holdout, spec, trained.floor, deadline, progress)
    final_lifts = fit_lifts(regular, regular.history, spec.season)
    end = window_of(regular, np.arange(len(kept.items)), final_lifts, grid, spec.season, spec.horizon)
    final = final_fit(tried, windows, end, spec, trained.floor, progress)
    members = {name: tried[name].candidate for name in final.weights}
    return Training(
        forecaster=Forecaster(spec, trained, final_lifts, final.candidates, final.weights),
        final=final,
        tried=tried,
        left_out=left_out,
        lifts=lifts,
        backtested_items=kept.items[chosen],
        windows=windows,
        holdout=holdout,
        holdout_predictions=[ensemble_prediction(members, final.weights, window, trained.floor) for window in holdout],
        floor=trained.floor,
        skipped_items=len(panel.items) - len(kept.items),
        gaps=regular.gaps,
        partial_steps=partial_steps,
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
