"""Interface of every candidate, how each is fitted, and how it is kept on disk."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol

import numpy as np

from atelier.forecasting.candidates.arima import Arima, fit_arima
from atelier.forecasting.candidates.ets import Ets, fit_ets
from atelier.forecasting.candidates.lightgbm import LightGbm, fit_lightgbm, lightgbm_rows
from atelier.forecasting.candidates.npts import Npts, fit_npts
from atelier.forecasting.candidates.seasonal_naive import SeasonalNaive, fit_seasonal_naive
from atelier.forecasting.candidates.theta import Theta, fit_theta
from atelier.forecasting.spec import ForecastSpec
from atelier.forecasting.window import Prediction, Window

OVERHEAD_ROWS = 10_000
"""So many rows are fitted in the time that a fit takes however few there are."""


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
    work: Callable[[Window], int]
    """rows to look at, overheads in rows' worth of time included: the seconds of fitting are proportional to it"""


def _per_series(candidate: type, fit: Callable[[Window, int, np.ndarray], Candidate]) -> Kind:
    return Kind(
        candidate,
        fit=lambda window, spec: fit(window, spec.season, spec.fitted_levels),
        work=lambda window: int(window.lengths().sum()) + OVERHEAD_ROWS,
    )


KINDS = {
    "seasonal-naive": _per_series(SeasonalNaive, fit_seasonal_naive),
    "npts": _per_series(Npts, fit_npts),
    "ets": _per_series(Ets, fit_ets),
    "theta": _per_series(Theta, fit_theta),
    "arima": _per_series(Arima, fit_arima),
    "lightgbm": Kind(
        LightGbm,
        fit=lambda window, spec: fit_lightgbm(window, spec.season, spec.year, spec.fitted_levels),
        work=lightgbm_rows,
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
