"""A training as the documents that leave the worker."""

import math
from typing import Any

import numpy as np

from atelier.forecasting.backtest import BASELINE
from atelier.forecasting.ensemble import ensemble_prediction
from atelier.forecasting.importance import covariate_importance
from atelier.forecasting.metrics import mean_scores, scores
from atelier.forecasting.spec import Fill
from atelier.forecasting.training import Training
from atelier.forecasting.window import Prediction, Window


def outcome_of(training: Training) -> dict[str, Any]:
    """Leaderboard (best first; candidates without scores last), ensemble, baseline, holdout, importance.

    Each candidate that was left out has its `reason`. The holdout's scores are those of candidates and weights that saw
    none of its steps. `windows` has one entry per candidate and backtest window.
    """
    spec = training.forecaster.spec
    windows = [
        {"name": name, "window": number + 1, **_finite(scores(prediction, window, spec))}
        for name, tried in training.tried.items()
        for number, (prediction, window) in enumerate(zip(tried.predictions, training.windows, strict=True))
    ]
    means = {name: _mean(training, tried.predictions, training.windows) for name, tried in training.tried.items()}
    held = {name: _mean(training, tried.holdout, training.holdout) for name, tried in training.tried.items()}
    weights = training.final.weights
    candidates = {name: training.tried[name].candidate for name in weights}
    ensemble = [ensemble_prediction(candidates, weights, window, training.floor) for window in training.windows]
    importance = covariate_importance(candidates, weights, training.lifts, training.windows, spec, training.floor)
    holdout = _mean(training, training.holdout_predictions, training.holdout)
    return {
        "leaderboard": _leaderboard(training, means, held),
        "ensemble": {"weights": weights, **_mean(training, ensemble, training.windows)},
        "baseline": means[BASELINE],
        "holdout": {**holdout, "baselineWql": held[BASELINE]["wql"], "baselineWape": held[BASELINE]["wape"]},
        "importance": importance,
        "windows": windows,
        "items": len(training.forecaster.items),
        "skippedItems": training.skipped_items,
        "gaps": _gaps(training),
    }


def _gaps(training: Training) -> dict[str, Any]:
    """Gaps that were filled: `fill` says with what the missing steps' target was."""
    gaps, forecaster = training.gaps, training.forecaster
    longest = None
    if gaps.longest is not None:
        series, first, steps = gaps.longest
        begin = forecaster.grid.times(np.array([first]))[0]
        longest = {"item": str(forecaster.trained.items[series]), "from": str(begin)[:10], "steps": steps}
    unknown = zip(forecaster.spec.covariates, gaps.past_unknown.tolist(), gaps.ahead_unknown.tolist(), strict=True)
    return {
        "steps": gaps.steps,
        "missing": gaps.missing,
        "fill": forecaster.spec.fills.get(forecaster.spec.target, Fill()).middle,
        "longest": longest,
        "rejected": gaps.rejected,
        "late": gaps.late,
        "crowded": gaps.crowded,
        "partial": training.partial_steps,
        "ahead": gaps.ahead,
        "covariates": {name: {"past": past, "ahead": ahead} for name, past, ahead in unknown},
    }


def _leaderboard(training: Training, means: dict[str, dict], held: dict[str, dict]) -> list[dict[str, Any]]:
    """`seconds` counts learning and running for the backtests and, for the ensemble's members, the final fit."""
    final = training.final
    rows = [
        {
            "name": name,
            **means[name],
            "holdoutWql": held[name]["wql"],
            "holdoutWape": held[name]["wape"],
            "seconds": tried.seconds + final.seconds.get(name, 0.0),
            **({"reason": final.left_out[name].reason} if name in final.left_out else {}),
        }
        for name, tried in training.tried.items()
    ]
    rows.sort(key=lambda row: row["wql"])
    unscored = dict.fromkeys(means[BASELINE])
    return rows + [
        {"name": name, **unscored, "seconds": left.seconds, "reason": left.reason}
        for name, left in training.left_out.items()
    ]


def _mean(training: Training, predictions: list[Prediction], windows: list[Window]) -> dict[str, float]:
    spec = training.forecaster.spec
    return _finite(mean_scores([scores(one, window, spec) for one, window in zip(predictions, windows, strict=True)]))


def _finite(values: dict[str, float]) -> dict[str, float]:
    """Scores that are not defined (MAPE of zeros) are left out: JSON has no word for them."""
    return {name: value for name, value in values.items() if math.isfinite(value)}
