"""The steps after each series' last known target."""

import numpy as np

from atelier.forecasting.grid import Grid
from atelier.forecasting.panel import Panel


def next_steps(panel: Panel, grid: Grid, horizon: int) -> Panel:
    """The panel that asks for `horizon` steps after each series' last known target.

    Rows further ahead are left out. Rows ahead that the panel has keep their covariates; every series gets a row of
    unknowns at its last step, which is what asks for the steps before it.
    """
    step, series = grid.steps(panel.time), panel.row_series()
    known_step = np.where(np.isnan(panel.target), np.iinfo(np.int64).min, step)
    end = np.maximum.reduceat(known_step, panel.offsets[:-1]) + horizon
    keep = step <= end[series]
    unknown = np.full(len(end), np.nan)
    series = np.concatenate((series[keep], np.arange(len(end))))
    time = np.concatenate((panel.time[keep], grid.times(end)))
    target = np.concatenate((panel.target[keep], unknown))
    covariates = np.vstack((panel.covariates[keep], np.full((len(end), panel.covariates.shape[1]), np.nan)))
    rejected = np.concatenate((panel.rejected[keep], np.zeros(len(end), dtype=bool)))
    order = np.lexsort((time, series))
    offsets = np.searchsorted(series[order], np.arange(len(end) + 1))
    return Panel(panel.items, offsets, time[order], target[order], covariates[order], rejected[order])
