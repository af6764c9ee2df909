"""From the body of a request to the body of its answer."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.grid import Grid
from atelier.forecasting.panel import Panel
from atelier.problem import Problem
from atelier.serving.content_form import Form
from atelier.serving.decode_csv import decode_csv
from atelier.serving.decode_json import decode_json
from atelier.serving.encode_forecast import encode_forecast
from atelier.serving.request_panel import request_panel
from atelier.serving.row_schema import row_schema

DECODE: dict[Form, Callable[[bytes, pa.Schema], pa.Table]] = {"csv": decode_csv, "json": decode_json}


def answer_invocation(forecaster: Forecaster, body: bytes, asked: Form, answered: Form) -> bytes:
    """Forecast the steps that the rows of a request ask for.

    Item ids are answered as they were asked: numbers as numbers, texts as texts.
    """
    table = DECODE[asked](body, row_schema(forecaster.spec))
    panel = request_panel(table, forecaster.spec, forecaster.items)
    forecast = forecaster.predict(panel)
    _refuse_gaps(panel, forecaster.grid)
    items = panel.items.tolist()
    if pa.types.is_integer(table.schema.field(forecaster.spec.item).type):
        items = [int(item) for item in items]
    return encode_forecast(forecast, forecaster.spec, items, answered)


def _refuse_gaps(panel: Panel, grid: Grid) -> None:
    """The forecaster fills steps without a row; a caller who left one out by mistake would not notice.

    Every item has history before the rows it asks for: the forecaster has refused others.
    """
    ahead = np.flatnonzero(np.isnan(panel.target))
    steps = grid.steps(panel.time)
    wrong = ahead[steps[ahead] != steps[ahead - 1] + 1]
    if len(wrong):
        row = wrong[0]
        raise Problem(
            "GapInFutureRows",
            f"Item '{panel.items[panel.row_series()[row]]}' asks for a forecast at {panel.time[row]}, "
            f"{steps[row] - steps[row - 1]} steps after its row at {panel.time[row - 1]}.",
            "Send exactly one row per step, from the one after the last known target on.",
        )
