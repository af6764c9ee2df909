"""The batch step: forecasts for every item after its last known target."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from atelier.forecasting.forecast import Forecast
from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.panel import Panel, select
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.training_rows import read_training_rows
from atelier.forecasting.whole_steps import whole_steps
from atelier.report import Report
from atelier.serving.next_steps import next_steps
from atelier.serving.trained_forecaster import trained_forecaster

DAY_UNITS = ("D", "W", "M", "Y")


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Forecast the next `horizon` steps of every item the model in the folder `model` knows, from the rows in `data`.

    `digest` is that of the forecaster that was trained; see `trained_forecaster`.
    Writes the Parquet file `out` whole or not at all; answers {rows, path, skippedItems}: items in the data that the
    model was not trained on or that have no known target. Covariates of the steps ahead are the data's own where it has
    them, else filled.
    """
    forecaster = trained_forecaster(Path(task["model"]), task["digest"])
    report.progress("reading the rows to forecast from", 0, 3)
    rows, _ = whole_steps(read_training_rows(Path(task["data"]), forecaster.spec), forecaster.grid)
    panel = _answerable(rows, forecaster)
    report.progress(f"forecasting {len(panel.items)} items", 1, 3)
    forecast = forecaster.predict(next_steps(panel, forecaster.grid, forecaster.spec.horizon))
    report.progress("writing the forecasts", 2, 3)
    table = _table(forecast, forecaster.spec, pq.read_schema(task["data"]).field(forecaster.spec.item).type)
    _write_whole(table, Path(task["out"]))
    report.progress("writing the forecasts", 3, 3)
    return {"rows": table.num_rows, "path": task["out"], "skippedItems": len(rows.items) - len(panel.items)}


def _answerable(panel: Panel, forecaster: Forecaster) -> Panel:
    """The series of items that the model knows and that have a history."""
    trained = np.array([item in forecaster.items for item in panel.items.tolist()], dtype=bool)
    return select(panel, trained & (panel.known_rows() > 0))


def _table(forecast: Forecast, spec: ForecastSpec, item_type: pa.DataType) -> pa.Table:
    """Ids have the type they have in the data; times of whole days are dates."""
    time = pa.array(forecast.time)
    columns = {
        spec.item: pa.array(np.repeat(forecast.items, np.diff(forecast.offsets))).cast(item_type),
        spec.timestamp: time.cast(pa.date32()) if spec.frequency_unit in DAY_UNITS else time.cast(pa.timestamp("us")),
        "mean": pa.array(forecast.mean),
        **{name: pa.array(values) for name, values in zip(spec.quantiles, forecast.quantiles.T, strict=True)},
    }
    return pa.table(columns)


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
