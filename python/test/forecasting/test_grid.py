import numpy as np
import pytest
from sales import forecast_section

from atelier.forecasting.grid import grid_of
from atelier.forecasting.spec import spec_of


def grid(frequency: str, *dates: str):
    time = np.array(dates, dtype="datetime64[s]")
    return grid_of(spec_of(forecast_section(frequency=frequency)), time), time


@pytest.mark.parametrize(
    ("frequency", "dates", "following"),
    [
        ("D", ["2024-02-27", "2024-02-28"], ["2024-02-29", "2024-03-01"]),
        ("W", ["2012-10-05", "2012-10-12"], ["2012-10-19", "2012-10-26"]),
        ("2W", ["2024-01-03", "2024-01-17"], ["2024-01-31", "2024-02-14"]),
        ("M", ["2023-11-30", "2023-12-31"], ["2024-01-31", "2024-02-29"]),
        ("M", ["2023-11-01", "2023-12-01"], ["2024-01-01", "2024-02-01"]),
        ("3M", ["2023-03-31", "2023-06-30"], ["2023-09-30", "2023-12-31"]),
        ("Y", ["2022-01-01", "2023-01-01"], ["2024-01-01", "2025-01-01"]),
        ("6H", ["2024-01-01T00", "2024-01-01T06"], ["2024-01-01T12", "2024-01-01T18"]),
        ("15min", ["2024-01-01T23:30", "2024-01-01T23:45"], ["2024-01-02T00:00", "2024-01-02T00:15"]),
        ("D", ["2024-01-01T12", "2024-01-02T12"], ["2024-01-03T12", "2024-01-04T12"]),
    ],
)
def test_steps_after_the_data_are_stamped_as_the_data_is(frequency, dates, following):
    steps, time = grid(frequency, *dates)
    numbers = steps.steps(time)
    assert np.diff(numbers).tolist() == [1]
    assert (steps.times(numbers) == time).all()
    assert (steps.times(numbers[-1] + np.array([1, 2])) == np.array(following, dtype="datetime64[s]")).all()


def test_weekly_steps_keep_the_weekday_of_most_rows():
    steps, time = grid("W", "2012-10-05", "2012-10-12", "2012-10-19", "2012-10-24")
    assert np.diff(steps.steps(time)).tolist() == [1, 1, 0]


def test_the_same_date_a_year_before_is_found_across_a_leap_day():
    steps, time = grid("D", "2024-12-25", "2025-12-25")
    before = steps.times(steps.year_before(steps.steps(time)))
    assert before.astype("datetime64[D]").astype(str).tolist() == ["2023-12-25", "2024-12-25"]
