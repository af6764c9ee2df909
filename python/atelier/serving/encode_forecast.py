"""A forecast as the body of an answer."""

import csv
import io

import msgspec
import numpy as np

from atelier.forecasting.forecast import Forecast
from atelier.forecasting.spec import ForecastSpec
from atelier.serving.content_form import Form

DAY_UNITS = ("D", "W", "M", "Y")


def encode_forecast(forecast: Forecast, spec: ForecastSpec, items: list[str] | list[int], form: Form) -> bytes:
    """One row per item and step: item, timestamp, mean and each quantile; `items` are the ids as the caller wrote them.

    CSV has a header line; JSON is a list of records. Whole days are written YYYY-MM-DD.
    """
    names = [spec.item, spec.timestamp, "mean", *spec.quantiles]
    counts = np.diff(forecast.offsets).tolist()
    columns = [
        [item for item, count in zip(items, counts, strict=True) for _ in range(count)],
        _times(forecast.time, spec).tolist(),
        forecast.mean.tolist(),
        *forecast.quantiles.T.tolist(),
    ]
    rows = zip(*columns, strict=True)
    if form == "json":
        return msgspec.json.encode([dict(zip(names, row, strict=True)) for row in rows])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode()


def _times(time: np.ndarray, spec: ForecastSpec) -> np.ndarray:
    days = time.astype("datetime64[D]")
    whole_days = spec.frequency_unit in DAY_UNITS and bool((days == time).all())
    return np.datetime_as_string(days if whole_days else time)
