"""A forecast as rows."""

import numpy as np
import pyarrow as pa

from atelier.forecasting.forecast import Forecast
from atelier.forecasting.spec import ForecastSpec

DAY_UNITS = ("D", "W", "M", "Y")


def forecast_table(forecast: Forecast, spec: ForecastSpec, item_type: pa.DataType) -> pa.Table:
    """Ids have the type they have in the data; times of whole days are dates."""
    time = pa.array(forecast.time)
    columns = {
        spec.item: pa.array(np.repeat(forecast.items, np.diff(forecast.offsets))).cast(item_type),
        spec.timestamp: time.cast(pa.date32()) if spec.frequency_unit in DAY_UNITS else time.cast(pa.timestamp("us")),
        "mean": pa.array(forecast.mean),
        **{name: pa.array(values) for name, values in zip(spec.quantiles, forecast.quantiles.T, strict=True)},
    }
    return pa.table(columns)
