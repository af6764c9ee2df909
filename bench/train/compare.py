"""One line of the benchmark: `compare.py '{"series", "end", "seed", "covariates", "peerSeconds"}'`.

Both sides see the same sample data and are scored on the same backtest windows and holdout, Atelier on all series, and
both on those that the peer had the time for.
"""

import json
import resource
import sys
import time
from dataclasses import replace

import numpy as np
from peer import run_peer
from sample_panel import sample_panel

from atelier.forecasting.ensemble import ensemble_prediction
from atelier.forecasting.metrics import mean_scores, scores
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.spec import ForecastSpec, spec_of
from atelier.forecasting.training import Training, train
from atelier.forecasting.window import Prediction, part

DAYS, HORIZON, WINDOWS = 730, 5, 3
SHOWN = ("name", "wql", "wape", "holdoutWql", "holdoutWape", "seconds", "reason")


def main() -> None:
    """Train, run the peer, score."""
    case = json.loads(sys.argv[1])
    spec = spec_for(["promo", "school_holiday"] if case["covariates"] == "known" else [])
    panel = sample_panel(case["series"], DAYS, case["seed"], case["end"])
    if not spec.covariates:
        panel = replace(panel, covariates=np.empty((len(panel.time), 0)))
    begun, begun_cpu = time.monotonic(), time.process_time()
    training = train(panel, spec, lambda what, done, total: None)
    outcome = outcome_of(training)
    ours = {
        "seconds": time.monotonic() - begun,
        "cpuSeconds": time.process_time() - begun_cpu,
        "peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "weights": outcome["ensemble"]["weights"],
        "backtests": {name: outcome["ensemble"][name] for name in ("wql", "wape")},
        "holdout": {name: outcome["holdout"][name] for name in ("wql", "wape")},
        "candidates": [{name: row[name] for name in SHOWN if name in row} for row in outcome["leaderboard"]],
    }
    document = {**case, "days": DAYS, "horizon": HORIZON, "windows": WINDOWS, "atelier": ours}
    if case["peerSeconds"]:
        document |= compare(training, case["peerSeconds"])
    print(json.dumps(document))


def compare(training: Training, seconds: float) -> dict:
    """The peer, and both sides' scores on the series it came to."""
    members = {name: training.tried[name].candidate for name in training.final.weights}
    ours = [ensemble_prediction(members, training.final.weights, window, training.floor) for window in training.windows]
    chosen, predictions, cost = run_peer(training, seconds)
    both = [part_of(one, chosen) for one in (*ours, *training.holdout_predictions)]
    return {
        "peer": {**cost, **scores_of(training, chosen, predictions)},
        "atelierOnThePeersSeries": scores_of(training, chosen, both),
    }


def part_of(prediction: Prediction, chosen: np.ndarray) -> Prediction:
    """The prediction of some of the series."""
    return Prediction(prediction.mean[chosen], prediction.quantiles[chosen])


def scores_of(training: Training, chosen: np.ndarray, predictions: list[Prediction]) -> dict:
    """Mean wQL and WAPE of predictions for the backtest windows, then the holdout, of the chosen series."""
    windows = [part(window, chosen) for window in (*training.windows, *training.holdout)]
    found = [scores(*pair, training.forecaster.spec) for pair in zip(predictions, windows, strict=True)]
    split = len(training.windows)
    means = {"backtests": mean_scores(found[:split]), "holdout": mean_scores(found[split:])}
    return {name: {score: mean[score] for score in ("wql", "wape")} for name, mean in means.items()}


def spec_for(covariates: list[str]) -> ForecastSpec:
    """A flow's defaults for daily data."""
    return spec_of(
        {
            "item": "store_id",
            "timestamp": "sales_date",
            "target": "total_sales",
            "covariates": covariates,
            "fills": {},
            "frequency": "D",
            "horizon": HORIZON,
            "quantiles": ["p10", "p50", "p90"],
            "minimumRows": 25,
            "holdout": HORIZON,
            "backtestWindows": WINDOWS,
            "timeBudgetSeconds": 120,
            "candidates": ["seasonal-naive", "npts", "ets", "theta", "arima", "lightgbm"],
        }
    )


if __name__ == "__main__":
    main()
