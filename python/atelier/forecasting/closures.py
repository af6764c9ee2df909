"""Days on which nobody sells anything: public holidays, which come back on the same date."""

import numpy as np

from atelier.forecasting.grid import Grid

FEWEST_SERIES = 3
NOTHING = 0.02
"""Less than this share of what is usual counts as nothing."""


def closed_steps(
    target: np.ndarray, begin: np.ndarray, end: np.ndarray, first_step: np.ndarray, season: int
) -> np.ndarray:
    """The grid steps at which all series together had nothing, though they had something a season before or after."""
    origin = int(first_step.min())
    length = int((first_step + end - begin).max()) - origin
    total, usual, series = np.zeros(length), np.zeros(length), np.zeros(length)
    for first, row, past in zip(first_step - origin, begin, end, strict=True):
        history = target[row:past]
        around = np.maximum(np.abs(history[: -2 * season]), np.abs(history[2 * season :]))
        here = slice(first + season, first + season + len(around))
        total[here] += np.abs(history[season : season + len(around)])
        usual[here] += around
        series[here] += around != 0
    return np.flatnonzero((series >= FEWEST_SERIES) & (total < NOTHING * usual)) + origin


def closed_rows(
    closed: np.ndarray, grid: Grid, first_step: np.ndarray, offsets: np.ndarray, target: np.ndarray
) -> np.ndarray:
    """(rows,) rows of ragged series that are closed or, a year after a closed step, to be expected to be.

    A row of which the target is known to be something is not closed.
    """
    if len(closed) == 0:
        return np.zeros(len(target), dtype=bool)
    origin = int(first_step.min())
    steps = np.arange(origin, int((first_step + np.diff(offsets)).max()))
    expected = np.isin(steps, closed) | np.isin(grid.year_before(steps), closed)
    start = np.repeat(first_step - origin - offsets[:-1], np.diff(offsets))
    return expected[start + np.arange(len(target))] & ((target == 0) | np.isnan(target))
