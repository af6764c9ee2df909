"""The value one season ago, spread by how far that was off in the past."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from atelier.forecasting.candidates.weighted_quantiles import weighted_quantiles
from atelier.forecasting.window import Prediction, Window


@dataclass(frozen=True)
class SeasonalNaive:
    """Repeats the last season (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 5.2)."""

    season: int
    levels: np.ndarray

    def forecast(self, window: Window) -> Prediction:
        """The last season again; quantiles are those of the same repetition's errors in the history."""
        shape = (len(window.begin), window.horizon)
        prediction = Prediction(np.empty(shape), np.empty((*shape, len(self.levels))))
        arrays = (window.target, window.begin, window.end, self.season, self.levels)
        _repeat(*arrays, prediction.mean, prediction.quantiles)
        return prediction


def fit_seasonal_naive(window: Window, season: int, levels: np.ndarray) -> SeasonalNaive:
    """There is nothing to learn; without two seasons in any history the last value is repeated."""
    longest = (window.end - window.begin).max()
    return SeasonalNaive(season if longest >= 2 * season else 1, levels)


@njit(
    "void(float64[::1], int64[::1], int64[::1], int64, float64[::1], float64[:, ::1], float64[:, :, ::1])",
    cache=True,
    nogil=True,
)
def _repeat(target, begin, end, season, levels, mean, quantiles):
    spread = np.empty(len(levels))
    for series in range(len(begin)):
        history = target[begin[series] : end[series]]
        lag = min(season, len(history))
        for step in range(mean.shape[1]):
            distance = lag * (step // lag + 1)
            mean[series, step] = history[len(history) + step - distance]
            if step % lag == 0:
                spread[:] = 0.0
                if len(history) > distance:
                    errors = np.sort(history[distance:] - history[:-distance])
                    weighted_quantiles(errors, np.ones(len(errors)), levels, spread)
            quantiles[series, step] = mean[series, step] + spread
