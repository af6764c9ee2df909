"""The train step: training rows in, a saved forecaster and its scores out."""

import time
from pathlib import Path
from typing import Any

from atelier.forecasting.kept_training import asked_digest, keep_outcome, kept_outcome
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.plots import draw_plots
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train
from atelier.forecasting.training_rows import read_training_rows
from atelier.report import Report

FORECASTER_FOLDER = "forecaster"
PLOTS_FOLDER = "plots"


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Train on the Parquet file `data` as `flow.forecast` says; the forecaster is saved in `out`/forecaster.

    Logs to `tracking` unless that is null; then runId and modelUri are null. Run again after it could not log, it logs
    what it has trained.
    """
    begun = time.monotonic()
    out = Path(task["out"])
    asked = asked_digest(task["flow"]["forecast"], Path(task["data"]))
    outcome = kept_outcome(out, asked) or _trained(task, report, asked)
    logged: dict[str, Any] = {"runId": None, "modelUri": None}
    if task["tracking"]:
        from atelier.tracking.log_training import log_training

        report.progress("logging to tracking", 0, 1)
        logged = log_training(
            task["tracking"],
            task["execution"],
            task["flow"],
            {**outcome, "data": task["data"]},
            out / FORECASTER_FOLDER,
            sorted((out / PLOTS_FOLDER).iterdir()),
        )
    del outcome["windows"]
    return {**outcome, **logged, "seconds": time.monotonic() - begun}


def _trained(task: dict[str, Any], report: Report, asked: str) -> dict[str, Any]:
    begun = time.monotonic()
    out = Path(task["out"])
    spec = spec_of(task["flow"]["forecast"])
    training = train(read_training_rows(Path(task["data"]), spec), spec, report.progress)
    outcome = outcome_of(training)
    training.forecaster.save(out / FORECASTER_FOLDER)
    outcome["seconds"] = time.monotonic() - begun
    if task["tracking"]:
        draw_plots(training, outcome, out / PLOTS_FOLDER)
    keep_outcome(out, asked, outcome)
    return outcome
