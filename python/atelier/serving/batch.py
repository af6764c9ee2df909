"""The batch step: forecasts for every item after its last known target."""

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from atelier.forecasting.training_rows import read_training_rows
from atelier.report import Report
from atelier.serving.forecast_table import forecast_table
from atelier.serving.next_forecast import next_forecast
from atelier.serving.trained_forecaster import trained_forecaster


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Forecast the next `horizon` steps of every item the model in the folder `model` knows, from the rows in `data`.

    `digest` is that of the forecaster that was trained; see `trained_forecaster`.
    Writes the Parquet file `out` whole or not at all; answers {rows, path, skippedItems}: items in the data that the
    model was not trained on or that have no known target. Covariates of the steps ahead are the data's own where it has
    them, else filled.
    """
    forecaster = trained_forecaster(Path(task["model"]), task["digest"])
    report.progress("reading the rows to forecast from", 0, 3)
    rows = read_training_rows(Path(task["data"]), forecaster.spec)
    report.progress(f"forecasting {len(rows.items)} items", 1, 3)
    forecast = next_forecast(rows, forecaster)
    report.progress("writing the forecasts", 2, 3)
    table = forecast_table(forecast, forecaster.spec, pq.read_schema(task["data"]).field(forecaster.spec.item).type)
    _write_whole(table, Path(task["out"]))
    report.progress("writing the forecasts", 3, 3)
    return {"rows": table.num_rows, "path": task["out"], "skippedItems": len(rows.items) - len(forecast.items)}


def _write_whole(table: pa.Table, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}-{os.getpid()}")
    try:
        with draft.open("wb") as stream:
            pq.write_table(table, stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
