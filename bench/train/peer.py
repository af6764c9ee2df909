"""statsforecast's AutoARIMA, AutoETS and Theta, averaged."""

import time
import warnings

import numpy as np

from atelier.forecasting.metrics import mean_scores, scores
from atelier.forecasting.training import Training
from atelier.forecasting.window import Prediction, Window, part

MODELS = ("AutoARIMA", "AutoETS", "Theta")


def peer_scores(training: Training, chosen: np.ndarray) -> dict:
    """Seconds and mean scores on the backtests, and scores on the holdout, of the average of the three models."""
    warnings.filterwarnings("ignore")
    spec = training.forecaster.spec
    windows = [part(window, chosen) for window in (*training.windows, *training.holdout)]
    levels = spec.fitted_levels
    begun = time.monotonic()
    parts = [_predict_series(windows, series, spec.season, levels) for series in range(int(chosen.sum()))]
    seconds = time.monotonic() - begun
    found = []
    for number, window in enumerate(windows):
        values = np.stack([one[number] for one in parts])
        quantiles = np.maximum(values[:, :, 1:], training.floor)
        prediction = Prediction(np.maximum(values[:, :, 0], training.floor), np.sort(quantiles, axis=2))
        found.append(scores(prediction, window, spec))
    backtests, holdout = mean_scores(found[: len(training.windows)]), mean_scores(found[len(training.windows) :])
    return {
        "seconds": seconds,
        "models": MODELS,
        "mode": "fitted once before the earliest window, run forward over later ones",
        "backtests": {name: backtests[name] for name in ("wql", "wape")},
        "holdout": {name: holdout[name] for name in ("wql", "wape")},
    }


def _predict_series(windows: list[Window], series: int, season: int, levels: np.ndarray) -> list[np.ndarray]:
    """Per window (horizon, 1 + levels): mean and quantiles averaged over the models."""
    from statsforecast import models

    widths = sorted({round(abs(200 * level - 100)) for level in levels} - {0})
    histories = [window.target[window.begin[series] : window.end[series]] for window in windows]
    total = [np.zeros((window.horizon, 1 + len(levels))) for window in windows]
    for name in MODELS:
        model = getattr(models, name)(season_length=season)
        model.fit(histories[0])
        for number, history in enumerate(histories):
            ahead = windows[number].horizon
            answer = model.predict(ahead, level=widths) if number == 0 else model.forward(history, ahead, level=widths)
            total[number][:, 0] += answer["mean"] / len(MODELS)
            for column, level in enumerate(levels):
                width = round(abs(200 * level - 100))
                side = "mean" if width == 0 else f"{'lo' if level < 0.5 else 'hi'}-{width}"
                total[number][:, 1 + column] += answer[side] / len(MODELS)
    return total
