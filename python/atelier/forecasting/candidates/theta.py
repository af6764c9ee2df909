"""The Theta method: half the long-run slope added to a smoothed, deseasonalised level."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from atelier.forecasting.candidates.pattern_search import pattern_search
from atelier.forecasting.candidates.spread import Spread, measure_spread, no_spread, spread_around
from atelier.forecasting.window import Prediction, Window

NO_SEASON, ADDED, FACTOR = 0, 1, 2
LOW = np.array([0.001, 0.0])
HIGH = np.array([0.999, 0.9])
START = np.array([0.2, 0.5])


@dataclass(frozen=True)
class Theta:
    """Optimised Theta model per item, over the target at neutral covariates."""

    season: int
    forms: np.ndarray
    """(items,) 0 without a season, 1 the season is added, 2 it is a factor"""
    parameters: np.ndarray
    """(items, 2) alpha and the share 1 - 1/theta of the long-run line"""
    usual_error: np.ndarray
    shape: np.ndarray
    relative: bool

    def forecast(self, window: Window) -> Prediction:
        """The level and line continued, the season put back, times the covariates' lift."""
        return spread_around(self.point(window), Spread(self.usual_error, self.shape, self.relative), window)

    def point(self, window: Window) -> np.ndarray:
        """(series, horizon) the point forecast."""
        out = np.empty((len(window.begin), window.horizon))
        forms, parameters = self.forms[window.series], self.parameters[window.series]
        losses = np.empty(len(out))
        _run(window.neutral, window.begin, window.end, self.season, forms, parameters, losses, out)
        return out * window.future_lift()


def fit_theta(window: Window, season: int, levels: np.ndarray) -> Theta:
    """Fit each form of the season to every series by least squares of one-step errors; the best is kept."""
    series = len(window.begin)
    seasonal = window.lengths() >= 2 * season if season > 1 else np.zeros(series, dtype=bool)
    parameters, best = _fit_form(window, season, NO_SEASON)
    forms = np.full(series, NO_SEASON)
    for form in (ADDED, FACTOR) if seasonal.any() else ():
        found, losses = _fit_form(window, season, form)
        better = seasonal & (losses < best)
        parameters[better], best[better], forms[better] = found[better], losses[better], form
    theta = Theta(season, forms, parameters, *no_spread(window, levels))
    return Theta(season, forms, parameters, *measure_spread(window, season, levels, theta.point))


def _fit_form(window: Window, season: int, form: int) -> tuple[np.ndarray, np.ndarray]:
    unused = np.empty((len(window.begin), 0))

    def loss(chosen: np.ndarray, parameters: np.ndarray) -> np.ndarray:
        out = np.empty(len(chosen))
        begin, end = window.begin[chosen], window.end[chosen]
        forms = np.full(len(chosen), form)
        _run(window.neutral, begin, end, season, forms, parameters, out, unused[: len(chosen)])
        return out

    return pattern_search(loss, np.tile(START, (len(window.begin), 1)), LOW, HIGH, np.arange(2))


@njit("void(float64[::1], int64, int64, float64[::1])", cache=True, nogil=True)
def _seasonal_indices(history, season, form, index):
    """Classical decomposition: each position's mean distance from the centred moving average, normalised."""
    index[:] = 1.0 if form == FACTOR else 0.0
    if form == NO_SEASON:
        return
    total, count = np.zeros(season), np.zeros(season)
    half = season // 2
    moving = history[: 2 * half + 1].sum()
    for row in range(half, len(history) - half):
        if row > half:
            moving += history[row + half] - history[row - half - 1]
        ends = 0.5 * (history[row - half] + history[row + half]) if season % 2 == 0 else 0.0
        level = (moving - ends) / season
        if form == FACTOR and level <= 0.0:
            continue
        total[row % season] += history[row] / level if form == FACTOR else history[row] - level
        count[row % season] += 1
    for position in range(season):
        if count[position] > 0:
            index[position] = total[position] / count[position]
    if form == FACTOR:
        index /= max(index.mean(), 1e-12)
    else:
        index -= index.mean()


@njit("void(float64[::1], float64[::1], int64, float64[::1])", cache=True, nogil=True)
def _without_season(history, index, form, plain):
    for row in range(len(history)):
        position = row % len(index)
        if form == FACTOR:
            plain[row] = history[row] / max(index[position], 0.05)
        else:
            plain[row] = history[row] - index[position]


@njit(
    "void(float64[::1], int64[::1], int64[::1], int64, int64[::1], float64[:, ::1], float64[::1], float64[:, ::1])",
    cache=True,
    nogil=True,
)
def _run(target, begin, end, season, forms, parameters, losses, out):
    """Optimised Theta model of Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), equations 9 to 13.

    `losses` receives the mean squared one-step error, `out` the forecasts; the level starts at the first value's part.
    """
    index = np.empty(season)
    for i in range(len(begin)):
        history = target[begin[i] : end[i]]
        rows = len(history)
        _seasonal_indices(history, season, forms[i], index)
        plain = np.empty(rows)
        _without_season(history, index, forms[i], plain)
        time = np.arange(1.0, rows + 1.0)
        centre = time.mean()
        slope = ((time - centre) * plain).sum() / max(((time - centre) ** 2).sum(), 1e-12)
        intercept = plain.mean() - slope * centre
        alpha, share = parameters[i, 0], parameters[i, 1]
        level = (1.0 - share) * plain[: min(rows, max(season, 3))].mean()
        fading = 1.0
        total = 0.0
        for row in range(rows):
            line = share * (fading * intercept + (1.0 - fading * (1.0 - alpha)) / alpha * slope)
            error = plain[row] - level - line
            weight = index[row % season] if forms[i] == FACTOR else 1.0
            total += (error * weight) ** 2
            level += alpha * (plain[row] - level)
            fading *= 1.0 - alpha
        losses[i] = total / rows
        for step in range(out.shape[1]):
            line = share * (fading * intercept + (step + (1.0 - fading * (1.0 - alpha)) / alpha) * slope)
            position = (rows + step) % season
            value = level + line
            out[i, step] = value * index[position] if forms[i] == FACTOR else value + index[position]
