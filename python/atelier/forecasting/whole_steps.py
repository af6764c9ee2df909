"""First and last steps that the rows cover only in part: half a week's sales are not a bad week."""

from dataclasses import replace

import numpy as np

from atelier.forecasting.grid import Grid
from atelier.forecasting.panel import Panel

FEWEST_ROWS_A_STEP = 2
USUAL_GAPS = 0.95
"""So many of the gaps between rows are usual: a week without its Sunday is whole where all weeks are."""


def whole_steps(panel: Panel, grid: Grid) -> tuple[Panel, int]:
    """The panel without the targets of each series' first and last step where these are not whole, and how many those
    steps are.

    Only where steps are made of several rows: a step is whole when the rows begin (end) no further from its own begin
    (end) than rows usually lie apart.
    """
    known = np.flatnonzero(~np.isnan(panel.target) | panel.rejected)
    series, time = panel.row_series()[known], panel.time[known].astype(np.int64)
    step = grid.steps(panel.time[known])
    gaps = np.diff(time)[np.diff(series) == 0]
    if len(gaps) == 0 or np.median(gaps) * FEWEST_ROWS_A_STEP > _usual_length(grid, step):
        return panel, 0
    slack = int(np.quantile(gaps, USUAL_GAPS))
    begin, end = (grid.begins(step + after).astype(np.int64) for after in (0, 1))
    first = np.flatnonzero(np.diff(series, prepend=-1))
    last = np.append(first[1:], len(series)) - 1
    late, early = time[first] - begin[first] >= slack, end[last] - time[last] > slack
    partial = np.concatenate((first[late], last[early]))
    ids = series * (step.max() - step.min() + 1) + step
    target = panel.target.copy()
    target[known[np.isin(ids, ids[partial])]] = np.nan
    return replace(panel, target=target), len(np.unique(ids[partial]))


def _usual_length(grid: Grid, step: np.ndarray) -> float:
    """Seconds of the step in the middle of the data."""
    middle = np.array([np.median(step)], dtype=np.int64)
    return float((grid.begins(middle + 1) - grid.begins(middle)).astype(np.int64)[0])
