"""The train step: training rows in, a saved forecaster and its scores out."""

import time
from pathlib import Path
from typing import Any

from atelier.digest import digest_of_folder
from atelier.forecasting.kept_training import FORECASTER_FOLDER, PLOTS_FOLDER, fingerprint_of, kept_training
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.plots import draw_plots
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train
from atelier.forecasting.training_rows import read_training_rows
from atelier.report import Report


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Train on the Parquet file `data` as `flow.forecast` says; the forecaster is saved in `out`/forecaster.

    A finished training of the same rows and the same section that is in `out` is not done again: a step that failed
    while it was logged goes on with logging. Logs to `tracking` unless that is null; then runId and modelUri are null.
    `forecasterDigest` tells the forecaster from every other, whatever is made of the logged one meanwhile.
    """
    begun = time.monotonic()
    data, section = Path(task["data"]), task["flow"]["forecast"]

    def make(folder: Path) -> dict[str, Any]:
        spec = spec_of(section)
        training = train(read_training_rows(data, spec), spec, report.progress)
        outcome = outcome_of(training)
        training.forecaster.save(folder / FORECASTER_FOLDER)
        outcome["seconds"] = time.monotonic() - begun
        if task["tracking"]:
            draw_plots(training, outcome, folder / PLOTS_FOLDER)
        return outcome

    kept = kept_training(Path(task["out"]), fingerprint_of(data, section), make)
    logged: dict[str, Any] = {"runId": None, "modelUri": None}
    if task["tracking"]:
        from atelier.tracking.log_training import log_training

        report.progress("logging to tracking", 0, 1)
        outcome = {**kept.outcome, "data": str(data)}
        logged = log_training(task["tracking"], task["execution"], task["flow"], outcome, kept.forecaster, kept.plots)
    result = {name: value for name, value in kept.outcome.items() if name != "windows"}
    digest = digest_of_folder(kept.forecaster)
    return {**result, **logged, "forecasterDigest": digest, "seconds": time.monotonic() - begun}
