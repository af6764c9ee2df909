"""ARIMA(2,d,1)(0,1,1) per series by conditional least squares."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from atelier.forecasting.candidates.pattern_search import pattern_search
from atelier.forecasting.candidates.spread import Spread, measure_spread, no_spread, spread_around
from atelier.forecasting.window import Prediction, Window

LOW = np.array([-0.98, -0.98, -0.95, -0.95])
HIGH = np.array([0.98, 0.98, 0.95, 0.95])
START = np.array([0.3, 0.0, 0.0, -0.6])


@dataclass(frozen=True)
class Arima:
    """ARIMA(2,d,1)(0,1,1)[season] with d of 0 or 1 per item, over the target at neutral covariates."""

    seasons: np.ndarray
    """(items,) 1 for an item without a season"""
    differences: np.ndarray
    """(items,) d"""
    parameters: np.ndarray
    """(items, 4) first and second autoregressive, moving average, seasonal moving average coefficient"""
    usual_error: np.ndarray
    shape: np.ndarray
    relative: bool

    def forecast(self, window: Window) -> Prediction:
        """The recursion continued without shocks, times the covariates' lift."""
        return spread_around(self.point(window), Spread(self.usual_error, self.shape, self.relative), window)

    def point(self, window: Window) -> np.ndarray:
        """(series, horizon) the point forecast."""
        out = np.empty((len(window.begin), window.horizon))
        seasons, differences = self.seasons[window.series], self.differences[window.series]
        losses = np.empty(len(out))
        parameters = self.parameters[window.series]
        _run(window.neutral, window.begin, window.end, seasons, differences, parameters, losses, out)
        return out * window.future_lift()


def fit_arima(window: Window, season: int, levels: np.ndarray) -> Arima:
    """Fit d = 0 and d = 1 to every series; the smaller one-step error is kept."""
    seasons = np.where(window.lengths() >= 2 * season, season, 1)
    level, level_losses = _fit_order(window, seasons, 0)
    change, change_losses = _fit_order(window, seasons, 1)
    differences = (change_losses < level_losses).astype(np.int64)
    parameters = np.where(differences[:, None] == 1, change, level)
    arima = Arima(seasons, differences, parameters, *no_spread(window, levels))
    return Arima(seasons, differences, parameters, *measure_spread(window, season, levels, arima.point))


def _fit_order(window: Window, seasons: np.ndarray, d: int) -> tuple[np.ndarray, np.ndarray]:
    unused = np.empty((len(window.begin), 0))

    def loss(chosen: np.ndarray, searched: np.ndarray) -> np.ndarray:
        out = np.empty(len(chosen))
        begin, end = window.begin[chosen], window.end[chosen]
        order = np.full(len(chosen), d)
        parameters = _stationary(searched)
        _run(window.neutral, begin, end, seasons[chosen], order, parameters, out, unused[: len(chosen)])
        return out

    start = np.tile(START, (len(window.begin), 1))
    found, losses = pattern_search(loss, start, LOW, HIGH, np.arange(4 if seasons.max() > 1 else 3))
    return _stationary(found), losses


def _stationary(searched: np.ndarray) -> np.ndarray:
    """Partial autocorrelations as autoregressive coefficients (Barndorff-Nielsen & Schou 1973); the rest as it is."""
    first, second = searched[:, 0] * (1 - searched[:, 1]), searched[:, 1]
    return np.stack((first, second, searched[:, 2], searched[:, 3]), axis=1)


@njit("float64(float64[::1], int64, int64, int64)", cache=True, nogil=True)
def _undifferenced(value, row, lag, d):
    """Value that a change of zero would make of a row."""
    base = value[row - lag] if lag else 0.0
    if d:
        base += value[row - 1]
        if lag:
            base -= value[row - lag - 1]
    return base


@njit(
    "void(float64[::1], int64[::1], int64[::1], int64[::1], int64[::1], float64[:, ::1], float64[::1], "
    "float64[:, ::1])",
    cache=True,
    nogil=True,
)
def _run(target, begin, end, seasons, differences, parameters, losses, out):
    """Conditional sum of squares: shocks before the first whole difference are zero.

    `losses` receives the mean squared shock of the rows both orders have, `out` the forecasts. Without a season and
    without differences the series' mean is taken away first.
    """
    horizon = out.shape[1]
    for i in range(len(begin)):
        rows = end[i] - begin[i]
        d = differences[i] if rows > 2 else 0
        lag = seasons[i] if 1 < seasons[i] < rows - d else 0
        first, second, moving, seasonal = parameters[i]
        value = np.empty(rows + horizon)
        value[:rows] = target[begin[i] : end[i]]
        mean = value[:rows].mean() if lag == 0 and d == 0 else 0.0
        change = np.zeros(rows + horizon)
        shock = np.zeros(rows + horizon)
        total = 0.0
        for row in range(lag + d, rows + horizon):
            base = mean + _undifferenced(value, row, lag, d)
            expected = moving * shock[row - 1] if row > 0 else 0.0
            if row > 0:
                expected += first * change[row - 1]
            if row > 1:
                expected += second * change[row - 2]
            if lag:
                expected += seasonal * shock[row - lag]
                if row > lag:
                    expected += seasonal * moving * shock[row - lag - 1]
            if row < rows:
                change[row] = value[row] - base
                shock[row] = change[row] - expected
                if row > lag:
                    total += shock[row] ** 2
            else:
                change[row] = expected
                value[row] = base + expected
                out[i, row - rows] = value[row]
        losses[i] = total / max(rows - lag - 1, 1)
