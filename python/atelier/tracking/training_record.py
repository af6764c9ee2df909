"""A training as MLflow's parameters and metrics."""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

from mlflow.entities import Metric, Param

SCORES = ("wql", "wape", "mase", "rmse", "mape")


def training_params(flow: Mapping[str, Any], outcome: Mapping[str, Any]) -> list[Param]:
    """Parameters: those asked for (the flow's forecast section) and the chosen weights; lists and mappings as JSON."""
    asked = {**flow["forecast"], "weights": outcome["ensemble"]["weights"]}
    return [Param(name, value if isinstance(value, str) else json.dumps(value)) for name, value in asked.items()]


def training_metrics(outcome: Mapping[str, Any], model_id: str) -> list[Metric]:
    """Scores of each candidate per backtest window (step = window), and the summary of the model (step 0)."""
    now_ms = int(time.time() * 1000)
    return [Metric(name, value, now_ms, step, model_id=model_id) for name, value, step in _numbers(outcome)]


def _numbers(outcome: Mapping[str, Any]) -> Iterator[tuple[str, float, int]]:
    for row in outcome["windows"]:
        for score in SCORES:
            if score in row:
                yield f"backtest/{row['name']}/{score}", row[score], row["window"]
    for row in outcome["leaderboard"]:
        yield f"seconds/{row['name']}", row["seconds"], 0
    for part in ("ensemble", "baseline", "holdout"):
        for score, value in outcome[part].items():
            if score != "weights":
                yield f"{part}/{score}", value, 0
    for covariate, value in outcome["importance"].items():
        yield f"importance/{covariate}", value, 0
    for name in ("items", "skippedItems", "seconds"):
        yield name, outcome[name], 0
