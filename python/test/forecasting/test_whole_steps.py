"""Weeks and months that the rows cover only in part."""

import numpy as np
import pytest
from sales import forecast_section

from atelier.forecasting.grid import grid_of
from atelier.forecasting.panel import panel_of
from atelier.forecasting.spec import spec_of
from atelier.forecasting.whole_steps import whole_steps


def totals(frequency: str, days: np.ndarray, closed_weekday: int | None = None) -> tuple[list[int], int]:
    """How many days of target each step keeps, and how many steps were not whole."""
    days = days.astype("datetime64[D]")
    if closed_weekday is not None:
        days = days[(days.astype(int) + 3) % 7 != closed_weekday]
    spec = spec_of(forecast_section(frequency=frequency, covariates=[], fills={}))
    panel = panel_of(np.zeros(len(days)), days, np.ones(len(days)), np.empty((len(days), 0)))
    # Steps that begin on the same day whatever rows there are: months on the first, weeks on 2024-01-01, a Monday.
    grid = grid_of(spec, np.array(["2024-01-01", "2024-01-08"], dtype="datetime64[s]"))
    kept, partial = whole_steps(panel, grid)
    step = grid.steps(kept.time)
    counts = [int((~np.isnan(kept.target[step == number])).sum()) for number in np.unique(step)]
    return counts, partial


def day_range(first: str, last: str) -> np.ndarray:
    return np.arange(np.datetime64(first), np.datetime64(last) + 1)


@pytest.mark.parametrize(
    ("frequency", "first", "last", "closed", "kept", "partial"),
    [
        ("W", "2024-01-01", "2024-01-28", None, [7, 7, 7, 7], 0),
        ("W", "2024-01-01", "2024-01-31", None, [7, 7, 7, 7, 0], 1),
        ("W", "2024-01-03", "2024-01-28", None, [0, 7, 7, 7], 1),
        ("W", "2024-01-06", "2024-01-30", None, [0, 7, 7, 7, 0], 2),
        ("W", "2024-01-01", "2024-01-27", 6, [6, 6, 6, 6], 0),
        ("W", "2024-01-02", "2024-01-28", 0, [6, 6, 6, 6], 0),
        ("W", "2024-01-01", "2024-01-25", 6, [6, 6, 6, 0], 1),
        ("M", "2024-01-01", "2024-04-30", None, [31, 29, 31, 30], 0),
        ("M", "2024-01-01", "2024-02-29", None, [31, 29], 0),
        ("M", "2024-01-01", "2024-04-17", None, [31, 29, 31, 0], 1),
        ("M", "2024-01-15", "2024-04-30", None, [0, 29, 31, 30], 1),
        ("2D", "2024-01-01", "2024-01-05", None, [2, 2, 0], 1),
        ("D", "2024-01-01", "2024-01-05", None, [1, 1, 1, 1, 1], 0),
    ],
)
def test_a_first_or_last_step_counts_only_when_it_is_whole(
    frequency: str, first: str, last: str, closed: int | None, kept: list[int], partial: int
) -> None:
    assert totals(frequency, day_range(first, last), closed) == (kept, partial)


def test_one_row_a_step_is_always_whole() -> None:
    assert totals("W", np.arange(np.datetime64("2024-01-05"), np.datetime64("2024-03-01"), 7)) == ([1] * 8, 0)
    assert totals("M", np.arange("2024-01", "2024-06", dtype="datetime64[M]")) == ([1] * 5, 0)
