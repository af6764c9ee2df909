"""How long a candidate will take, found out before it takes that long."""

import time

import numpy as np

from atelier.forecasting.candidate import KINDS
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Window, part, renumbered

FEWEST_PILOTS, MOST_PILOTS = 2, 24
SERIES_PER_PILOT = 20
FEWEST_SERIES = 10


def expected_seconds(name: str, window: Window, spec: ForecastSpec) -> float:
    """The time that fitting takes on a few of the series, scaled up; 0 for few series, which are fitted as fast."""
    series = len(window.begin)
    if series < FEWEST_SERIES:
        return 0.0
    pilots = np.clip(series // SERIES_PER_PILOT, FEWEST_PILOTS, MOST_PILOTS)
    pilot = renumbered(part(window, np.linspace(0, series - 1, pilots).astype(np.int64)))
    kind = KINDS[name]
    begun = time.monotonic()
    kind.fit(pilot, spec)
    return (time.monotonic() - begun) * kind.work(window) / kind.work(pilot)
