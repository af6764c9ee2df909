"""Conditions that a candidate's answer must hold to be considered at all."""

import numpy as np

from atelier.forecasting.candidate import Candidate
from atelier.forecasting.ensemble import candidate_prediction
from atelier.forecasting.window import Prediction, Window

WILD_FACTOR = 100.0
"""A forecast so many times the largest value of any history is no forecast."""
FAILURES = (ArithmeticError, ValueError)
"""Errors that fitting raises when the rows cannot be learned from; any other is a mistake in the code."""


def sound_prediction(candidate: Candidate, window: Window, floor: float) -> Prediction:
    """One candidate's prediction; an ArithmeticError that says why when it is not finite or explodes."""
    prediction = candidate_prediction(candidate, window, floor)
    values = np.concatenate((prediction.mean[:, :, None], prediction.quantiles), axis=2)
    if not np.isfinite(values).all():
        raise ArithmeticError(f"{int((~np.isfinite(values)).sum())} forecasts are not finite")
    ends = zip(window.begin, window.end, strict=True)
    largest = np.array([np.abs(window.target[begin:end]).max() for begin, end in ends])
    worst = np.abs(values).max(axis=(1, 2))
    wild = worst > WILD_FACTOR * np.maximum(largest, 1e-9)
    if wild.any():
        raise ArithmeticError(f"{int(wild.sum())} series exploded, to {worst.max():.3g} at most")
    return prediction
