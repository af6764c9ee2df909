"""Fixtures that several tests need: a small forecaster trained by the real code, and real worker processes."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pandas as pd
import pytest

import atelier
from atelier.report import Report

# Not sys.path: MLflow puts the code of a model that it loads in front there.
PACKAGE_ROOT = str(Path(atelier.__file__).parents[1])
DAYS = 140
STORES = (1, 2, 3)
FILL = {"middle": "zero", "back": "zero", "future": "zero"}
FLOW: dict[str, Any] = {
    "flow": "sales-forecasting",
    "forecast": {
        "item": "store_id",
        "timestamp": "sales_date",
        "target": "total_sales",
        "covariates": ["promo", "school_holiday"],
        "fills": {"promo": FILL, "school_holiday": FILL, "total_sales": FILL},
        "frequency": "D",
        "horizon": 5,
        "quantiles": ["p10", "p50", "p90"],
        "minimumRows": 25,
        "holdout": 5,
        "backtestWindows": 1,
        "timeBudgetSeconds": 20,
        "candidates": ["seasonal-naive", "npts"],
    },
}


@dataclass(frozen=True)
class Trained:
    """A flow, its training rows, and what training made of them."""

    flow: dict[str, Any]
    data: Path
    rows: pd.DataFrame
    folder: Path
    outcome: dict[str, Any]


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """Three stores of 140 days; the model's folder must not be written to."""
    from atelier.forecasting.train import run as train

    base = tmp_path_factory.mktemp("trained")
    rows = _rows()
    rows.to_parquet(base / "training.parquet", index=False)
    task = {"flow": FLOW, "data": str(base / "training.parquet"), "out": str(base / "model"), "tracking": None}
    outcome = train({**task, "step": "train", "execution": "fixture"}, Report(None))
    return Trained(FLOW, base / "training.parquet", rows, base / "model" / "forecaster", outcome)


def _rows() -> pd.DataFrame:
    random = np.random.default_rng(7)
    days = np.arange(DAYS)
    frames = []
    for store in STORES:
        promo = (random.random(DAYS) < 0.3).astype(np.int16)
        sales = 1000 * store + 200 * np.sin(2 * np.pi * days / 7) + 150 * promo + random.normal(0, 20, DAYS)
        frames.append(
            pd.DataFrame(
                {
                    "store_id": np.int32(store),
                    "sales_date": pd.date_range("2024-01-01", periods=DAYS).date,
                    "total_sales": sales.round(2),
                    "promo": promo,
                    "school_holiday": np.int16(0),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


@dataclass(frozen=True)
class Worker:
    """A worker process and the news it sends."""

    process: subprocess.Popen[str]
    news: TextIO

    def next(self) -> dict[str, Any]:
        """The next document; an empty one when the worker has ended without another word."""
        return json.loads(self.news.readline() or "{}")


Starter = Callable[..., Worker]


@pytest.fixture
def start_worker() -> Iterator[Starter]:
    """Start `python -m atelier.worker` with a task (or raw text); what still runs at the end is killed."""
    with _started_workers() as start:
        yield start


@pytest.fixture(scope="session")
def session_workers() -> Iterator[Starter]:
    """The same for workers that several tests use."""
    with _started_workers() as start:
        yield start


@contextlib.contextmanager
def _started_workers() -> Iterator[Starter]:
    with contextlib.ExitStack() as started:

        def start(task: dict[str, Any] | str, descriptors: Sequence[int] = (), log: Path | None = None) -> Worker:
            reader, writer = os.pipe()
            environment = {**os.environ, "PYTHONPATH": PACKAGE_ROOT, "ATELIER_REPORT_FD": str(writer)}
            process = subprocess.Popen(
                [sys.executable, "-m", "atelier.worker"],
                stdin=subprocess.PIPE,
                stderr=started.enter_context(log.open("a")) if log else subprocess.PIPE,
                env=environment,
                pass_fds=[writer, *descriptors],
                text=True,
            )
            os.close(writer)
            started.enter_context(process)
            started.callback(process.kill)
            process.stdin.write(task if isinstance(task, str) else json.dumps(task))
            process.stdin.close()
            return Worker(process, started.enter_context(os.fdopen(reader)))

        yield start


@pytest.fixture(scope="module")
def start_lasting_worker() -> Iterator[Starter]:
    """For workers that a module's tests share; what they log is not read, so it must not fill a pipe."""
    with _started_workers() as start:
        yield lambda task, descriptors=(): start(task, descriptors, Path(os.devnull))
