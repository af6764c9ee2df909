"""The facts about each day that all stores of the sample share."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from atelier.sample_data.places import STATES

PUBLIC_HOLIDAYS = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
MONTH_LEVEL = (0.90, 0.92, 0.97, 1.00, 1.02, 1.00, 0.96, 0.95, 1.00, 1.02, 1.10, 1.28)
WEEKDAY_LEVEL = (0.96, 0.92, 0.94, 1.00, 1.12, 1.24, 0.78)
SUMMER_WEEKS = 6
FIRST_SUMMER_WEEK = 25
OTHER_SCHOOL_HOLIDAY_WEEKS = frozenset({1, 14, 15, 42, 43, 52})


@dataclass(frozen=True)
class Days:
    """One entry a day; `school_holiday` has one row a state, in the order of STATES."""

    dates: np.ndarray
    week_index: np.ndarray
    weekday: np.ndarray
    season: np.ndarray
    public_holiday: np.ndarray
    school_holiday: np.ndarray


def describe_days(start: date, count: int) -> Days:
    """The `count` days from `start` on."""
    days = [start + timedelta(days=offset) for offset in range(count)]
    closed = np.array([is_public_holiday(day) for day in days])
    eve = np.array([is_public_holiday(day + timedelta(days=1)) for day in days])
    season = np.array([WEEKDAY_LEVEL[day.weekday()] * month_level(day) for day in days])
    return Days(
        dates=np.array(days, dtype="datetime64[D]"),
        week_index=np.array([(day.toordinal() - 1) // 7 for day in days]),
        weekday=np.array([day.weekday() for day in days]),
        season=np.where(eve, season * 1.18, season),
        public_holiday=closed,
        school_holiday=np.array([[is_school_holiday(day, state) for day in days] for state in STATES]),
    )


def is_public_holiday(day: date) -> bool:
    """Stores are closed on these days everywhere."""
    return (day.month, day.day) in PUBLIC_HOLIDAYS


def is_school_holiday(day: date, state: str) -> bool:
    """School holidays are whole ISO weeks; the summer begins at a different week in each state."""
    week = day.isocalendar().week
    first = FIRST_SUMMER_WEEK + STATES.index(state)
    return week in OTHER_SCHOOL_HOLIDAY_WEEKS or first <= week < first + SUMMER_WEEKS


def month_level(day: date) -> float:
    """The level of the year's season, a straight line between the middles of two months."""
    position = day.month - 1 + (day.day - 15) / 31
    before = int(position // 1)
    share = position - before
    return MONTH_LEVEL[before % 12] * (1 - share) + MONTH_LEVEL[(before + 1) % 12] * share
