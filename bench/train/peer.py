"""statsforecast's AutoARIMA, AutoETS and Theta, averaged."""

import time
import warnings

import numpy as np

from atelier.forecasting.training import Training
from atelier.forecasting.window import Prediction, Window

MODELS = ("AutoARIMA", "AutoETS", "Theta")
ORDER_SEED = 1


def run_peer(training: Training, seconds: float) -> tuple[np.ndarray, list[Prediction], dict]:
    """As many series as the seconds allow, taken at random; their predictions for every window, and what it took.

    Each model is fitted once, before the earliest window, and runs its parameters forward over the later ones, as
    Atelier does; quantiles are averaged level by level. One series is done before the clock starts: code is compiled.
    """
    warnings.filterwarnings("ignore")
    spec = training.forecaster.spec
    windows, levels = [*training.windows, *training.holdout], spec.fitted_levels
    order = np.random.default_rng(ORDER_SEED).permutation(len(windows[0].begin))
    _predict_series(windows, order[0], spec.season, levels)
    begun, begun_cpu = time.monotonic(), time.process_time()
    done = []
    for series in order:
        done.append(_predict_series(windows, series, spec.season, levels))
        if time.monotonic() - begun > seconds:
            break
    cost = {
        "models": MODELS,
        "series": len(done),
        "seconds": time.monotonic() - begun,
        "cpuSeconds": time.process_time() - begun_cpu,
    }
    return order[: len(done)], [_prediction(values, training.floor) for values in zip(*done, strict=True)], cost


def _prediction(values: tuple[np.ndarray, ...], floor: float) -> Prediction:
    """As Atelier treats its own candidates: quantiles in order, and nothing below the floor."""
    stacked = np.maximum(np.stack(values), floor)
    return Prediction(stacked[:, :, 0], np.sort(stacked[:, :, 1:], axis=2))


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
