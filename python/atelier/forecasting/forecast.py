"""Answer of a forecaster."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Forecast:
    """The steps forecast for several series."""

    items: np.ndarray
    """(series,) item ids, in the order asked"""
    offsets: np.ndarray
    """(series + 1,) step ranges per series"""
    time: np.ndarray
    """(steps,) datetime64[s]"""
    mean: np.ndarray
    """(steps,)"""
    quantiles: np.ndarray
    """(steps, q) never crossing, in the flow's order"""
