"""Training speed and accuracy against statsforecast's AutoARIMA, AutoETS and Theta averaged; prints one JSON document.

    PYTHONPATH=python .venv/bin/python bench/train/run.py --series 1000 --peer-series 100

Both sides see the same sample data and are scored on the same backtest windows and holdout. The peer fits once, before
the earliest window, and runs its fitted parameters forward over later ones, as Atelier does; its quantiles are averaged
level by level. It knows no covariates; `--covariates none` takes them from Atelier too.
"""

import argparse
import json
import os
import resource
import sys
import time
from dataclasses import replace

import numpy as np
from peer import peer_scores
from sample_panel import sample_panel

from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.panel import Panel, select
from atelier.forecasting.spec import ForecastSpec, spec_of
from atelier.forecasting.training import Training, train

DAYS, HORIZON, SEED = 730, 5, 7


def main() -> None:
    """Train, score, compare."""
    asked = _arguments()
    spec = _spec(asked.covariates, asked.horizon)
    panel = sample_panel(asked.series, DAYS, SEED)
    if asked.covariates == "none":
        panel = replace(panel, covariates=np.empty((len(panel.time), 0)))
    ours, training = _train(panel, spec)
    document = {
        "machine": {"cpus": os.cpu_count(), "python": sys.version.split()[0]},
        "series": asked.series,
        "days": DAYS,
        "horizon": asked.horizon,
        "windows": spec.backtest_windows,
        "covariates": list(spec.covariates),
        "atelier": ours,
    }
    if asked.peer_series:
        document["peer"] = _compare(panel, spec, training, asked.peer_series)
    print(json.dumps(document, indent=1))


def _train(panel: Panel, spec: ForecastSpec) -> tuple[dict, Training]:
    begun = time.monotonic()
    training = train(panel, spec, lambda what, done, total: None)
    outcome = outcome_of(training)
    seconds = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peakMemoryMiB": peak, **_scores(outcome)}, training


def _scores(outcome: dict) -> dict:
    kept = ("name", "wql", "wape", "holdoutWql", "holdoutWape", "seconds", "reason")
    return {
        "weights": outcome["ensemble"]["weights"],
        "backtests": {name: outcome["ensemble"][name] for name in ("wql", "wape")},
        "holdout": {name: outcome["holdout"][name] for name in ("wql", "wape")},
        "candidates": [{name: row[name] for name in kept if name in row} for row in outcome["leaderboard"]],
    }


def _compare(panel: Panel, spec: ForecastSpec, training: Training, series: int) -> dict:
    """Both sides on the same series: all of them, or an even choice of `series` of them."""
    chosen = np.zeros(len(panel.items), dtype=bool)
    chosen[np.linspace(0, len(panel.items) - 1, min(series, len(panel.items))).astype(int)] = True
    peer = peer_scores(training, chosen)
    same = training if chosen.all() else None
    ours = _scores(outcome_of(same)) if same else _train(select(panel, chosen), spec)[0]
    return {"series": int(chosen.sum()), "average": peer, "atelierOnTheSameSeries": ours}


def _spec(covariates: str, horizon: int) -> ForecastSpec:
    names = ["promo", "school_holiday"] if covariates == "known" else []
    return spec_of(
        {
            "item": "store_id",
            "timestamp": "sales_date",
            "target": "total_sales",
            "covariates": names,
            "fills": {},
            "frequency": "D",
            "horizon": horizon,
            "quantiles": ["p10", "p50", "p90"],
            "minimumRows": 25,
            "holdout": horizon,
            "backtestWindows": 3,
            "timeBudgetSeconds": 120,
            "candidates": ["seasonal-naive", "npts", "ets", "theta", "arima", "lightgbm"],
        }
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--horizon", type=int, default=HORIZON)
    parser.add_argument("--peer-series", type=int, default=0, help="0: do not run the peer")
    parser.add_argument("--covariates", choices=("known", "none"), default="known")
    return parser.parse_args()


if __name__ == "__main__":
    main()
