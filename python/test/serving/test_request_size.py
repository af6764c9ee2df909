"""A request may ask for so much, whatever its rows are; what it reaches over is counted before anything is filled."""

import dataclasses

import numpy as np
import pytest

from atelier.forecasting.panel import panel_of
from atelier.problem import Problem
from atelier.serving.request_size import FREE_STEPS, LIMIT_NUMBERS, STEPS_A_ROW, check_size

DAY_SECONDS = 86_400


def panel(*series: list[int]):
    """The rows of several items, given as days after 2000."""
    items = np.repeat([f"item {number}" for number in range(len(series))], list(map(len, series)))
    days = np.datetime64("2000-01-01") + np.concatenate([np.array(days) for days in series])
    return panel_of(items, days, np.ones(len(days)), np.zeros((len(days), 2)))


def refused(panel, forecaster) -> Problem:
    with pytest.raises(Problem) as caught:
        check_size(panel, forecaster)
    return caught.value


def test_few_rows_may_reach_over_few_steps_only(forecaster):
    most = FREE_STEPS + 2 * STEPS_A_ROW - forecaster.spec.horizon
    check_size(panel([0, most - 1]), forecaster)
    problem = refused(panel([0, most]), forecaster)
    assert problem.code == "TooManySteps"
    for word in ("20,201 steps of D", "2 rows may reach over 20,200", "'item 0' begins at 2000-01-01"):
        assert word in problem.message


def test_items_count_together(forecaster):
    problem = refused(panel(*([0, 5_000] for _ in range(5))), forecaster)
    assert (problem.code, "25,030 steps" in problem.message) == ("TooManySteps", True)


def test_what_lies_between_items_counts_too(forecaster):
    """Closed days are looked up in every step between the first row of all and the last."""
    problem = refused(panel([0], [0, 1], [30_000]), forecaster)
    assert problem.code == "TooManySteps"
    assert "'item 0' begins at 2000-01-01" in problem.message and "'item 2' ends at 2082-02-19" in problem.message


def test_many_rows_may_reach_no_further_than_there_is_memory_for(forecaster):
    most = LIMIT_NUMBERS // 3
    days = list(range(0, 2 * most, 50))
    problem = refused(panel(days), forecaster)
    assert f"may reach over {most:,}" in problem.message


def test_items_are_counted_with_the_numbers_that_each_asks_for(forecaster):
    far = type(forecaster)(dataclasses.replace(forecaster.spec, horizon=50_000), forecaster.trained, *[None] * 2, {})
    check_size(panel([0]), forecaster)
    problem = refused(panel(*([0] for _ in range(4))), far)
    assert (problem.code, "4 items" in problem.message, "50000 steps" in problem.message) == (
        "TooManyItems",
        True,
        True,
    )


@pytest.mark.parametrize("first", ["0001-01-01", "1677-09-21", "9990-01-01"])
def test_a_short_history_may_lie_anywhere_in_time(forecaster, first):
    days = np.datetime64(first, "s") + np.arange(100) * DAY_SECONDS
    check_size(panel_of(np.full(100, "1"), days, np.ones(100), np.zeros((100, 2))), forecaster)
