"""The columns a request carries, and what is wrong with those it does."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import pyarrow as pa

from atelier.forecasting.spec import ForecastSpec
from atelier.problem import Problem

# Microseconds, so that fractions of a second are read; the forecaster works on whole seconds.
TIMESTAMP = pa.timestamp("us")
NUMBER = pa.float64()


def row_schema(spec: ForecastSpec) -> pa.Schema:
    """The columns of a request: item and timestamp always given, target and covariates null where unknown."""
    numbers = [(name, NUMBER) for name in (spec.target, *spec.covariates)]
    return pa.schema([(spec.item, pa.string()), (spec.timestamp, TIMESTAMP), *numbers])


def check_columns(found: Sequence[str], expected: Iterable[str]) -> None:
    """Exactly the expected columns, in any order; anything else would be dropped silently.

    Problems: `MissingColumn`, `UnknownColumn`, `DuplicateColumn`.
    """
    expected = list(expected)
    given = f"found {', '.join(found) or 'none'}; expected {', '.join(expected)}"
    for name in expected:
        if name not in found:
            raise Problem("MissingColumn", f"The column '{name}' is missing: {given}.", f"Add the column '{name}'.")
    for name in found:
        if name not in expected:
            near = get_close_matches(name, expected, n=1)
            hint = f" (did you mean '{near[0]}'?)" if near else ""
            raise Problem(
                "UnknownColumn",
                f"The model does not know the column '{name}'{hint}: {given}.",
                f"Leave out the column '{name}'.",
            )
    if len(set(found)) < len(found):
        twice = next(name for name in found if found.count(name) > 1)
        raise Problem("DuplicateColumn", f"The column '{twice}' is there twice: {given}.", "Keep one of them.")


def bad_value(name: str, row: int, value: Any, kind: pa.DataType) -> Problem:
    """The problem of one value; rows count from 1, a CSV header is not one."""
    shown = "empty" if value is None else f"'{value}'" if isinstance(value, str) else str(value)[:60]
    if kind == TIMESTAMP:
        return Problem(
            "BadDate",
            f"Row {row}: {name} is {shown}; accepted is YYYY-MM-DD or YYYY-MM-DDThh:mm:ss without a time zone.",
            f"Correct {name} in row {row}.",
        )
    if kind == NUMBER:
        return Problem(
            "BadNumber",
            f"Row {row}: {name} is {shown}; accepted is a finite number with a decimal point, or nothing.",
            f"Correct {name} in row {row}, or leave it empty.",
        )
    return Problem(
        "BadItem",
        f"Row {row}: {name} is {shown}; accepted is a text or a whole number.",
        f"Give every row its {name}, all as text or all as whole numbers.",
    )


def first_refused(values: Sequence[Any], convert: Callable[[Sequence[Any]], Any]) -> int:
    """The index of the first value that `convert` refuses; it must refuse the whole."""
    begin, end = 0, len(values)
    while end - begin > 1:
        middle = (begin + end) // 2
        try:
            convert(values[begin:middle])
            begin = middle
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            end = middle
    return begin
