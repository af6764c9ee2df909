"""How much each covariate helps the forecast."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from atelier.forecasting.candidate import Candidate
from atelier.forecasting.ensemble import ensemble_prediction
from atelier.forecasting.lifts import Lifts
from atelier.forecasting.metrics import scores
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Window


def covariate_importance(
    candidates: Mapping[str, Candidate],
    weights: Mapping[str, float],
    lifts: Lifts,
    windows: list[Window],
    spec: ForecastSpec,
    floor: float,
) -> dict[str, float]:
    """Per covariate, the share by which the ensemble's wQL grows when its future values are shuffled.

    0.25 = a quarter worse without knowing it; 0 = no help, or only noise. Values are shuffled over all series and steps
    of a backtest window (permutation importance, Breiman 2001).
    """

    def loss(of: list[Window]) -> float:
        predictions = [ensemble_prediction(candidates, weights, window, floor) for window in of]
        return float(np.mean([scores(one, window, spec)["wql"] for one, window in zip(predictions, of, strict=True)]))

    known = loss(windows)
    importance = {}
    for column, name in enumerate(spec.covariates):
        unknown = loss([_shuffled(window, column, lifts) for window in windows])
        importance[name] = max(unknown / known - 1, 0.0) if known > 0 else 0.0
    return importance


def _shuffled(window: Window, column: int, lifts: Lifts) -> Window:
    rows = window.end[:, None] + np.arange(window.horizon)
    covariates, lift = window.covariates.copy(), window.lift.copy()
    values = covariates[rows, column]
    covariates[rows, column] = np.random.default_rng(column).permutation(values.ravel()).reshape(values.shape)
    offsets = np.arange(len(rows) + 1) * window.horizon
    future = lifts.factors(window.series, offsets, covariates[rows.ravel()])
    lift[rows] = np.where(lift[rows] > 0, future.reshape(rows.shape), 0.0)
    return replace(window, covariates=covariates, lift=lift)
