"""How well each candidate would have forecast the past."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from atelier.forecasting.candidate import KINDS, Candidate
from atelier.forecasting.expected_seconds import expected_seconds
from atelier.forecasting.sound_prediction import FAILURES, sound_prediction
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Prediction, Window

BASELINE = "seasonal-naive"
"""Takes part in every training, whatever the flow and the time budget say: everything is compared with it."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Tried:
    """A candidate that went through every backtest window."""

    candidate: Candidate
    predictions: list[Prediction]
    """one per backtest window"""
    holdout: list[Prediction]
    seconds: float


@dataclass(frozen=True)
class LeftOut:
    """A candidate that is not considered, and why."""

    reason: str
    seconds: float


def backtest(
    windows: list[Window], holdout: list[Window], spec: ForecastSpec, floor: float, deadline: float, progress: Progress
) -> tuple[dict[str, Tried], dict[str, LeftOut]]:
    """Fit each candidate before the earliest window and run it over all of them, and over the holdout after them.

    Parameters are learned once and the histories move on, so that no window's targets are known to the candidate.
    Learning again on all of the data takes as long once more: what would not be done with that by the deadline (of
    `time.monotonic`) is left out.
    """
    tried: dict[str, Tried] = {}
    left_out: dict[str, LeftOut] = {}
    names = [BASELINE, *(name for name in spec.candidates if name != BASELINE)]
    for position, name in enumerate(names):
        seconds_left = deadline - time.monotonic() - sum(one.seconds for one in tried.values())

        def tell(window: int, name: str = name, position: int = position) -> None:
            what = f"backtest {window + 1} of {len(windows)}: {name}"
            progress(what, position * len(windows) + window, len(names) * len(windows))

        result = _try(name, windows, holdout, spec, floor, np.inf if name == BASELINE else seconds_left, tell)
        if isinstance(result, Tried):
            tried[name] = result
        else:
            left_out[name] = result
    return tried, left_out


def _try(
    name: str,
    windows: list[Window],
    holdout: list[Window],
    spec: ForecastSpec,
    floor: float,
    seconds_left: float,
    tell: Callable[[int], None],
) -> Tried | LeftOut:
    begun = time.monotonic()
    tell(0)
    predictions: list[Prediction] = []
    try:
        reason = _too_long("expected", expected_seconds(name, windows[0], spec, seconds_left), seconds_left)
        if reason:
            return LeftOut(reason, time.monotonic() - begun)
        candidate = KINDS[name].fit(windows[0], spec)
        for number, window in enumerate([*windows, *holdout]):
            tell(min(number, len(windows) - 1))
            predictions.append(sound_prediction(candidate, window, floor))
    except FAILURES as error:
        return LeftOut(f"backtests: {error}", time.monotonic() - begun)
    seconds, split = time.monotonic() - begun, len(windows)
    reason = _too_long("taken", seconds, seconds_left)
    return LeftOut(reason, seconds) if reason else Tried(candidate, predictions[:split], predictions[split:], seconds)


def _too_long(known_as: str, seconds: float, seconds_left: float) -> str | None:
    """Why there is no time to fit twice, before the windows and on all rows."""
    if 2 * seconds < seconds_left:
        return None
    return f"time budget: {max(seconds_left, 0):.1f} seconds left, {2 * seconds:.1f} {known_as} with the final fit"
