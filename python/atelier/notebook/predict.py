"""Forecasts of an endpoint."""

import io
from typing import TYPE_CHECKING

from atelier.notebook.ground import ground

if TYPE_CHECKING:
    import pandas as pd


def predict(endpoint: str, rows: "pd.DataFrame") -> "pd.DataFrame":
    """Ask an endpoint of the project: the history of each series, and the covariates of the steps to forecast.

    Rows of the steps to forecast have no target. The answer has one row for each series and step: its item, its time,
    `mean`, and the quantiles. Problems: `NotInASpace`, `NotAllowed`, and those of the endpoint.
    """
    import pandas as pd

    answer = ground().invoke(endpoint, rows.to_csv(index=False).encode())
    return pd.read_csv(io.BytesIO(answer))
