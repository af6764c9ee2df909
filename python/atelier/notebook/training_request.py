"""What a notebook asks of a training, in the words of a flow's forecast section."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from atelier.forecasting.candidate import KINDS
from atelier.problem import Problem

# Autopilot's grammar, hours and minutes with it: a frame is not held to the days of the warehouse's tables.
FREQUENCY = re.compile(r"1?Y|([1-9]|1[01])?M|[1-4]?W|[1-6]?D|([1-9]|1[0-9]|2[0-3])?H|([1-9]|[1-5][0-9])?min")
QUANTILE = re.compile(r"p(0[1-9]|[1-9][0-9])")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}")
MOST_QUANTILES = 5
MOST_COVARIATES = 13
# Smallest and largest, as in a flow file.
WHOLE_NUMBERS = {
    "horizon": (1, 500),
    "minimum_rows": (4, 1_000_000),
    "holdout": (1, 500),
    "backtest_windows": (1, 20),
}
LONGEST_SECONDS = 86_400
Fills = Mapping[str, Any]


def forecast_section(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The section of `train`'s arguments, every default present. Problem `TrainingArgument`."""
    holdout = asked["horizon"] if asked["holdout"] is None else asked["holdout"]
    for name, (least, most) in WHOLE_NUMBERS.items():
        _check_whole(name, holdout if name == "holdout" else asked[name], least, most)
    frequency = asked["frequency"]
    if not isinstance(frequency, str) or not FREQUENCY.fullmatch(frequency):
        accepted = "Y, 1 to 11 M, 1 to 4 W, 1 to 6 D, 1 to 23 H or 1 to 59 min"
        raise _refused("frequency", frequency, accepted, 'Write frequency="D" for daily rows.')
    covariates = _covariates(asked)
    return {
        "item": asked["item"],
        "timestamp": asked["time"],
        "target": asked["target"],
        "covariates": covariates,
        "fills": _fills(asked["fills"] or {}, [*covariates, asked["target"]]),
        "frequency": frequency,
        "horizon": int(asked["horizon"]),
        "quantiles": _quantiles(asked["quantiles"]),
        "minimumRows": int(asked["minimum_rows"]),
        "holdout": int(holdout),
        "backtestWindows": int(asked["backtest_windows"]),
        "timeBudgetSeconds": _seconds(asked["time_budget_seconds"]),
        "candidates": _candidates(asked["candidates"]),
    }


def check_name(what: str, name: str) -> None:
    """Names go into searches of tracking. Problem `TrainingArgument`."""
    if not isinstance(name, str) or not NAME.fullmatch(name):
        accepted = "1 to 63 letters, digits, spaces and . _ -, the first a letter or a digit"
        raise _refused(what, name, accepted, f'Write {what}="sales".')


def _check_whole(name: str, value: Any, least: int, most: int) -> None:
    if isinstance(value, bool) or not hasattr(value, "__index__") or not least <= value <= most:
        raise _refused(
            name, value, f"whole numbers from {least} to {most}", f"Write {name}={min(max(least, 5), most)}."
        )


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= LONGEST_SECONDS:
        accepted = f"1 to {LONGEST_SECONDS} seconds"
        raise _refused("time_budget_seconds", value, accepted, "Write time_budget_seconds=120.")
    return value


def _covariates(asked: Mapping[str, Any]) -> list[str]:
    given = _listed("covariates", asked["covariates"])
    if len(given) > MOST_COVARIATES or not all(isinstance(name, str) for name in given):
        raise _refused("covariates", given, f"at most {MOST_COVARIATES} columns", 'Write covariates=["promo"].')
    used = [asked["item"], asked["time"], asked["target"], *given]
    twice = next((name for number, name in enumerate(used) if name in used[:number]), None)
    if twice is not None:
        message = f"The column {twice!r} is named twice among item, time, target and covariates."
        raise Problem("TrainingArgument", message, "Name each column once.")
    return given


def _quantiles(given: Any) -> list[str]:
    """`p10` and 0.1 are the same."""
    named = [_quantile(one) for one in _listed("quantiles", given)]
    if not 1 <= len(named) <= MOST_QUANTILES or named != sorted(set(named)):
        accepted = f"1 to {MOST_QUANTILES} quantiles, ascending"
        raise _refused("quantiles", given, accepted, 'Write quantiles=["p10", "p50", "p90"].')
    return named


def _quantile(given: Any) -> str:
    name = given
    if isinstance(given, float) and 0 < given < 1 and abs(given * 100 - round(given * 100)) < 1e-9:
        name = f"p{round(given * 100):02}"
    if not isinstance(name, str) or not QUANTILE.fullmatch(name):
        raise _refused("quantiles", given, "p01 to p99, or 0.01 to 0.99", 'Write quantiles=["p10", "p50", "p90"].')
    return name


def _candidates(given: Any) -> list[str]:
    named = list(KINDS) if given is None else _listed("candidates", given)
    unknown = [name for name in named if name not in KINDS]
    if unknown or not named or len(set(named)) < len(named):
        shown = unknown[0] if unknown else given
        raise _refused("candidates", shown, f"some of {', '.join(KINDS)}", "Leave candidates out: then all compete.")
    return named


def _fills(given: Fills, columns: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Zero where nothing is said; what is said of other columns is left to the reading of the section."""
    if not isinstance(given, Mapping):
        raise _refused("fills", given, "a map from a column to how it is filled", 'Write fills={"promo": "zero"}.')
    fills = {}
    for column in dict.fromkeys([*columns, *given]):
        fill = given.get(column, "zero")
        parts = fill if isinstance(fill, Mapping) else dict.fromkeys(("middle", "back", "future"), fill)
        if not parts.keys() <= {"middle", "back", "future"}:
            raise _refused(
                f"fills of {column}", fill, "middle, back and future", f'Write fills={{"{column}": "zero"}}.'
            )
        fills[column] = {"middle": "zero", "back": "zero", "future": "zero", **parts}
    return fills


def _listed(name: str, given: Any) -> list[Any]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise _refused(name, given, "a list", f"Write {name}=[…].")
    return list(given)


def _refused(name: str, value: Any, accepted: str, fix: str) -> Problem:
    return Problem("TrainingArgument", f"{name} is {value!r}; accepted are {accepted}.", fix)
