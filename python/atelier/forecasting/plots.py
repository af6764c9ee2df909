"""Pictures of a training."""

from pathlib import Path
from typing import Any

import numpy as np

from atelier.forecasting.training import Training

PLOTTED_ITEMS = 4
HORIZONS_BEFORE = 6


def draw_plots(training: Training, outcome: dict[str, Any], folder: Path) -> list[Path]:
    """Write forecast.png (the first holdout steps against what happened), leaderboard.png and importance.png."""
    import matplotlib

    matplotlib.use("Agg")
    folder.mkdir(parents=True, exist_ok=True)
    scored = [row for row in outcome["leaderboard"] if row["wql"] is not None]
    bars = {row["name"]: row["wql"] for row in scored} | {"ensemble": outcome["ensemble"]["wql"]}
    plots = [
        _draw_forecasts(training, folder / "forecast.png"),
        _draw_bars(bars, "wQL on the backtests (lower is better)", folder / "leaderboard.png"),
    ]
    if outcome["importance"]:
        title = "share by which wQL grows without the covariate"
        plots.append(_draw_bars(outcome["importance"], title, folder / "importance.png"))
    return plots


def _draw_forecasts(training: Training, path: Path) -> Path:
    from matplotlib.figure import Figure

    window, prediction = training.holdout[0], training.holdout_predictions[0]
    shown = np.unique(np.linspace(0, len(window.begin) - 1, PLOTTED_ITEMS).astype(int))
    figure = Figure(figsize=(8, 2.2 * len(shown)), layout="constrained")
    for axes, series in zip(figure.subplots(len(shown), squeeze=False)[:, 0], shown, strict=True):
        end, ahead = window.end[series], np.arange(window.horizon)
        past = min(HORIZONS_BEFORE * window.horizon, end - window.begin[series])
        axes.plot(np.arange(-past, window.horizon), window.target[end - past : end + window.horizon], color="0.3")
        quantiles = prediction.quantiles[series]
        axes.fill_between(ahead, quantiles[:, 0], quantiles[:, -1], alpha=0.3)
        axes.plot(ahead, prediction.mean[series])
        axes.set_title(f"series {series}: actual, mean, lowest to highest quantile", fontsize=8)
    figure.savefig(path, dpi=90)
    return path


def _draw_bars(values: dict[str, float], title: str, path: Path) -> Path:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 1 + 0.35 * len(values)), layout="constrained")
    axes = figure.subplots()
    axes.barh(list(values)[::-1], list(values.values())[::-1])
    axes.set_title(title, fontsize=9)
    figure.savefig(path, dpi=90)
    return path
