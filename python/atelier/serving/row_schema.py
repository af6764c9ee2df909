"""The columns a request carries, and what is wrong with those it does."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from atelier.forecasting.spec import ForecastSpec
from atelier.problem import Problem
from atelier.serving.nearest_name import nearest_name
from atelier.serving.shown import shown

# Microseconds, so that fractions of a second are read; the forecaster works on whole seconds.
TIMESTAMP = pa.timestamp("us")
NUMBER = pa.float64()
# Sums of squares of as many such numbers as a request can hold are still numbers.
LARGEST_NUMBER = 1e30
LIKELY_MEANT = 0.6
LISTED_NAMES = 20


def row_schema(spec: ForecastSpec) -> pa.Schema:
    """The columns of a request: item and timestamp always given, target and covariates null where unknown."""
    numbers = [(name, NUMBER) for name in (spec.target, *spec.covariates)]
    return pa.schema([(spec.item, pa.string()), (spec.timestamp, TIMESTAMP), *numbers])


def check_columns(found: Sequence[str], expected: Sequence[str]) -> None:
    """Exactly the expected columns, in any order; anything else would be dropped silently.

    Problems: `MissingColumn`, `UnknownColumn`, `DuplicateColumn`.
    """
    present = set(found)
    given = f"found {_listed(found) or 'none'}; expected {', '.join(expected)}"
    for name in expected:
        if name not in present:
            raise Problem("MissingColumn", f"The column '{name}' is missing: {given}.", f"Add the column '{name}'.")
    unknown = next((name for name in found if name not in expected), None)
    if unknown is not None:
        raise unknown_column(unknown, expected, given)
    if len(present) < len(found):
        twice = next(name for name in expected if found.count(name) > 1)
        raise double_column(twice)


def unknown_column(name: str, expected: Sequence[str], given: str) -> Problem:
    """The problem of a column that the model was not trained with; `given` says what was found and expected."""
    near = nearest_name(name, expected, LIKELY_MEANT)
    hint = f" (did you mean '{near}'?)" if near else ""
    message = f"The model does not know the column '{shown(name)}'{hint}: {given}."
    return Problem("UnknownColumn", message, f"Leave out the column '{shown(name)}'.")


def double_column(name: str) -> Problem:
    """The problem of a column of which only one could count."""
    return Problem("DuplicateColumn", f"The column '{name}' is there twice.", f"Keep one '{name}'.")


def _listed(names: Sequence[str]) -> str:
    rest = f" and {len(names) - LISTED_NAMES} more" if len(names) > LISTED_NAMES else ""
    return ", ".join(map(shown, names[:LISTED_NAMES])) + rest


def bad_value(name: str, row: int, value: Any, kind: pa.DataType) -> Problem:
    """The problem of one value; rows count from 1, a CSV header is not one."""
    given = "empty" if value is None else f"'{shown(value)}'" if isinstance(value, str) else shown(value)
    if kind == TIMESTAMP:
        return Problem(
            "BadDate",
            f"Row {row}: {name} is {given}; accepted is YYYY-MM-DD or YYYY-MM-DDThh:mm:ss without a time zone.",
            f"Correct {name} in row {row}.",
        )
    if kind == NUMBER:
        return Problem(
            "BadNumber",
            f"Row {row}: {name} is {given}; accepted is a number with a decimal point, from -{LARGEST_NUMBER:g} to "
            f"{LARGEST_NUMBER:g}, or nothing.",
            f"Correct {name} in row {row}, or leave it empty.",
        )
    return Problem(
        "BadItem",
        f"Row {row}: {name} is {given}; accepted is a text or a whole number.",
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
