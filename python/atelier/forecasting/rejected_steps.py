"""Targets of steps of which a row was there and could not be loaded."""

import numpy as np


def estimate_rejected(values: np.ndarray, rejected: np.ndarray, season: int) -> None:
    """Put in the place of rejected values of one series, in place, what lies on the line between the nearest known
    values at the same position of the season; without any there, between the nearest known values of all.

    At least one value is known.
    """
    step = np.arange(len(values))
    for position in np.unique(step[rejected] % season):
        same = step[position::season]
        wanted, known = same[rejected[same]], same[~rejected[same]]
        if len(known) == 0:
            known = step[~rejected]
        values[wanted] = np.interp(wanted, known, values[known])
