"""The training rows, for a model that was trained on them before."""

from pathlib import Path

import numpy as np

from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.panel import Panel, select
from atelier.forecasting.training_rows import read_training_rows


def training_panel(data: Path, forecaster: Forecaster) -> tuple[Panel, int]:
    """The rows of every item that the model knows and that has a history, and the number of items left out."""
    panel = read_training_rows(data, forecaster.spec)
    has_history = np.logical_or.reduceat(~np.isnan(panel.target), panel.offsets[:-1])
    trained = np.array([item in forecaster.items for item in panel.items.tolist()])
    return select(panel, has_history & trained), int((~(has_history & trained)).sum())
