"""Forecast of what comes after the rows."""

import numpy as np

from atelier.forecasting.forecast import Forecast
from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.panel import Panel, select
from atelier.forecasting.whole_steps import whole_steps
from atelier.serving.next_steps import next_steps


def next_forecast(rows: Panel, forecaster: Forecaster) -> Forecast:
    """The `horizon` steps after the last known target of each item that the forecaster knows and that has a history."""
    whole, _ = whole_steps(rows, forecaster.grid)
    panel = _answerable(whole, forecaster)
    return forecaster.predict(next_steps(panel, forecaster.grid, forecaster.spec.horizon))


def _answerable(panel: Panel, forecaster: Forecaster) -> Panel:
    """The series of items that the model knows and that have a history."""
    trained = np.array([item in forecaster.items for item in panel.items.tolist()], dtype=bool)
    return select(panel, trained & (panel.known_rows() > 0))
