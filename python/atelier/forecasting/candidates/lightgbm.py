"""Gradient-boosted trees over every series at once, with the covariates."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from atelier.forecasting.candidates.booster import Booster
from atelier.forecasting.candidates.features import LIFT_COLUMN, features
from atelier.forecasting.candidates.spread import ORIGINS, Spread, measure_spread, no_spread, spread_around
from atelier.forecasting.candidates.train_trees import MOST_ROWS, train_trees
from atelier.forecasting.window import Prediction, Window

HISTOGRAM_ROWS = 50_000
"""So many rows are learned from in the time that trees take however few there are."""


@dataclass(frozen=True)
class LightGbm:
    """Two models, each trained on every other series; their average forecasts."""

    season: int
    year: int
    even: str
    """LightGBM's text of the model trained on the series with even numbers"""
    odd: str
    usual_error: np.ndarray
    shape: np.ndarray
    relative: bool

    @cached_property
    def _boosters(self) -> tuple[Booster, Booster]:
        return Booster(self.even), Booster(self.odd)

    def forecast(self, window: Window) -> Prediction:
        """The models' average, spread as their errors on series they were not trained on."""
        table, unit = self._table(window)
        point = sum(booster.predict(table) for booster in self._boosters).reshape(-1, window.horizon) / 2
        return spread_around(point * unit, Spread(self.usual_error, self.shape, self.relative), window)

    def unseen(self, window: Window) -> np.ndarray:
        """(series, horizon) the forecast of the model that was not trained on the series."""
        table, unit = self._table(window)
        both = [booster.predict(table).reshape(-1, window.horizon) for booster in self._boosters]
        return np.where(window.series[:, None] % 2 == 0, both[1], both[0]) * unit

    def _table(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        table, scale = features(window, self.season, self.year)
        return table, scale[:, None] * table[:, LIFT_COLUMN].reshape(-1, window.horizon)


def fit_lightgbm(window: Window, season: int, year: int, levels: np.ndarray) -> LightGbm:
    """Train both models side by side, one thread each; a single series trains both."""
    halves = [window.series % 2 == half if len(window.begin) > 1 else window.series >= 0 for half in (0, 1)]
    with ThreadPoolExecutor(len(halves)) as pool:
        even, odd = pool.map(lambda half: train_trees(window, half, season, year), halves)
    trees = LightGbm(season, year, even, odd, *no_spread(window, levels))
    return LightGbm(season, year, even, odd, *measure_spread(window, season, levels, trees.unseen))


def lightgbm_rows(window: Window) -> int:
    """About how many rows fitting looks at: those both models learn from, and those of which the errors are seen."""
    steps = len(window.begin) * window.horizon
    return HISTOGRAM_ROWS + min(int(steps * window.lengths().mean()), 2 * MOST_ROWS) + steps * ORIGINS
