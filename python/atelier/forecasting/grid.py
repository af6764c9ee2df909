"""The steps of a frequency, numbered, so that arithmetic on time is arithmetic on integers."""

from dataclasses import dataclass

import numpy as np

from atelier.forecasting.spec import ForecastSpec

NUMPY_UNITS = {"Y": "Y", "M": "M", "W": "D", "D": "D", "H": "h", "min": "m"}
DAYS_A_WEEK = 7
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Grid:
    """Step `n` begins `anchor + n * stride` units after 1970; a step holds every timestamp up to the next."""

    unit: str
    """numpy's name of the unit: Y, M, D, h or m"""
    stride: int
    """units in a step"""
    anchor: int
    """units after 1970 at which step 0 begins; keeps weekly steps on the data's own weekday"""
    shift: int
    """seconds from the begin of a step to its timestamp (months stamped on their last day, days stamped at noon)"""

    def steps(self, time: np.ndarray) -> np.ndarray:
        """The step number each timestamp belongs to."""
        units = time.astype(f"datetime64[{self.unit}]").astype(np.int64)
        return (units - self.anchor) // self.stride

    def begins(self, steps: np.ndarray) -> np.ndarray:
        """When each step begins."""
        units = steps * self.stride + self.anchor
        return units.astype(f"datetime64[{self.unit}]").astype("datetime64[s]")

    def times(self, steps: np.ndarray) -> np.ndarray:
        """The timestamp of each step, stamped within its unit as the data is (never past the unit's end)."""
        units = steps * self.stride + self.anchor
        begin = self.begins(steps)
        if self.shift == 0:
            return begin
        end = (units + 1).astype(f"datetime64[{self.unit}]").astype("datetime64[s]")
        last_day = np.maximum((end - begin).astype(np.int64) - DAY_SECONDS, 0)
        return begin + np.minimum(self.shift, last_day + self.shift % DAY_SECONDS).astype("timedelta64[s]")

    def year_before(self, steps: np.ndarray) -> np.ndarray:
        """The step that holds the same date and time a year before (1 March for 29 February)."""
        time = self.times(steps)
        month = time.astype("datetime64[M]")
        return self.steps((month - 12).astype("datetime64[s]") + (time - month.astype("datetime64[s]")))

    def calendar(self, steps: np.ndarray) -> np.ndarray:
        """(..., 4) where each step lies in the day, week, month and year: hour, weekday, day, and 31 x month + day.

        The last is the same for a date in every year, leap years or not.
        """
        time = self.times(steps)
        day, month = time.astype("datetime64[D]"), time.astype("datetime64[M]")
        day_of_month = (day - month).astype(np.int64)
        return np.stack(
            (
                (time - day).astype("timedelta64[h]").astype(np.int64),
                (day.astype(np.int64) + 3) % DAYS_A_WEEK,
                day_of_month,
                month.astype(np.int64) % 12 * 31 + day_of_month,
            ),
            axis=-1,
            dtype=np.float64,
        )


def grid_of(spec: ForecastSpec, time: np.ndarray) -> Grid:
    """The grid of a frequency on which most of the timestamps begin a step."""
    unit = NUMPY_UNITS[spec.frequency_unit]
    stride = spec.frequency_count * (DAYS_A_WEEK if spec.frequency_unit == "W" else 1)
    begin = time.astype(f"datetime64[{unit}]")
    anchor = _most_common(begin.astype(np.int64) % stride)
    shift = _most_common((time - begin.astype("datetime64[s]")).astype(np.int64))
    return Grid(unit, stride, anchor, shift)


def _most_common(values: np.ndarray) -> int:
    """Of equally common values the largest: two months that end on the 30th and 31st are stamped on their last day."""
    found, counts = np.unique(values, return_counts=True)
    return int(found[counts == counts.max()].max())
