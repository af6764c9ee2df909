"""Exponential smoothing with the form and parameters that fit each series best."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from atelier.forecasting.candidates.ets_recursion import DAMPED, MULTIPLICATIVE, SEASONAL, extend, initial_state, smooth
from atelier.forecasting.candidates.pattern_search import pattern_search
from atelier.forecasting.candidates.spread import Spread, measure_spread, no_spread, spread_around
from atelier.forecasting.window import Prediction, Window, part

FORMS = (0, DAMPED, *(SEASONAL | trend | kind for trend in (0, DAMPED) for kind in (0, MULTIPLICATIVE)))
LOW = np.array([0.001, 0.0, 0.0, 0.8])
HIGH = np.array([0.999, 1.0, 1.0, 0.98])
START = np.array([0.15, 0.05, 0.1, 0.95])


@dataclass(frozen=True)
class Ets:
    """ETS(A,N|Ad,N|A|M) per item, over the target at neutral covariates."""

    season: int
    forms: np.ndarray
    """(items,) bits: damped trend, multiplicative season, seasonal"""
    parameters: np.ndarray
    """(items, 4) alpha, beta, gamma, phi"""
    usual_error: np.ndarray
    shape: np.ndarray
    relative: bool

    def forecast(self, window: Window) -> Prediction:
        """The smoothed level, trend and season continued, times the covariates' lift."""
        return spread_around(self.point(window), Spread(self.usual_error, self.shape, self.relative), window)

    def point(self, window: Window) -> np.ndarray:
        """(series, horizon) the point forecast."""
        out = np.empty((len(window.begin), window.horizon))
        parameters = self.parameters[window.series]
        forms = self.forms[window.series]
        _run(window.neutral, window.begin, window.end, self.season, forms, parameters, out)
        return out * window.future_lift()


def fit_ets(window: Window, season: int, levels: np.ndarray) -> Ets:
    """Fit every form to every series by least squares of one-step errors; the best by AIC is kept.

    A season is tried for the series that have seen it twice.
    """
    series = len(window.begin)
    best, forms, parameters = np.full(series, np.inf), np.zeros(series, dtype=np.int64), np.zeros((series, 4))
    for form in FORMS:
        chosen = np.flatnonzero(window.lengths() >= 2 * season) if form & SEASONAL else np.arange(series)
        if len(chosen) == 0 or (form & SEASONAL and season == 1):
            continue
        found, criterion = _fit_form(part(window, chosen), season, form)
        better = criterion < best[chosen]
        improved = chosen[better]
        best[improved], forms[improved], parameters[improved] = criterion[better], form, found[better]
    ets = Ets(season, forms, parameters, *no_spread(window, levels))
    return Ets(season, forms, parameters, *measure_spread(window, season, levels, ets.point))


def _fit_form(window: Window, season: int, form: int) -> tuple[np.ndarray, np.ndarray]:
    """Parameters (series, 4) and Akaike's criterion (series,) of one form."""
    free = np.flatnonzero([True, form & DAMPED, form & SEASONAL, form & DAMPED])

    def loss(chosen: np.ndarray, searched: np.ndarray) -> np.ndarray:
        out = np.empty(len(chosen))
        parameters = _admissible(searched, form)
        _losses(window.neutral, window.begin[chosen], window.end[chosen], season, form, parameters, out)
        return out

    found, losses = pattern_search(loss, np.tile(START, (len(window.begin), 1)), LOW, HIGH, free)
    criterion = window.lengths() * np.log(np.maximum(losses, 1e-300)) + 2 * len(free)
    return _admissible(found, form), criterion


def _admissible(searched: np.ndarray, form: int) -> np.ndarray:
    """Searched shares as parameters in the usual region: beta <= alpha, gamma <= 1 - alpha."""
    alpha, beta, gamma, phi = searched.T
    damped, seasonal = float(form & DAMPED != 0), float(form & SEASONAL != 0)
    return np.stack((alpha, damped * beta * alpha, seasonal * gamma * (1 - alpha), damped * phi), axis=1)


@njit("void(float64[::1], int64[::1], int64[::1], int64, int64, float64[:, ::1], float64[::1])", cache=True, nogil=True)
def _losses(target, begin, end, season, form, parameters, out):
    """Mean squared one-step error after the rows that set the initial state, as a share of the mean square."""
    state = np.empty(2 + season)
    positions = season if form & SEASONAL else 1
    for i in range(len(begin)):
        history = target[begin[i] : end[i]]
        errors = np.empty(len(history))
        initial_state(history, positions, form, state)
        smooth(history, positions, form, parameters[i], state, errors)
        skipped = min(2 * season, len(history) // 2)
        out[i] = np.square(errors[skipped:]).mean() / max(np.square(history).mean(), 1e-300)
        if not np.isfinite(out[i]):
            out[i] = np.inf


@njit(
    "void(float64[::1], int64[::1], int64[::1], int64, int64[::1], float64[:, ::1], float64[:, ::1])",
    cache=True,
    nogil=True,
)
def _run(target, begin, end, season, forms, parameters, out):
    state = np.empty(2 + season)
    for i in range(len(begin)):
        history = target[begin[i] : end[i]]
        positions = season if forms[i] & SEASONAL else 1
        errors = np.empty(len(history))
        initial_state(history, positions, forms[i], state)
        smooth(history, positions, forms[i], parameters[i], state, errors)
        extend(len(history), positions, forms[i], parameters[i], state, out[i])
