"""From the body of a request to the body of its answer."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from atelier.forecasting.forecast import Forecast
from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.grid import Grid
from atelier.forecasting.panel import Panel
from atelier.problem import Problem
from atelier.serving.content_form import Form
from atelier.serving.decode_csv import decode_csv
from atelier.serving.decode_json import decode_json
from atelier.serving.encode_forecast import encode_forecast
from atelier.serving.request_panel import request_panel
from atelier.serving.request_size import check_size
from atelier.serving.row_schema import row_schema
from atelier.serving.shown import shown

DECODE: dict[Form, Callable[[bytes, pa.Schema], pa.Table]] = {"csv": decode_csv, "json": decode_json}


def answer_invocation(forecaster: Forecaster, body: bytes, asked: Form, answered: Form) -> bytes:
    """Forecast the steps that the rows of a request ask for.

    Item ids are answered as they were asked: numbers as numbers, texts as texts.
    """
    table = DECODE[asked](body, row_schema(forecaster.spec))
    panel = request_panel(table, forecaster.spec, forecaster.items)
    check_size(panel, forecaster)
    forecast = forecaster.predict(panel)
    _refuse_gaps(panel, forecaster.grid)
    _refuse_unsound(forecast, panel, forecaster.spec.target)
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
            f"Item '{shown(panel.items[panel.row_series()[row]])}' asks for a forecast at {panel.time[row]}, "
            f"{steps[row] - steps[row - 1]} steps after its row at {panel.time[row - 1]}.",
            "Send exactly one row per step, from the one after the last known target on.",
        )


def _refuse_unsound(forecast: Forecast, panel: Panel, target: str) -> None:
    """No answer holds infinity or what is no number, whatever a recursion made of the rows."""
    sound = np.isfinite(forecast.mean) & np.isfinite(forecast.quantiles).all(axis=1)
    if sound.all():
        return
    series = int(np.searchsorted(forecast.offsets, sound.argmin(), side="right")) - 1
    known = panel.target[panel.rows(series)]
    raise Problem(
        "BadNumber",
        f"Item '{shown(panel.items[series])}' has no finite forecast: its {target} lies between "
        f"{np.nanmin(known):g} and {np.nanmax(known):g}, and no number is large enough for what follows from it.",
        f"Correct the values of {target} and of the covariates of this item.",
    )
