"""A training as data frames."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from atelier.forecasting.backtest import BASELINE
from atelier.forecasting.metrics import mean_scores, scores
from atelier.serving.forecast_table import forecast_table
from atelier.serving.next_forecast import next_forecast

if TYPE_CHECKING:
    from atelier.forecasting.panel import Panel
    from atelier.forecasting.training import Training

SCORES = ["wql", "wape", "mase", "rmse", "mape"]


def leaderboard_frame(outcome: dict[str, Any]) -> pd.DataFrame:
    """One row a candidate and one for the ensemble, by wQL on the backtests, best first; those left out come last."""
    ensemble = {"name": "ensemble", **outcome["ensemble"]}
    ensemble |= {f"holdout{score.capitalize()}": outcome["holdout"].get(score) for score in ("wql", "wape")}
    rows = pd.DataFrame([ensemble, *outcome["leaderboard"]])
    rows.insert(1, "role", rows["name"].map({"ensemble": "ensemble", BASELINE: "baseline"}).fillna("candidate"))
    rows["weight"] = rows["name"].map(outcome["ensemble"]["weights"])
    rows = rows.drop(columns="weights").rename(columns={"holdoutWql": "holdout_wql", "holdoutWape": "holdout_wape"})
    # The ensemble wins a tie: it may be one candidate alone.
    return rows.sort_values("wql", kind="stable", na_position="last").reset_index(drop=True)


def metrics_frame(training: "Training", outcome: dict[str, Any]) -> pd.DataFrame:
    """Scores on the holdout, which no candidate saw: the ensemble, the baseline, then the others; lower is better."""
    spec = training.forecaster.spec
    held = {"ensemble": training.holdout_predictions}
    held |= {BASELINE: training.tried[BASELINE].holdout}
    held |= {name: tried.holdout for name, tried in training.tried.items()}
    rows = {
        name: mean_scores([scores(one, window, spec) for one, window in zip(each, training.holdout, strict=True)])
        for name, each in held.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index")[SCORES]
    frame.insert(0, "role", ["ensemble", "baseline", *["candidate"] * (len(frame) - 2)])
    return frame.rename_axis("model")


def holdout_frame(training: "Training", item_type: pa.DataType) -> pd.DataFrame:
    """What happened in the holdout beside what was forecast; `actual` is missing where no row could be loaded."""
    spec = training.forecaster.spec
    columns = np.searchsorted(spec.fitted_levels, spec.levels)
    frames = []
    for window, prediction in zip(training.holdout, training.holdout_predictions, strict=True):
        steps = window.first_step + window.lengths()
        time = window.grid.times((steps[:, None] + np.arange(window.horizon)).ravel())
        quantiles = prediction.quantiles[:, :, columns].reshape(-1, len(columns))
        frames.append(
            pd.DataFrame(
                {
                    spec.item: _items(np.repeat(training.backtested_items, window.horizon), item_type),
                    spec.timestamp: time,
                    "actual": window.scored().ravel(),
                    "mean": prediction.mean.ravel(),
                    **dict(zip(spec.quantiles, quantiles.T, strict=True)),
                }
            )
        )
    return pd.concat(frames).sort_values([spec.item, spec.timestamp]).reset_index(drop=True)


def next_frame(training: "Training", panel: "Panel", item_type: pa.DataType) -> pd.DataFrame:
    """The steps after the rows: item, time, mean and each quantile."""
    spec = training.forecaster.spec
    frame = forecast_table(next_forecast(panel, training.forecaster), spec, item_type).to_pandas()
    frame[spec.timestamp] = pd.to_datetime(frame[spec.timestamp])
    return frame


def _items(items: np.ndarray, item_type: pa.DataType) -> np.ndarray:
    return pa.array(items).cast(item_type).to_numpy(zero_copy_only=False)
