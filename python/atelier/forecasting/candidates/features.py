"""Features that the trees look at: the recent past of a series as it stands at an origin, and each step to forecast."""

import numpy as np
from numba import njit

from atelier.forecasting.window import Window

SPAN_SEASONS = 8
"""Seasons whose mean is the scale of a series' values, and whose mean at a position is that position's usual value."""
PAST = (
    "usual value of the position",
    "the same, at the level of the last steps",
    "the same, at the level of the last season",
    "the same, at the level of the last four seasons",
    "level of the last steps",
    "level of the last season",
    "level of the last four seasons",
    "a season ago",
    "two seasons ago",
    "last 26 seasons",
    "deviation",
    "a year ago, against its past",
    "the same date a year ago, against the same position around it",
)
CALENDAR = ("hour", "weekday", "day of the month", "date in the year")
LIFT_COLUMN = len(PAST) + 1 + len(CALENDAR)
"""Columns: the past, the step, the calendar, the lift, the covariates."""


def features(window: Window, season: int, year: int) -> tuple[np.ndarray, np.ndarray]:
    """(series x horizon, features) float32, and the scale (series,) by which forecasts are multiplied.

    `year` is a year in steps, a whole number of seasons; 0 when a season is a year already.
    """
    past = np.empty((len(window.begin), window.horizon, len(PAST)))
    scale = np.empty(len(window.begin))
    rows = window.end[:, None] + np.arange(window.horizon)
    steps = window.first_step[:, None] + rows - window.begin[:, None]
    same_date = window.begin[:, None] + window.grid.year_before(steps) - window.first_step[:, None]
    _past(window.neutral, window.begin, window.end, season, year, same_date, past, scale)
    step = np.broadcast_to(np.arange(window.horizon, dtype=np.float64), rows.shape)
    table = [
        past,
        step[:, :, None],
        window.grid.calendar(steps),
        window.lift[rows][:, :, None],
        window.covariates[rows],
    ]
    stacked = np.concatenate(table, axis=2).astype(np.float32)
    return stacked.reshape(-1, stacked.shape[2]), scale


@njit("float64(float64[::1], int64, int64, float64[::1], float64)", cache=True, nogil=True)
def _level(target, first, origin, usual, half_life):
    """Recent values against their positions' usual values, the last ones counting most."""
    season = len(usual)
    decay = 0.5 ** (1.0 / half_life)
    weight, above, below = 1.0, 0.0, 0.0
    for row in range(origin - 1, max(first, origin - 5 * int(half_life) - 1) - 1, -1):
        above += weight * target[row]
        below += weight * usual[(origin - 1 - row) % season]
        weight *= decay
    return above / below if below > 0.0 else 1.0


@njit(
    "void(float64[::1], int64[::1], int64[::1], int64, int64, int64[:, ::1], float64[:, :, ::1], float64[::1])",
    cache=True,
    nogil=True,
)
def _past(target, begin, end, season, year, same_date, past, scale):
    usual = np.empty(season)
    for i in range(len(begin)):
        first, origin = begin[i], end[i]
        recent = target[max(first, origin - max(SPAN_SEASONS * season, 8)) : origin]
        scale[i] = max(np.abs(recent).mean(), 0.01 * np.abs(target[first:origin]).mean(), 1e-12)
        for back in range(season):
            usual[back] = recent[::-1][back::season].mean() if back < len(recent) else recent.mean()
        fast = _level(target, first, origin, usual, max(season / 5.0, 1.0))
        medium = _level(target, first, origin, usual, max(season / 1.5, 2.0))
        slow = _level(target, first, origin, usual, 3.0 * season)
        longer = target[max(first, origin - 26 * season) : origin].mean()
        year_before = np.nan
        if year > 0 and origin - first > year + SPAN_SEASONS * season:
            year_before = target[origin - year - SPAN_SEASONS * season : origin - year].mean()
        for step in range(past.shape[1]):
            out = past[i, step]
            nearest = origin + step - season * (step // season + 1)
            at = usual[(origin - 1 - nearest) % season] / scale[i]
            out[0], out[1], out[2], out[3] = at, at * fast, at * medium, at * slow
            out[4], out[5], out[6] = fast, medium, slow
            out[7] = target[nearest] / scale[i] if nearest >= first else np.nan
            out[8] = target[nearest - season] / scale[i] if nearest - season >= first else np.nan
            out[9] = longer / scale[i]
            out[10] = recent.std() / scale[i]
            out[11] = np.nan
            if year_before > 0.0:
                half = season // 2
                low, high = origin + step - year - half, min(origin + step - year + half + 1, origin)
                out[11] = target[low:high].mean() / year_before
            out[12] = np.nan
            row = same_date[i, step]
            if year > 0 and row - season >= first and row + season < origin:
                around = 0.5 * (target[row - season] + target[row + season])
                if around > 0.1 * scale[i]:
                    out[12] = target[row] / around
