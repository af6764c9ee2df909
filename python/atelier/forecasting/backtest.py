"""How well each candidate would have forecast the past."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from atelier.forecasting.candidate import KINDS, Candidate
from atelier.forecasting.ensemble import candidate_prediction
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Prediction, Window, part, renumbered

PILOT_SERIES = 24
WILD_FACTOR = 100.0
"""A forecast so many times the largest value of any history is no forecast."""

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
    windows: list[Window], holdout: list[Window], spec: ForecastSpec, floor: float, progress: Progress
) -> tuple[dict[str, Tried], dict[str, LeftOut]]:
    """Fit each candidate before the earliest window and run it over all of them, and over the holdout after them.

    Parameters are learned once and the histories move on, so that no window's targets are known to the candidate.
    Learning again on all of the data takes as long once more: what would not fit into the time budget is left out.
    """
    begun = time.monotonic()
    tried: dict[str, Tried] = {}
    left_out: dict[str, LeftOut] = {}
    names = _in_order(spec)
    for position, name in enumerate(names):
        budget = spec.time_budget_seconds - (time.monotonic() - begun) - sum(one.seconds for one in tried.values())
        expected = 2 * _expected_seconds(name, windows[0], spec)
        if tried and expected > budget:
            reason = f"time budget: would take some {expected:.0f} of the {max(budget, 0):.0f} seconds left"
            left_out[name] = LeftOut(reason, 0.0)
            continue

        def tell(window: int, name: str = name, position: int = position) -> None:
            what = f"backtest {window + 1} of {len(windows)}: {name}"
            progress(what, position * len(windows) + window, len(names) * len(windows))

        result = _try(name, windows, holdout, spec, floor, tell)
        if isinstance(result, Tried):
            tried[name] = result
        else:
            left_out[name] = result
    return tried, left_out


def _in_order(spec: ForecastSpec) -> list[str]:
    """The flow's candidates, the baseline first: everything is compared with it."""
    return ["seasonal-naive", *(name for name in spec.candidates if name != "seasonal-naive")]


def _expected_seconds(name: str, window: Window, spec: ForecastSpec) -> float:
    """A trial on a few series, scaled up; 0 where more series do not take longer or there are only a few."""
    series = len(window.begin)
    if not KINDS[name].cost_grows or series <= 4 * PILOT_SERIES:
        return 0.0
    chosen = np.linspace(0, series - 1, PILOT_SERIES).astype(np.int64)
    begun = time.monotonic()
    KINDS[name].fit(renumbered(part(window, chosen)), spec)
    return (time.monotonic() - begun) * series / PILOT_SERIES


def _try(
    name: str,
    windows: list[Window],
    holdout: list[Window],
    spec: ForecastSpec,
    floor: float,
    tell: Callable[[int], None],
) -> Tried | LeftOut:
    begun = time.monotonic()
    tell(0)
    try:
        candidate = KINDS[name].fit(windows[0], spec)
    except (ArithmeticError, ValueError, np.linalg.LinAlgError) as error:
        return LeftOut(f"could not be fitted: {error}", time.monotonic() - begun)
    predictions: list[Prediction] = []
    for number, window in enumerate([*windows, *holdout]):
        tell(min(number, len(windows) - 1))
        predictions.append(candidate_prediction(candidate, window, floor))
        problem = _wild(predictions[-1], window)
        if problem:
            return LeftOut(f"window {number + 1}: {problem}", time.monotonic() - begun)
    split = len(windows)
    return Tried(candidate, predictions[:split], predictions[split:], time.monotonic() - begun)


def _wild(prediction: Prediction, window: Window) -> str | None:
    values = np.concatenate((prediction.mean[:, :, None], prediction.quantiles), axis=2)
    if not np.isfinite(values).all():
        return f"{int((~np.isfinite(values)).sum())} forecasts are not finite"
    ends = zip(window.begin, window.end, strict=True)
    largest = np.array([np.abs(window.target[begin:end]).max() for begin, end in ends])
    worst = np.abs(values).max(axis=(1, 2))
    wild = worst > WILD_FACTOR * np.maximum(largest, 1e-9)
    return f"{int(wild.sum())} series exploded, to {worst.max():.3g} at most" if wild.any() else None
