"""The non-parametric sampler: past values themselves are the forecast's distribution."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from atelier.forecasting.candidates.weighted_quantiles import weighted_quantiles
from atelier.forecasting.window import Prediction, Window, earlier

HALF_LIVES = (2.0, 6.0, 20.0, 1000.0)
"""Seasons after which a value counts half; the last is the climatological forecaster: all count the same."""
MOST_SEASONS = 60
TRIED_ORIGINS = 8
LONG_SEASON = 28
"""From this season on, values up to two positions away count too: there are too few of the very same position."""


@dataclass(frozen=True)
class Npts:
    """Values of the same position in the season, the recent ones likelier, at neutral covariates.

    Seasonal NPTS with an exponential kernel ("Non-Parametric Time Series Algorithm", Amazon Forecast Developer Guide),
    with the distribution computed instead of sampled.
    """

    season: int
    levels: np.ndarray
    half_lives: np.ndarray
    """(items,) in seasons"""

    def forecast(self, window: Window) -> Prediction:
        """The weighted past values' mean and quantiles, times the covariates' lift."""
        shape = (len(window.begin), window.horizon)
        mean, quantiles = np.empty(shape), np.empty((*shape, len(self.levels)))
        half_lives = self.half_lives[window.series]
        _sample(window.neutral, window.begin, window.end, self.season, half_lives, self.levels, mean, quantiles)
        lift = window.future_lift()
        return Prediction(mean * lift, quantiles * lift[:, :, None])


def fit_npts(window: Window, season: int, levels: np.ndarray) -> Npts:
    """Choose each item's memory by the quantile loss of a few origins before the window's."""
    longest = (window.end - window.begin).max()
    season = season if longest >= 2 * season else 1
    losses = np.zeros((len(HALF_LIVES), len(window.begin)))
    shortest = int((window.end - window.begin).min())
    for origin in range(TRIED_ORIGINS):
        past = earlier(window, window.horizon + origin * max(1, window.horizon // 2))
        if shortest - int((window.end - past.end)[0]) < max(window.horizon, 2):
            break
        actual = past.actual()[:, :, None]
        for choice, half_life in enumerate(HALF_LIVES):
            tried = Npts(season, levels, np.full(int(window.series.max()) + 1, half_life))
            off = actual - tried.forecast(past).quantiles
            losses[choice] += np.maximum(levels * off, (levels - 1) * off).sum(axis=(1, 2))
    return Npts(season, levels, np.array(HALF_LIVES)[losses.argmin(axis=0)])


@njit(
    "void(float64[::1], int64[::1], int64[::1], int64, float64[::1], float64[::1], float64[:, ::1], "
    "float64[:, :, ::1])",
    cache=True,
    nogil=True,
)
def _sample(target, begin, end, season, half_lives, levels, mean, quantiles):
    width = 2 if season >= LONG_SEASON else 0
    values = np.empty(MOST_SEASONS * (2 * width + 1))
    weights = np.empty(len(values))
    for series in range(len(begin)):
        history = target[begin[series] : end[series]]
        rows = len(history)
        lag = min(season, rows)
        for step in range(mean.shape[1]):
            if step >= lag:
                mean[series, step] = mean[series, step - lag]
                quantiles[series, step] = quantiles[series, step - lag]
                continue
            count = 0
            for seasons_ago in range(min(MOST_SEASONS, rows // lag + 1)):
                for aside in range(-width, width + 1):
                    row = rows + step - lag * (seasons_ago + 1) + aside
                    if 0 <= row < rows:
                        values[count] = history[row]
                        weights[count] = 0.5 ** (seasons_ago / half_lives[series] + abs(aside))
                        count += 1
            order = np.argsort(values[:count])
            mean[series, step] = np.dot(values[:count], weights[:count]) / weights[:count].sum()
            weighted_quantiles(values[order], weights[order], levels, quantiles[series, step])
