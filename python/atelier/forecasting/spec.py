"""Settings of a forecast, as a flow asks for them."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from atelier.problem import Problem

TOKEN = re.compile(r"(\d*)(Y|M|W|D|H|min)")
UNITS_IN_A_CYCLE = {"Y": 1, "M": 12, "W": 52, "D": 7, "H": 24, "min": 1440}
UNITS_IN_A_YEAR = {"Y": 1, "M": 12, "W": 52, "D": 365, "H": 8766, "min": 525_960}
FILL_METHODS = ("zero", "mean", "median", "min", "max")


@dataclass(frozen=True)
class Fill:
    """How unknown values are filled: between known rows, after the last known row, and in steps to forecast."""

    middle: str | float = "zero"
    back: str | float = "zero"
    future: str | float = "zero"


@dataclass(frozen=True)
class ForecastSpec:
    """The flow's `forecast` section, every default present."""

    item: str
    timestamp: str
    target: str
    covariates: tuple[str, ...]
    fills: Mapping[str, Fill]
    frequency: str
    horizon: int
    quantiles: tuple[str, ...]
    minimum_rows: int
    holdout: int
    backtest_windows: int
    time_budget_seconds: float
    candidates: tuple[str, ...]

    @property
    def levels(self) -> tuple[float, ...]:
        """The quantiles as numbers in (0, 1), in the flow's order."""
        return tuple(int(name[1:]) / 100 for name in self.quantiles)

    @property
    def frequency_count(self) -> int:
        """How many units one step takes: 15 in `15min`."""
        return int(_token(self.frequency)[1] or 1)

    @property
    def frequency_unit(self) -> str:
        """One of Y, M, W, D, H, min."""
        return _token(self.frequency)[2]

    @property
    def season(self) -> int:
        """Steps in the natural cycle (a week of days, a year of months or weeks, a day of hours), 1 if none."""
        cycle = UNITS_IN_A_CYCLE[self.frequency_unit]
        return cycle // self.frequency_count if cycle % self.frequency_count == 0 else 1

    @property
    def year(self) -> int:
        """The whole seasons in a year, in steps; 0 where a season is a year already."""
        steps = UNITS_IN_A_YEAR[self.frequency_unit] // self.frequency_count
        return steps // self.season * self.season if steps > self.season else 0

    @property
    def fitted_levels(self) -> np.ndarray:
        """The levels candidates are fitted for, ascending: those of the flow and the median."""
        return np.unique((*self.levels, 0.5))

    def as_dict(self) -> dict[str, Any]:
        """The normalised section again, for a file."""
        fills = {name: {"middle": f.middle, "back": f.back, "future": f.future} for name, f in self.fills.items()}
        return {
            "item": self.item,
            "timestamp": self.timestamp,
            "target": self.target,
            "covariates": list(self.covariates),
            "fills": fills,
            "frequency": self.frequency,
            "horizon": self.horizon,
            "quantiles": list(self.quantiles),
            "minimumRows": self.minimum_rows,
            "holdout": self.holdout,
            "backtestWindows": self.backtest_windows,
            "timeBudgetSeconds": self.time_budget_seconds,
            "candidates": list(self.candidates),
        }


def spec_of(section: Mapping[str, Any]) -> ForecastSpec:
    """The spec of a flow's normalised `forecast` section."""
    _token(section["frequency"])
    known = (*section["covariates"], section["target"])
    for column in section["fills"]:
        if column not in known:
            raise Problem(
                "UnknownFillColumn",
                f"forecast.fills names '{column}', which is neither a covariate nor the target ({', '.join(known)}).",
                f"Remove '{column}' from forecast.fills, or add it to forecast.covariates.",
            )
    return ForecastSpec(
        item=section["item"],
        timestamp=section["timestamp"],
        target=section["target"],
        covariates=tuple(section["covariates"]),
        fills={column: _fill(column, fill) for column, fill in section["fills"].items()},
        frequency=section["frequency"],
        horizon=section["horizon"],
        quantiles=tuple(section["quantiles"]),
        minimum_rows=section["minimumRows"],
        holdout=section["holdout"],
        backtest_windows=section["backtestWindows"],
        time_budget_seconds=section["timeBudgetSeconds"],
        candidates=tuple(section["candidates"]),
    )


def _fill(column: str, fill: Mapping[str, Any]) -> Fill:
    for method in fill.values():
        number = isinstance(method, int | float) and math.isfinite(method)
        if not number and method not in FILL_METHODS:
            raise Problem(
                "UnknownFillMethod",
                f"forecast.fills.{column} is '{method}'; accepted are {', '.join(FILL_METHODS)} or a number.",
                f"Write `{column}: zero` under forecast.fills.",
            )
    return Fill(**fill)


def _token(frequency: str) -> re.Match[str]:
    match = TOKEN.fullmatch(frequency)
    if match is None or match[1] == "0":
        raise Problem(
            "UnknownFrequency",
            f"forecast.frequency is '{frequency}'; accepted are a count and a unit of Y, M, W, D, H, min.",
            "Write `frequency: D` for daily rows.",
        )
    return match
