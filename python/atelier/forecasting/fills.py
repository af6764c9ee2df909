"""Values for what the data does not say."""

import numpy as np

from atelier.forecasting.spec import Fill

NUMBER_OF_METHOD = {
    "mean": np.mean,
    "median": np.median,
    "min": np.min,
    "max": np.max,
}


def fill_series(values: np.ndarray, known_end: int, fill: Fill) -> np.ndarray:
    """One series without NaN: `middle` before its last known value, `back` up to row `known_end`, `future` from there.

    Statistics are taken over the series' own known values; a series without any is filled with zero.
    """
    unknown = np.isnan(values)
    if not unknown.any():
        return values
    known = values[~unknown]
    last_known = len(values) - np.argmax(~unknown[::-1]) if len(known) else 0
    filled = values.copy()
    for method, begin, end in (
        (fill.middle, 0, last_known),
        (fill.back, last_known, known_end),
        (fill.future, max(last_known, known_end), len(values)),
    ):
        part = filled[begin:end]
        part[np.isnan(part)] = _number(method, known)
    return filled


def _number(method: str | float, known: np.ndarray) -> float:
    if method == "zero" or len(known) == 0:
        return 0.0
    if isinstance(method, str):
        return float(NUMBER_OF_METHOD[method](known))
    return float(method)
