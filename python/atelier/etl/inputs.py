"""The input files of a flow, read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atelier.etl.engines.engine import DataFrame, Engine
from atelier.etl.source_file import SourceFile, open_source
from atelier.problem import Problem

SALES = ("store_id", "store_name", "store_address", "city", "state", "country", "sales_date", "total_sales")
PROMOTIONS = ("store_id", "sales_date", "promo", "school_holiday")
DATES = ("date_key", "date_time", "week", "month", "quarter", "year", "weekday")
EXPECTED = {"sales": SALES, "promotions": PROMOTIONS, "dates": DATES}


@dataclass(frozen=True)
class Input:
    """`rows` has `line`, the file's columns, their copies and the flow's constants as text; the rest is as read."""

    source: SourceFile
    rows: DataFrame
    malformed: DataFrame | None
    count: int


def open_sources(inputs: dict[str, Any]) -> dict[str, SourceFile]:
    """The files that the flow names, each checked before any is read."""
    return {name: open_source(inputs[name], EXPECTED[name]) for name in EXPECTED if inputs.get(name)}


def read_input(engine: Engine, name: str, source: SourceFile) -> Input:
    """Read one file."""
    f = engine.functions
    given = engine.read(source, name)
    if given.count == 0:
        raise no_rows(source.path)
    copies = [f.col(first).alias(column) for column, first in source.copies.items()]
    constants = [f.lit(value).alias(column) for column, value in source.constants.items()]
    if not copies and not constants:
        return Input(source, given.rows, given.malformed, given.count)
    rows = given.rows.select("line", *source.columns, *copies, *constants)
    return Input(source, rows, given.malformed, given.count)


def no_rows(path: Path) -> Problem:
    """An export that failed looks like this; going on would train on what was loaded before."""
    return Problem(
        "InputEmpty",
        f"{path} has a header and no row below it.",
        "Export the file again, or leave the input out of the flow if there is nothing to load from it.",
    )
