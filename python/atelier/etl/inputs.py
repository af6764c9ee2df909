"""The input files of a flow, read."""

from dataclasses import dataclass
from typing import Any

from atelier.etl.engines.engine import DataFrame, Engine
from atelier.etl.source_file import SourceFile, open_source

SALES = ("store_id", "store_name", "store_address", "city", "state", "country", "sales_date", "total_sales")
PROMOTIONS = ("store_id", "sales_date", "promo", "school_holiday")
DATES = ("date_key", "date_time", "week", "month", "quarter", "year", "weekday")
EXPECTED = {"sales": SALES, "promotions": PROMOTIONS, "dates": DATES}


@dataclass(frozen=True)
class Input:
    """`rows` has `line`, the file's columns and the flow's constants as text; the rest is as the engine read it."""

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
    if not source.constants:
        return Input(source, given.rows, given.malformed, given.count)
    constants = [f.lit(value).alias(column) for column, value in source.constants.items()]
    return Input(source, given.rows.select("line", *source.columns, *constants), given.malformed, given.count)
