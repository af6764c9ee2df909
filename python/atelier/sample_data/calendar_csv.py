"""The generated calendar as an input file."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from atelier.etl.calendar import CalendarRange, generate_calendar
from atelier.etl.engines.sqlframe_engine import SqlframeEngine


def write_calendar_csv(calendar: CalendarRange, path: Path) -> int:
    """Write the date dimension and count its days."""
    with TemporaryDirectory() as scratch:
        engine = SqlframeEngine(Path(scratch))
        days = sorted(generate_calendar(engine, calendar).collect())
        engine.close()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(days[0].asDict())
        for key, day, *fields in days:
            writer.writerow([key, day.date(), *fields])
    return len(days)
