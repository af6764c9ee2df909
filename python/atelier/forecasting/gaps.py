"""Steps and values that the rows do not give, and that so had to be filled."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Gaps:
    """Counts over all series."""

    steps: int
    """of the history"""
    missing: int
    """steps of the history without a row"""
    rejected: int
    """rows of the history that could not be loaded"""
    late: int
    """rows after the history that could not be loaded: it ends too early"""
    crowded: int
    """steps of several rows, which were added up, where most steps have one"""
    longest: tuple[int, int, int] | None
    """the longest run of missing steps: its series, its first grid step, and how many steps it has"""
    past_unknown: np.ndarray
    """(k,) steps of the history without a value of each covariate"""
    ahead: int
    """the steps to forecast"""
    ahead_unknown: np.ndarray
    """(k,) of these, those without a value of each covariate"""


def gaps_of(
    offsets: np.ndarray,
    history: np.ndarray,
    first_step: np.ndarray,
    target: np.ndarray,
    rejected: np.ndarray,
    covariates: np.ndarray,
    horizon: int,
    rows: np.ndarray,
    late: int,
) -> Gaps:
    """The gaps of ragged series of `history` steps each, before anything is filled.

    `rows` and `rejected` count those of each step.
    """
    row = np.arange(offsets[-1]) - np.repeat(offsets[:-1], np.diff(offsets))
    length = np.repeat(history, np.diff(offsets))
    past, ahead = row < length, (row >= length) & (row < length + horizon)
    missing = past & np.isnan(target) & (rejected == 0)
    unknown = np.isnan(covariates)
    crowded = rows > 1
    return Gaps(
        steps=int(history.sum()),
        missing=int(missing.sum()),
        rejected=int(rejected.sum()),
        late=late,
        crowded=int(crowded.sum()) if 2 * crowded.sum() < (rows > 0).sum() else 0,
        longest=_longest(missing, offsets, first_step),
        past_unknown=unknown[past].sum(axis=0),
        ahead=int(ahead.sum()),
        ahead_unknown=unknown[ahead].sum(axis=0),
    )


def _longest(missing: np.ndarray, offsets: np.ndarray, first_step: np.ndarray) -> tuple[int, int, int] | None:
    """No run reaches into the next series: every history begins and ends with a step that has a row."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], missing.astype(np.int8), [0]))))
    if len(edges) == 0:
        return None
    begin, end = edges[::2], edges[1::2]
    at = int(np.argmax(end - begin))
    series = int(np.searchsorted(offsets, begin[at], side="right")) - 1
    return series, int(first_step[series] + begin[at] - offsets[series]), int(end[at] - begin[at])
