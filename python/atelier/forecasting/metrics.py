"""How good a forecast was, as SageMaker Autopilot and Amazon Forecast score it.

Formulas: "Evaluating Predictor Accuracy", Amazon Forecast Developer Guide. The absolute errors (WAPE, MASE, MAPE) are
taken from the median, which minimises them, and RMSE from the mean; both are forecast types these services score.
"""

import numpy as np

from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Prediction, Window


def scores(prediction: Prediction, window: Window, spec: ForecastSpec) -> dict[str, float]:
    """wql, wape, mase, rmse and mape of a prediction at the fitted levels; lower is better in all.

    Steps whose actual value is not known (NaN) are left out of every score.
    """
    actual = window.scored()
    median = prediction.quantiles[:, :, np.searchsorted(spec.fitted_levels, 0.5)]
    asked = prediction.quantiles[:, :, np.searchsorted(spec.fitted_levels, spec.levels)]
    return {
        "wql": weighted_quantile_loss(actual, asked, np.array(spec.levels)),
        "wape": wape(actual, median),
        "mase": mase(actual, median, naive_errors(window, spec.season)),
        "rmse": rmse(actual, prediction.mean),
        "mape": mape(actual, median),
    }


def mean_scores(windows: list[dict[str, float]]) -> dict[str, float]:
    """The mean over backtest windows of each score, as Amazon Forecast summarises several windows."""
    return {name: float(np.mean([one[name] for one in windows])) for name in windows[0]}


def weighted_quantile_loss(actual: np.ndarray, quantiles: np.ndarray, levels: np.ndarray) -> float:
    """Mean over levels t of 2 sum(max(t (y - q), (t - 1)(y - q))) / sum |y|; `quantiles` has one axis more."""
    off = actual[..., None] - quantiles
    return share(2 * np.nansum(np.maximum(levels * off, (levels - 1) * off)) / len(levels), np.nansum(np.abs(actual)))


def wape(actual: np.ndarray, point: np.ndarray) -> float:
    """Weighted absolute percentage error: sum |y - f| / sum |y|."""
    return share(np.nansum(np.abs(actual - point)), np.nansum(np.abs(actual)))


def rmse(actual: np.ndarray, point: np.ndarray) -> float:
    """Root mean squared error, in the target's unit."""
    known = ~np.isnan(actual)
    return float(np.sqrt(np.square(actual - point)[known].mean())) if known.any() else float("nan")


def mape(actual: np.ndarray, point: np.ndarray) -> float:
    """Mean of |y - f| / |y| over the steps whose actual value is not zero; NaN when all are."""
    known = (actual != 0) & ~np.isnan(actual)
    return float((np.abs(actual - point)[known] / np.abs(actual)[known]).mean()) if known.any() else float("nan")


def mase(actual: np.ndarray, point: np.ndarray, naive_error: np.ndarray) -> float:
    """Mean over series of mean |y - f| / the history's mean |y[t] - y[t - season]|; constant histories are left out."""
    moving = (naive_error > 0) & ~np.isnan(actual).all(axis=1)
    if not moving.any():
        return float("nan")
    return float((np.nanmean(np.abs(actual - point)[moving], axis=1) / naive_error[moving]).mean())


def naive_errors(window: Window, season: int) -> np.ndarray:
    """(series,) mean |y[t] - y[t - season]| of each history; season 1 where the history is no longer than a season."""
    out = np.zeros(len(window.begin))
    for series, (begin, end) in enumerate(zip(window.begin, window.end, strict=True)):
        history = window.target[begin:end]
        lag = season if len(history) > season else 1
        out[series] = np.abs(history[lag:] - history[:-lag]).mean() if len(history) > lag else 0.0
    return out


def share(part: float, whole: float) -> float:
    """Part of a whole; nothing of nothing is 0, something of nothing infinite."""
    if whole > 0:
        return float(part / whole)
    return 0.0 if part == 0 else float("inf")
