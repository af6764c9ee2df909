"""How much each covariate raises or lowers each item's target."""

from dataclasses import dataclass

import numpy as np

from atelier.forecasting.closures import closed_steps
from atelier.forecasting.regular_panel import RegularPanel

SMALLEST_FACTOR, LARGEST_FACTOR = 0.2, 5.0
PRIOR_STEPS = 5.0
"""Steps of 'no effect' that the data has to outweigh."""


@dataclass(frozen=True)
class Lifts:
    """Factor of a row = 1 + sum over covariates of slope x (value - neutral), kept within 0.2 to 5."""

    slopes: np.ndarray
    """(series, k) relative change of the target per unit of the covariate"""
    neutral: np.ndarray
    """(series, k) the covariate's median: the value at which nothing is lifted"""
    closed: np.ndarray
    """(steps,) grid steps on which nobody sold anything"""

    def of(self, chosen: np.ndarray) -> "Lifts":
        """The lifts of some of the items, given as a mask."""
        return Lifts(self.slopes[chosen], self.neutral[chosen], self.closed)

    def factors(self, series: np.ndarray, offsets: np.ndarray, covariates: np.ndarray) -> np.ndarray:
        """(rows,) the factor of every row of ragged series; `series` maps each to its trained item."""
        item = np.repeat(series, np.diff(offsets))
        factor = np.ones(len(covariates))
        for column in range(covariates.shape[1]):
            factor += self.slopes[item, column] * (covariates[:, column] - self.neutral[item, column])
        return np.clip(factor, SMALLEST_FACTOR, LARGEST_FACTOR)


def fit_lifts(regular: RegularPanel, history: np.ndarray, season: int) -> Lifts:
    """Learn from the first `history` (series,) rows of each series; a series with none has no lift.

    Each item's deviation from its local level and season is regressed on the covariates' own deviation from theirs.
    """
    target, covariates, begin = regular.target, regular.covariates, regular.offsets[:-1]
    end = begin + history
    shape = (len(begin), covariates.shape[1])
    closed = closed_steps(target, begin, end, regular.first_step, season)
    lifts = Lifts(np.zeros(shape), np.zeros(shape), closed)
    for series in range(shape[0] if shape[1] else 0):
        if history[series] == 0:
            continue
        rows = slice(begin[series], end[series])
        lifts.neutral[series] = np.median(covariates[rows], axis=0)
        lifts.slopes[series] = _slopes(target[rows], covariates[rows], season)
    return lifts


def _slopes(target: np.ndarray, covariates: np.ndarray, season: int) -> np.ndarray:
    if len(target) < 4 * season:
        season = 1
    width = 2 * season + 1 if season > 1 else 9
    level = _moving_average(target[:, None], width)[:, 0]
    usable = level > 0.05 * max(np.abs(target).mean(), 1e-300)
    if usable.sum() < 2 * season + 5:
        return np.zeros(covariates.shape[1])
    ratio = np.where(usable, target / np.where(usable, level, 1.0), 1.0)[:, None]
    ratio = _without_season(ratio, season)[usable]
    change = _without_season(covariates - _moving_average(covariates, width), season)[usable]
    scale = change.std(axis=0)
    varying = scale > 1e-9
    change = change[:, varying] / scale[varying]
    slopes = np.zeros(covariates.shape[1])
    gram = change.T @ change + PRIOR_STEPS * np.eye(varying.sum())
    slopes[varying] = np.linalg.solve(gram, change.T @ ratio)[:, 0] / scale[varying]
    return slopes


def _moving_average(values: np.ndarray, width: int) -> np.ndarray:
    """Centred, shorter at both ends."""
    total = np.concatenate((np.zeros((1, values.shape[1])), values.cumsum(axis=0)))
    row = np.arange(len(values))
    low, high = np.maximum(row - width // 2, 0), np.minimum(row + width // 2 + 1, len(values))
    return (total[high] - total[low]) / (high - low)[:, None]


def _without_season(values: np.ndarray, season: int) -> np.ndarray:
    out = values.copy()
    for position in range(season):
        out[position::season] -= values[position::season].mean(axis=0)
    return out
