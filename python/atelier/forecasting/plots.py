"""Pictures of a training."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from atelier.forecasting.training import Training

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PLOTTED_ITEMS = 4
HORIZONS_BEFORE = 6
FORECAST_COLOUR = "tab:blue"


def draw_plots(training: Training, outcome: dict[str, Any], folder: Path) -> list[Path]:
    """Write forecast.png (the holdout against what happened), leaderboard.png and, with covariates, importance.png."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = training_figures(training, outcome)
    for name, figure in figures.items():
        figure.savefig(folder / f"{name}.png", dpi=90)
    return [folder / f"{name}.png" for name in figures]


def training_figures(training: Training, outcome: dict[str, Any]) -> dict[str, "Figure"]:
    """`forecast`, `leaderboard` and, with covariates, `importance`."""
    scored = [row for row in outcome["leaderboard"] if row["wql"] is not None]
    bars = {"ensemble": outcome["ensemble"]["wql"]} | {row["name"]: row["wql"] for row in scored}
    figures = {
        "forecast": forecast_figure(training),
        "leaderboard": bar_figure(bars, "wQL on the backtests (lower is better)"),
    }
    if outcome["importance"]:
        title = "share by which wQL grows without the covariate"
        figures["importance"] = bar_figure(outcome["importance"], title)
    return figures


def forecast_figure(training: Training) -> "Figure":
    """A few items' last history and holdout."""
    from matplotlib.figure import Figure

    shown = np.unique(np.linspace(0, len(training.backtested_items) - 1, PLOTTED_ITEMS).astype(int))
    figure = Figure(figsize=(9, 0.5 + 2.2 * len(shown)), layout="constrained")
    panels = figure.subplots(len(shown), squeeze=False)[:, 0]
    for axes, series in zip(panels, shown, strict=True):
        _draw_item(axes, training, series)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=4, fontsize=8)
    return figure


def _draw_item(axes: "Axes", training: Training, series: int) -> None:
    """The last history, then the holdout: what happened, the mean and the range of quantiles."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    spec, holdout, grid = training.forecaster.spec, training.holdout, training.forecaster.grid
    begin, first = holdout[0].begin[series], holdout[0].end[series]
    last = first + spec.holdout
    rows = np.arange(max(begin, first - HORIZONS_BEFORE * spec.holdout), last)
    time = grid.times(holdout[0].first_step[series] + rows - begin)
    mean = np.concatenate([one.mean[series] for one in training.holdout_predictions])
    quantiles = np.concatenate([one.quantiles[series] for one in training.holdout_predictions])
    lowest, highest = (f"p{round(100 * level):02}" for level in spec.fitted_levels[[0, -1]])
    axes.plot(time, holdout[0].target[rows], color="0.3", linewidth=1, label="actual")
    axes.plot(time[-spec.holdout :], mean, color=FORECAST_COLOUR, label="mean")
    band = axes.fill_between(time[-spec.holdout :], quantiles[:, 0], quantiles[:, -1], color=FORECAST_COLOUR, alpha=0.3)
    band.set_label(f"{lowest}–{highest}")
    axes.axvline(time[-spec.holdout], color="0.6", linestyle=":", label="holdout begins")
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.set_title(f"{spec.item} {training.backtested_items[series]}", fontsize=9)
    axes.set_ylabel(spec.target, fontsize=8)
    axes.yaxis.set_major_formatter("{x:,.10g}")
    axes.tick_params(labelsize=8)


def bar_figure(values: dict[str, float], title: str) -> "Figure":
    """One bar with its value for each name, in the order given."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 1 + 0.35 * len(values)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(list(values)[::-1], list(values.values())[::-1])
    axes.bar_label(bars, fmt="%.3f", padding=3, fontsize=8)
    axes.margins(x=0.12)
    axes.set_title(title, fontsize=9)
    return figure
