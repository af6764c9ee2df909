"""Columns of the calendar are known for days without a row."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from sales import forecast_section

from atelier.forecasting.calendar_columns import COLUMNS, fill_calendar_column
from atelier.forecasting.grid import grid_of
from atelier.forecasting.panel import panel_of
from atelier.forecasting.regular_panel import regular_panel
from atelier.forecasting.spec import spec_of

DAYS = np.datetime64("1999-12-20") + np.arange(12_000)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_day_has_the_numbers_of_the_date_dimension(name: str) -> None:
    days = [datetime(1999, 12, 20) + timedelta(days=number) for number in range(len(DAYS))]
    facts = {
        "week": [day.isocalendar().week for day in days],
        "month": [day.month for day in days],
        "quarter": [(day.month + 2) // 3 for day in days],
        "year": [day.year for day in days],
        "weekday": [day.weekday() for day in days],
    }
    assert COLUMNS[name](DAYS.astype("datetime64[D]")).tolist() == facts[name]


def test_a_calendar_that_counts_otherwise_is_not_continued() -> None:
    fiscal = np.array([40.0, 40.0, np.nan])
    fill_calendar_column("week", fiscal, DAYS[:3])
    assert np.isnan(fiscal[2])


def test_a_closed_day_and_the_days_to_forecast_have_their_weekday_and_month() -> None:
    spec = spec_of(forecast_section(horizon=3, covariates=["weekday", "month"], fills={}))
    days = np.array(["2024-01-29", "2024-01-31"], dtype="datetime64[s]")
    panel = panel_of(np.zeros(2), days, np.ones(2), np.array([[0.0, 1.0], [2.0, 1.0]]))
    grid = grid_of(spec, days)
    regular = regular_panel(panel, spec, grid, int(grid.steps(days)[1]))
    assert regular.covariates.tolist() == [[0, 1], [1, 1], [2, 1], [3, 2], [4, 2], [5, 2]]
    assert regular.gaps.past_unknown.tolist() == regular.gaps.ahead_unknown.tolist() == [0, 0]
