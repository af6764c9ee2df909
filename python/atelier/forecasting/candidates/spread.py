"""From a point forecast to a distribution: how far the same forecast was off before."""

from collections.abc import Callable
from math import gcd
from typing import NamedTuple

import numpy as np

from atelier.forecasting.candidates.weighted_quantiles import weighted_quantiles
from atelier.forecasting.window import Prediction, Window, earlier, part

ORIGINS = 30
"""About how many earlier origins from which a forecast is run to see its errors."""
PRIOR_ORIGINS = 10
"""Origins' worth of the average item's error mixed into each item's own."""


class Spread(NamedTuple):
    """Quantile of an item's error = its usual error x shape of the step; times the forecast where `relative`."""

    usual_error: np.ndarray
    """(items,) mean absolute error, as a share of the point forecast where `relative`"""
    shape: np.ndarray
    """(horizon, 1 + levels) mean, then quantiles, of errors counted in usual errors; learned from all items"""
    relative: bool
    """whether errors grow with the forecast"""


def measure_spread(window: Window, season: int, levels: np.ndarray, point: Callable[[Window], np.ndarray]) -> Spread:
    """Run `point` from some 30 earlier origins inside the history; keep the form with the smaller quantile loss."""
    origins = past_origins(window, season)
    if not origins:
        return no_spread(window, levels)
    forecast = np.zeros((len(window.begin), window.horizon, len(origins)))
    errors = forecast.copy()
    for index, (past, chosen) in enumerate(origins):
        forecast[chosen, :, index] = point(past)
        errors[chosen, :, index] = past.actual() - forecast[chosen, :, index]
    seen = np.stack([chosen for _, chosen in origins], axis=1)[:, None, :]
    usual_size = _usual_size(forecast, seen)
    constant = np.broadcast_to(seen * usual_size, errors.shape)
    absolute, absolute_loss = _spread(errors, constant, levels)
    shares, relative_loss = _spread(errors, np.abs(forecast), levels)
    if relative_loss < absolute_loss:
        return Spread(shares.usual_error, shares.shape, True)
    return Spread(absolute.usual_error * usual_size[:, 0, 0], absolute.shape, False)


def past_origins(window: Window, season: int) -> list[tuple[Window, np.ndarray]]:
    """Earlier windows whose steps lie inside the history, each with the mask of series long enough to take part.

    They are spread evenly over the later two thirds of the longest history and over the season's positions.
    """
    rows = window.lengths()
    needed = np.maximum(rows // 3, np.minimum(2 * season, rows // 2))
    last = int((rows - needed).max())
    stride = max(1, (last - window.horizon) // ORIGINS)
    while gcd(stride, season) > 1:
        stride -= 1
    origins = []
    for steps in range(window.horizon, last, stride):
        chosen = rows - steps >= needed
        origins.append((part(earlier(window, steps), chosen), chosen))
    return origins


def no_spread(window: Window, levels: np.ndarray) -> Spread:
    """The spread of a point forecast that is always right."""
    return Spread(np.zeros(len(window.begin)), np.zeros((window.horizon, 1 + len(levels))), False)


def spread_around(point: np.ndarray, spread: Spread, window: Window) -> Prediction:
    """The distribution around a point forecast (series, horizon)."""
    usual = spread.usual_error[window.series, None] * (np.abs(point) if spread.relative else 1.0)
    values = point[:, :, None] + usual[:, :, None] * spread.shape[: window.horizon]
    return Prediction(values[:, :, 0], values[:, :, 1:])


def _usual_size(forecast: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """(series, 1, 1) each series' mean forecast, regardless of sign."""
    count = np.maximum(seen.sum(axis=(1, 2), keepdims=True) * forecast.shape[1], 1)
    return np.abs(forecast).sum(axis=(1, 2), keepdims=True) / count


def _spread(errors: np.ndarray, size: np.ndarray, levels: np.ndarray) -> tuple[Spread, float]:
    """The spread of errors (series, horizon, origins) as shares of `size`, and its quantile loss.

    Weighting a share by what it is a share of minimises the quantile loss of the scaled distribution. Every series
    counts the same, whatever its size.
    """
    total, amount = np.abs(errors).sum(axis=(1, 2)), size.sum(axis=(1, 2))
    own = share_of(total, amount)
    pooled = own[amount > 0].mean() if (amount > 0).any() else 0.0
    prior = PRIOR_ORIGINS / errors.shape[2]
    usual = np.where(own > 0, (own + prior * pooled) / (1 + prior), 0.0)
    unit = usual[:, None, None] * size
    weights = share_of(unit, amount[:, None, None])
    scaled = share_of(errors, unit)
    shape = np.zeros((errors.shape[1], 1 + len(levels)))
    loss = 0.0
    for step in range(len(shape)):
        order = np.argsort(scaled[:, step], axis=None)
        values, weight = scaled[:, step].ravel()[order], weights[:, step].ravel()[order]
        if weight.sum() == 0:
            continue
        shape[step, 0] = np.average(values, weights=weight)
        weighted_quantiles(values, weight, levels, shape[step, 1:])
        off = values[:, None] - shape[step, 1:]
        loss += float((weight[:, None] * np.maximum(levels * off, (levels - 1) * off)).sum())
    return Spread(usual, shape, True), loss


def share_of(part_values: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Elementwise parts of wholes; 0 where there is no whole."""
    return np.divide(part_values, whole, out=np.zeros(np.broadcast(part_values, whole).shape), where=whole > 0)
