"""What every candidate can do, how each is fitted, and how it is kept on disk."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol

import numpy as np

from atelier.forecasting.candidates.arima import Arima, fit_arima
from atelier.forecasting.candidates.ets import Ets, fit_ets
from atelier.forecasting.candidates.lightgbm import LightGbm, fit_lightgbm
from atelier.forecasting.candidates.npts import Npts, fit_npts
from atelier.forecasting.candidates.seasonal_naive import SeasonalNaive, fit_seasonal_naive
from atelier.forecasting.candidates.theta import Theta, fit_theta
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Prediction, Window


class Candidate(Protocol):
    """A frozen dataclass of numbers, arrays and texts that knows how to run over a window."""

    def forecast(self, window: Window) -> Prediction:
        """Mean and quantiles of the window's steps, at the levels it was fitted for; never looks past its end."""
        ...


@dataclass(frozen=True)
class Kind:
    """How one kind of candidate is learned from the history before a window."""

    candidate: type
    fit: Callable[[Window, ForecastSpec], Candidate]
    cost_grows: bool
    """whether learning takes longer with more series"""


def _per_series(fit: Callable[[Window, int, np.ndarray], Candidate]) -> Callable[[Window, ForecastSpec], Candidate]:
    return lambda window, spec: fit(window, spec.season, spec.fitted_levels)


KINDS = {
    "seasonal-naive": Kind(SeasonalNaive, _per_series(fit_seasonal_naive), cost_grows=True),
    "npts": Kind(Npts, _per_series(fit_npts), cost_grows=True),
    "ets": Kind(Ets, _per_series(fit_ets), cost_grows=True),
    "theta": Kind(Theta, _per_series(fit_theta), cost_grows=True),
    "arima": Kind(Arima, _per_series(fit_arima), cost_grows=True),
    "lightgbm": Kind(
        LightGbm,
        lambda window, spec: fit_lightgbm(window, spec.season, spec.year, spec.fitted_levels),
        cost_grows=False,
    ),
}


def save_candidate(folder: Path, name: str, candidate: Candidate) -> None:
    """Write a candidate's fields: numbers and arrays into `<name>.npz`, each text into `<name>.<field>.txt`."""
    arrays = {}
    for field in fields(candidate):
        value = getattr(candidate, field.name)
        if isinstance(value, str):
            (folder / f"{name}.{field.name}.txt").write_text(value)
        else:
            arrays[field.name] = value
    np.savez(folder / f"{name}.npz", **arrays)


def load_candidate(folder: Path, name: str) -> Candidate:
    """Read what `save_candidate` wrote."""
    with np.load(folder / f"{name}.npz", allow_pickle=False) as stored:
        values = {key: stored[key] if stored[key].ndim else stored[key].item() for key in stored.files}
    for text in folder.glob(f"{name}.*.txt"):
        values[text.name.split(".")[1]] = text.read_text()
    return KINDS[name].candidate(**values)
