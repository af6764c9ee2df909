"""Requests per second of /invocations: Atelier's server against `mlflow models serve` with the same model.

Run from the repository's root: `PYTHONPATH=python .venv/bin/python bench/serve/run.py`. Prints one JSON document.
"""

import argparse
import json
import os
import platform
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from request_bodies import our_bodies, their_bodies
from request_load import Target, load, pings_under_load
from servers import mlflow_server, our_server

from atelier.forecasting.train import run as train
from atelier.report import Report
from atelier.tracking.pyfunc_parts import pyfunc_parts

DAYS = 730
HORIZON = 5
SERIES = (1, 100)
CALLERS = (1, 4)
FILL = {"middle": "zero", "back": "zero", "future": "zero"}
FLOW = {
    "flow": "serve-benchmark",
    "forecast": {
        "item": "store_id",
        "timestamp": "sales_date",
        "target": "total_sales",
        "covariates": ["promo", "school_holiday"],
        "fills": {"promo": FILL, "school_holiday": FILL, "total_sales": FILL},
        "frequency": "D",
        "horizon": HORIZON,
        "quantiles": ["p50", "p60", "p70", "p80", "p90"],
        "minimumRows": 25,
        "holdout": HORIZON,
        "backtestWindows": 3,
        "timeBudgetSeconds": 60,
        "candidates": ["seasonal-naive", "npts", "ets", "theta", "arima", "lightgbm"],
    },
}


def main() -> None:
    """Train once, then measure every size, form and number of callers on both servers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3, help="length of each measurement")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as base:
        rows = sales(max(SERIES))
        forecaster, model, weights = models(rows, Path(base))
        with our_server(forecaster) as ours, mlflow_server(model) as theirs:
            addresses = {"ours": ours.address, "mlflow": theirs.address}
            pings = {side: ping_times(rows, side, address, seconds) for side, address in addresses.items()}
            results = [measure(rows, count, callers, addresses, seconds) for count in SERIES for callers in CALLERS]
        starts = {"ours": ours.start_seconds, "mlflow": theirs.start_seconds}
    document = {
        "machine": machine(),
        "ensemble": weights,
        "startSeconds": starts,
        "pingUnderLoad": pings,
        "invocations": results,
    }
    print(json.dumps(document, indent=2))


def measure(rows: pd.DataFrame, count: int, callers: int, addresses: dict[str, Path | int], seconds: float) -> dict:
    """Both servers in turn; the ratio compares the best form of each."""
    asked = rows[rows["store_id"] <= count]
    found: dict[str, dict] = {}
    for side, bodies in {"ours": our_bodies(asked), "mlflow": their_bodies(asked)}.items():
        for form, (body, content_type) in bodies.items():
            target = Target(addresses[side], body, content_type)
            load(target, callers, seconds / 4)
            found.setdefault(side, {})[form] = asdict(load(target, callers, seconds))
    best = {side: max(form["requests_per_second"] for form in forms.values()) for side, forms in found.items()}
    return {"series": count, "callers": callers, **found, "ratio": round(best["ours"] / best["mlflow"], 1)}


def ping_times(rows: pd.DataFrame, side: str, address: Path | int, seconds: float) -> dict[str, float]:
    """While the most callers ask for every series, in JSON, which the peer takes too."""
    body, content_type = (our_bodies if side == "ours" else their_bodies)(rows)["json"]
    return pings_under_load(Target(address, body, content_type), max(CALLERS), seconds)


def models(rows: pd.DataFrame, base: Path) -> tuple[Path, Path, dict[str, float]]:
    """One forecaster by the training step, as it is and as an MLflow model."""
    data, forecaster, model = base / "training.parquet", base / "out" / "forecaster", base / "model"
    rows.to_parquet(data, index=False)
    task = {"step": "train", "flow": FLOW, "data": str(data), "out": str(base / "out"), "tracking": None}
    outcome = train({**task, "execution": "bench"}, Report(None))
    mlflow.pyfunc.save_model(model, **pyfunc_parts(forecaster, data, base / "code"))
    return forecaster, model, outcome["ensemble"]["weights"]


def sales(stores: int) -> pd.DataFrame:
    """Daily sales with a week, a year, a trend, promotions and noise; the last `horizon` days are to be forecast."""
    random = np.random.default_rng(3)
    days = np.arange(DAYS + HORIZON)
    frames = []
    for store in range(1, stores + 1):
        promo = (random.random(len(days)) < 0.2).astype(np.int16)
        season = 1 + 0.2 * np.sin(2 * np.pi * (days + store) / 7) + 0.1 * np.sin(2 * np.pi * days / 365)
        amount = 1000 * season * (1 + 0.25 * promo) * (1 + days / 5000) * random.lognormal(0, 0.05, len(days))
        amount[DAYS:] = np.nan
        frames.append(
            pd.DataFrame(
                {
                    "store_id": np.int32(store),
                    "sales_date": pd.date_range("2022-01-01", periods=len(days)),
                    "total_sales": amount.round(2),
                    "promo": promo,
                    "school_holiday": (days % 90 < 12).astype(np.int16),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def machine() -> dict[str, object]:
    """Where and with what the numbers were measured."""
    packages = ("mlflow", "numpy", "pyarrow", "lightgbm", "starlette", "uvicorn")
    return {
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


if __name__ == "__main__":
    main()
