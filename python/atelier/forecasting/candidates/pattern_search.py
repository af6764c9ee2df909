"""Minimise one function of a few numbers for many series at once."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

SMALLEST_STEP = 0.004
"""Share of a parameter's range below which a search ends."""

Loss = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""(which series, their parameters (n, p)) -> their losses (n,)"""


def pattern_search(
    loss: Loss, start: np.ndarray, low: np.ndarray, high: np.ndarray, free: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Parameters (series, p) in the box `low..high` and their losses (series,), from a start (series, p).

    Only the parameters numbered in `free` are searched.

    Compass search: try a step up and down in each parameter, keep what is better, halve the step when nothing is.
    """
    threads = os.cpu_count() or 1
    parts = np.array_split(np.arange(len(start)), threads)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda part: _search(loss, part, start[part], low, high, free), parts))
    return np.concatenate([best for best, _ in found]), np.concatenate([loss for _, loss in found])


def _search(loss: Loss, series: np.ndarray, start: np.ndarray, low: np.ndarray, high: np.ndarray, free: np.ndarray):
    best, best_loss = start.copy(), loss(series, start)
    step = np.full(len(series), 0.25)
    while (active := np.flatnonzero(step > SMALLEST_STEP)).size:
        before = best_loss[active]
        for parameter in free:
            for direction in (1.0, -1.0):
                trial = best[active]
                move = direction * step[active] * (high[parameter] - low[parameter])
                trial[:, parameter] = np.clip(trial[:, parameter] + move, low[parameter], high[parameter])
                trial_loss = loss(series[active], trial)
                better = trial_loss < best_loss[active]
                best[active[better]], best_loss[active[better]] = trial[better], trial_loss[better]
        step[active[best_loss[active] >= before * (1 - 1e-6)]] /= 2
    return best, best_loss
