"""How long a candidate will take, found out before it takes that long."""

import time

import numpy as np

from atelier.forecasting.candidate import KINDS
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Window, part, renumbered

SLOWEST_SECONDS_A_ROW = 1e-4
"""Several times what a busy machine of today needs for any candidate."""
MOST_PILOTS = 24
SERIES_PER_PILOT = 20


def expected_seconds(name: str, window: Window, spec: ForecastSpec, seconds_left: float) -> float:
    """The seconds of fitting one candidate: a careful guess where that decides, else measured on a few series."""
    kind, series = KINDS[name], len(window.begin)
    guess = kind.work(window) * SLOWEST_SECONDS_A_ROW
    if not 0 < seconds_left <= 2 * guess:
        return guess
    pilots = np.clip(series // SERIES_PER_PILOT, min(2, series), MOST_PILOTS)
    pilot = renumbered(part(window, np.linspace(0, series - 1, pilots).astype(np.int64)))
    begun = time.monotonic()
    kind.fit(pilot, spec)
    return (time.monotonic() - begun) * kind.work(window) / kind.work(pilot)
