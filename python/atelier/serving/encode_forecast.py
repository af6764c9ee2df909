"""A forecast as the body of an answer."""

import csv
import io
from collections.abc import Iterator

import msgspec
import numpy as np

from atelier.forecasting.forecast import Forecast
from atelier.forecasting.spec import ForecastSpec
from atelier.serving.content_form import Form

DAY_UNITS = ("D", "W", "M", "Y")
# Writing a part keeps every other thread from running, so parts are small.
NUMBERS_IN_A_PART = 2_000

Rows = list[tuple[object, ...]]


def encode_forecast(forecast: Forecast, spec: ForecastSpec, items: list[str] | list[int], form: Form) -> bytes:
    """One row per item and step: item, timestamp, mean and each quantile; `items` are the ids as the caller wrote them.

    CSV has a header line; JSON is a list of records. Whole days are written YYYY-MM-DD.
    """
    names = [spec.item, spec.timestamp, "mean", *spec.quantiles]
    parts = _parts(forecast, spec, items)
    if form == "json":
        records = [msgspec.json.encode([dict(zip(names, row, strict=True)) for row in part])[1:-1] for part in parts]
        pieces = [piece for record in records for piece in (b",", record)]
        return b"".join([b"[", *pieces[1:], b"]"])
    return b"".join([_csv(part) for part in ([tuple(names)], *parts)])


def _parts(forecast: Forecast, spec: ForecastSpec, items: list[str] | list[int]) -> Iterator[Rows]:
    series = np.repeat(np.arange(len(items)), np.diff(forecast.offsets))
    time = _written(forecast.time, spec)
    size = max(NUMBERS_IN_A_PART // (1 + len(spec.quantiles)), 1)
    for begin in range(0, len(series), size):
        rows = slice(begin, begin + size)
        columns = [
            [items[position] for position in series[rows].tolist()],
            np.datetime_as_string(time[rows]).tolist(),
            forecast.mean[rows].tolist(),
            *forecast.quantiles[rows].T.tolist(),
        ]
        yield list(zip(*columns, strict=True))


def _csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _written(time: np.ndarray, spec: ForecastSpec) -> np.ndarray:
    """The times in the unit in which they are written."""
    days = time.astype("datetime64[D]")
    return days if spec.frequency_unit in DAY_UNITS and bool((days == time).all()) else time
