"""The ensemble, chosen by the backtests and fitted on all of the data."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from atelier.forecasting.backtest import LeftOut, Progress, Tried
from atelier.forecasting.candidate import KINDS, Candidate
from atelier.forecasting.ensemble import select_ensemble
from atelier.forecasting.sound_prediction import FAILURES, sound_prediction
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Window


@dataclass(frozen=True)
class FinalFit:
    """The members of an ensemble, ready to forecast what comes after the data."""

    weights: dict[str, float]
    candidates: dict[str, Candidate]
    seconds: dict[str, float]
    left_out: dict[str, LeftOut]
    """chosen at first, but not fit to forecast after seeing all of the data"""


def final_fit(
    tried: Mapping[str, Tried], windows: list[Window], end: Window, spec: ForecastSpec, floor: float, progress: Progress
) -> FinalFit:
    """Choose by the backtest `windows`, and fit the chosen on the whole history of `end`.

    A member that cannot be fitted there, or whose forecast explodes, is left out and the others are chosen anew: the
    weights sum to 1 and still lose against no remaining candidate.
    """
    actual, levels = [window.scored() for window in windows], np.array(spec.levels)
    columns = np.searchsorted(spec.fitted_levels, spec.levels)
    quantiles = {name: [one.quantiles[:, :, columns] for one in result.predictions] for name, result in tried.items()}
    fits: dict[str, tuple[Candidate, float]] = {}
    left_out: dict[str, LeftOut] = {}
    while True:
        weights = select_ensemble(quantiles, actual, levels)
        for number, name in enumerate(weights):
            if name not in fits:
                progress(f"final fit: {name}", number, len(weights))
                result = _fit(name, end, spec, floor)
                if isinstance(result, LeftOut):
                    left_out[name] = result
                    del quantiles[name]
                else:
                    fits[name] = result
        if fits.keys() >= weights.keys():
            candidates = {name: fits[name][0] for name in weights}
            return FinalFit(weights, candidates, {name: seconds for name, (_, seconds) in fits.items()}, left_out)


def _fit(name: str, end: Window, spec: ForecastSpec, floor: float) -> tuple[Candidate, float] | LeftOut:
    begun = time.monotonic()
    try:
        candidate = KINDS[name].fit(end, spec)
        sound_prediction(candidate, end, floor)
    except FAILURES as error:
        return LeftOut(f"final fit: {error}", time.monotonic() - begun)
    return candidate, time.monotonic() - begun
