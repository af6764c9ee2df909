"""Quantiles of observed values that count unequally."""

import numpy as np
from numba import njit


@njit("void(float64[::1], float64[::1], float64[::1], float64[::1])", cache=True, nogil=True)
def weighted_quantiles(values: np.ndarray, weights: np.ndarray, levels: np.ndarray, out: np.ndarray) -> None:
    """Write the quantiles of ascending `values` into `out`.

    Each value stands in the middle of its share of the total weight; between two values the quantile is interpolated,
    outside it is the extreme value (definition C = 1/2 of the weighted percentile).
    """
    total = weights.sum()
    position = 0
    before = 0.0
    for i in range(len(levels)):
        wanted = levels[i] * total
        while position < len(values) and before + 0.5 * weights[position] < wanted:
            before += weights[position]
            position += 1
        if position == 0:
            out[i] = values[0]
        elif position == len(values):
            out[i] = values[-1]
        else:
            left = before - 0.5 * weights[position - 1]
            right = before + 0.5 * weights[position]
            share = (wanted - left) / (right - left)
            out[i] = values[position - 1] + share * (values[position] - values[position - 1])
