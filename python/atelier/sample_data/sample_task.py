"""The task of the step `sample-data`, checked."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from atelier.etl.calendar import CalendarRange
from atelier.problem import Problem

PLANNED_DAYS = 14
DEFAULTS = {"stores": 20, "days": 730, "seed": 7}
# Two years of the default length end in an ordinary week, not among the closed days of a year's end.
DEFAULT_START = "2022-09-24"
CODES = {"stores": "SampleStores", "days": "SampleDays", "seed": "SampleSeed"}
LIMITS = {"stores": (1, 100_000), "days": (1, 7_000), "seed": (0, 2**32 - 1)}


@dataclass(frozen=True)
class SampleTask:
    """How much to invent, and where to write it."""

    folder: Path
    stores: int
    days: int
    seed: int
    start: date

    @property
    def planned_days(self) -> int:
        """Promotions are planned ahead: their file goes on after the last sale."""
        return self.days + PLANNED_DAYS


def parse_sample_task(task: dict[str, Any], calendar: CalendarRange) -> SampleTask:
    """Fill in defaults; everything must fall into the calendar that is written beside the sales."""
    numbers = {name: whole_number(task, name, default) for name, default in DEFAULTS.items()}
    checked = SampleTask(Path(task["folder"]), **numbers, start=start_date(task))
    last = checked.start + timedelta(days=checked.planned_days - 1)
    if not calendar.first <= checked.start <= last <= calendar.last:
        raise Problem(
            "SampleOutsideCalendar",
            f"The sample would run from {checked.start} to {last}, with promotions planned {PLANNED_DAYS} days ahead; "
            f"the calendar runs from {calendar.first} to {calendar.last}.",
            "Ask for fewer days or another start.",
        )
    return checked


def whole_number(task: dict[str, Any], name: str, default: int) -> int:
    """A number of the task within its limits."""
    value = task.get(name, default)
    low, high = LIMITS[name]
    if type(value) is not int or not low <= value <= high:
        raise Problem(
            CODES[name],
            f"{name} is {value!r}; accepted is a whole number from {low} to {high}.",
            f"Give {name} such a number, for example {default}.",
        )
    return value


def start_date(task: dict[str, Any]) -> date:
    """The day of the first sale."""
    value = task.get("start", DEFAULT_START)
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        message = f"start is {value!r}; accepted is a date written as yyyy-MM-dd."
        raise Problem("SampleStart", message, "Give start as for example 2023-01-01.") from None
