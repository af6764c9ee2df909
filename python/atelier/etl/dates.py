"""The date dimension read from a file of the flow."""

from atelier.etl.date_text import iso_text
from atelier.etl.engines.engine import DataFrame, Engine
from atelier.etl.inputs import Input
from atelier.etl.reject_rules import (
    SMALLINT_RANGE,
    bad_date,
    bad_key_number,
    bad_whole_number,
    missing_key,
    parsed,
    reason,
)
from atelier.etl.rejected import find_duplicates, without

FIELDS = ("week", "month", "quarter", "year", "weekday")


def build_dates(engine: Engine, dates: Input) -> tuple[DataFrame, DataFrame]:
    """The dimension, and a frame of `line` and `reason`. Each key and each day is there once."""
    f = engine.functions
    checked = engine.keep(check_dates(engine, dates), "dates_checked")
    broken = checked.where(f.col("reason").isNotNull()).select("line", "reason")
    candidates = checked.where(f.col("reason").isNull())
    rejects = broken
    for name in ("date_key", "date_time"):
        duplicates = engine.keep(repeated_dates(engine, candidates, name), f"dates_repeated_{name}")
        candidates = without(candidates, duplicates)
        rejects = rejects.unionByName(duplicates)
    dimension = candidates.select("date_key", "date_time", *FIELDS)
    return engine.keep(dimension, "calendar"), engine.keep(rejects, "dates_rejects")


def check_dates(engine: Engine, dates: Input) -> DataFrame:
    """`line` and the columns of date_dim in their types, or the `reason` why there are none."""
    f = engine.functions
    date_format = dates.source.date_format
    rules = [bad_key_number(engine, "date_key"), missing_key(engine, "date_time")]
    rules += [bad_date(engine, "date_time", date_format)]
    rules += [bad_whole_number(engine, name, *SMALLINT_RANGE) for name in FIELDS]
    judged = dates.rows.select("line", "date_key", "date_time", *FIELDS, f.coalesce(*rules).alias("reason"))
    fine = f.col("reason").isNull()
    return judged.select(
        "line",
        parsed(engine, "date_key", "int").alias("date_key"),
        f.when(fine, iso_text(engine, "date_time", date_format).cast("timestamp_ntz")).alias("date_time"),
        *(parsed(engine, name, "smallint").alias(name) for name in FIELDS),
        "reason",
    )


def repeated_dates(engine: Engine, candidates: DataFrame, name: str) -> DataFrame:
    """`line` and `reason` of all but the first row of each value."""
    f = engine.functions
    found = find_duplicates(engine, f"dates_{name}", candidates, [name])
    text = f.substring(f.col(name).cast("string"), 1, 10)
    duplicate = reason(
        engine,
        f.lit(True),
        "duplicate key",
        f"{name} ",
        text,
        " is already on line ",
        f.col("first_line").cast("string"),
    )
    return found.select("line", duplicate.alias("reason"))
