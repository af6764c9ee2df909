"""The generated date dimension."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from atelier.etl.engines.engine import DataFrame, Engine


@dataclass(frozen=True)
class CalendarRange:
    """Both ends included; keys count up from `first_key`."""

    first: date
    last: date
    first_key: int


DEFAULT_CALENDAR = CalendarRange(date(2010, 1, 1), date(2029, 12, 31), 1001)


def parse_calendar_range(section: dict[str, Any]) -> CalendarRange:
    """The range of a flow's `calendar` section."""
    return CalendarRange(date.fromisoformat(section["from"]), date.fromisoformat(section["to"]), section["firstKey"])


def generate_calendar(engine: Engine, calendar: CalendarRange) -> DataFrame:
    """One row a day: date_key, date_time, ISO week, month, quarter, calendar year, weekday (Monday is 0)."""
    f = engine.functions
    first = f.lit(calendar.first.isoformat()).cast("date")
    days_after_first = f.sequence(f.lit(0), f.lit((calendar.last - calendar.first).days))
    numbered = engine.one_row().select(f.explode(days_after_first).alias("number"))
    days = numbered.select("number", f.date_add(first, f.col("number")).cast("date").alias("day"))
    return days.select(
        (f.col("number") + f.lit(calendar.first_key)).cast("int").alias("date_key"),
        f.col("day").cast("timestamp_ntz").alias("date_time"),
        f.weekofyear(f.col("day")).cast("smallint").alias("week"),
        f.month(f.col("day")).cast("smallint").alias("month"),
        f.quarter(f.col("day")).cast("smallint").alias("quarter"),
        f.year(f.col("day")).cast("smallint").alias("year"),
        ((f.dayofweek(f.col("day")) + f.lit(5)) % f.lit(7)).cast("smallint").alias("weekday"),
    )
