"""Inputs and outputs of a forecasting model, in MLflow's words, with an example."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, Schema

from atelier.forecasting.grid import grid_of
from atelier.forecasting.spec import ForecastSpec

EXAMPLE_ROWS = 60


def model_signature(spec: ForecastSpec, data: Path) -> ModelSignature:
    """Target and covariates may be left empty; the item has the type it has in the training data."""
    item_type = DataType.string
    if pq.read_schema(data).field(spec.item).type in ("int8", "int16", "int32", "int64"):
        item_type = DataType.long
    key = [ColSpec(item_type, spec.item), ColSpec(DataType.datetime, spec.timestamp)]
    values = [ColSpec(DataType.double, name, required=False) for name in (spec.target, *spec.covariates)]
    answers = [ColSpec(DataType.double, name) for name in ("mean", *spec.quantiles)]
    return ModelSignature(inputs=Schema(key + values), outputs=Schema(key + answers))


def input_example(spec: ForecastSpec, data: Path) -> pd.DataFrame:
    """The end of the first item's history; the targets of up to `horizon` steps after it are left empty."""
    columns = [spec.item, spec.timestamp, spec.target, *spec.covariates]
    rows = pq.read_table(data, columns=columns).to_pandas().dropna(subset=[spec.target])
    rows = rows[rows[spec.item] == rows[spec.item].iloc[0]].sort_values(spec.timestamp)
    example = rows.tail(EXAMPLE_ROWS + spec.horizon).reset_index(drop=True)
    example[spec.timestamp] = pd.to_datetime(example[spec.timestamp])
    values = [spec.target, *spec.covariates]
    example[values] = example[values].astype(np.float64)
    time = example[spec.timestamp].to_numpy().astype("datetime64[s]")
    step = grid_of(spec, time).steps(time)
    # Rows may be missing, and a model answers for no more steps than its horizon.
    last_known = step[max(0, len(step) - spec.horizon - 1)]
    example.loc[step > last_known, spec.target] = np.nan
    return example[step <= last_known + spec.horizon]
