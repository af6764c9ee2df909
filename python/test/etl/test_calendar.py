"""The generated date dimension."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from atelier.etl.calendar import DEFAULT_CALENDAR, CalendarRange, generate_calendar
from atelier.etl.engines.engine import Engine
from atelier.etl.engines.sqlframe_engine import SqlframeEngine

ORIGINAL = Path(__file__).parents[4] / "shared" / "data" / "date_dim.csv"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = SqlframeEngine(tmp_path)
    yield opened
    opened.close()


@pytest.mark.skipif(not ORIGINAL.exists(), reason=f"the original's calendar {ORIGINAL} is not on this machine")
def test_the_default_calendar_equals_the_original_row_by_row(engine: Engine) -> None:
    with ORIGINAL.open(newline="") as file:
        expected = [tuple(row.values()) for row in csv.DictReader(file)]
    generated = sorted(generate_calendar(engine, DEFAULT_CALENDAR).collect())
    assert [(str(key), str(day.date()), *map(str, fields)) for key, day, *fields in generated] == expected


def test_every_day_of_two_centuries_agrees_with_the_standard_library(engine: Engine) -> None:
    calendar = CalendarRange(date(1900, 1, 1), date(2100, 12, 31), 1)
    generated = sorted(generate_calendar(engine, calendar).collect())
    assert len(generated) == 73_414
    for key, day, week, month, quarter, year, weekday in generated:
        expected = datetime(1900, 1, 1) + timedelta(days=key - 1)
        facts = (expected.isocalendar().week, expected.month, (expected.month + 2) // 3, expected.year)
        assert (day, week, month, quarter, year, weekday) == (expected, *facts, expected.weekday())


def test_a_calendar_may_be_a_single_day(engine: Engine) -> None:
    only = CalendarRange(date(2024, 2, 29), date(2024, 2, 29), 7)
    assert generate_calendar(engine, only).collect() == [(7, datetime(2024, 2, 29), 9, 2, 1, 2024, 3)]
