"""The rows a flow trains on."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from atelier.forecasting.panel import Panel, panel_of, select
from atelier.forecasting.spec import ForecastSpec
from atelier.problem import Problem

REJECTED_COLUMN = "target rejected"
"""No column of a flow can have this name."""


def read_training_rows(path: Path, spec: ForecastSpec) -> Panel:
    """The panel of a Parquet file whose columns are named as in the flow's forecast section.

    It may have one column more, `REJECTED_COLUMN`: true where the target is unknown for want of a row that could be
    loaded.
    """
    wanted = [spec.item, spec.timestamp, spec.target, *spec.covariates]
    present = pq.read_schema(path).names
    for column in wanted:
        if column not in present:
            raise Problem(
                "UnknownColumn",
                f"forecast asks for the column '{column}'; the training rows have {', '.join(present)}.",
                f"Use one of these columns instead of '{column}', or add it to the inputs.",
            )
    marked = REJECTED_COLUMN in present
    rows = pq.read_table(path, columns=[*wanted, REJECTED_COLUMN] if marked else wanted)
    for column in (spec.item, spec.timestamp):
        if rows[column].null_count:
            raise Problem(
                "MissingKey",
                f"{rows[column].null_count} of {len(rows)} rows have no {column}.",
                f"Give every row its {column}, or remove these rows.",
            )
    numbers = [rows[name].cast(pa.float64()).to_numpy() for name in (spec.target, *spec.covariates)]
    for name, values in zip((spec.target, *spec.covariates), numbers, strict=True):
        if np.isinf(values).any():
            raise Problem(
                "NotFinite",
                f"{int(np.isinf(values).sum())} rows have an infinite {name}.",
                "Replace infinite values by numbers, or by NULL where the value is unknown.",
            )
    covariates = np.column_stack(numbers[1:]) if spec.covariates else np.empty((len(rows), 0))
    time = rows[spec.timestamp].cast(pa.timestamp("s")).to_numpy()
    rejected = rows[REJECTED_COLUMN].to_numpy() if marked else None
    return panel_of(rows[spec.item].to_numpy(), time, numbers[0], covariates, rejected)


def long_enough(panel: Panel, spec: ForecastSpec) -> Panel:
    """The series with at least `minimumRows` rows that have a target; a Problem when there is none."""
    known = panel.known_rows()
    keep = known >= max(spec.minimum_rows, 1)
    if not keep.any():
        raise Problem(
            "NoSeriesLongEnough",
            f"None of {len(keep)} items has {spec.minimum_rows} rows with {spec.target}; "
            f"the longest has {int(known.max(initial=0))}.",
            "Load a longer history, or lower forecast.minimumRows.",
        )
    return select(panel, keep)
