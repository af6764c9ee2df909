"""Rows that cannot be loaded, for repair."""

from functools import reduce

from atelier.etl.date_text import iso_text
from atelier.etl.engines.engine import Column, DataFrame, Engine
from atelier.etl.inputs import Input
from atelier.etl.reject_rules import INTEGER_RANGE, is_date, is_whole_number, parsed
from atelier.etl.source_file import SourceFile

NEEDS_QUOTES = '[",\r\n]'
SUBJECT = {"store_id": "int", "day": "date"}


def without(frame: DataFrame, rejects: DataFrame) -> DataFrame:
    """The rows whose line was not rejected."""
    return frame.join(rejects.select("line"), on="line", how="left_anti").select(*frame.columns)


def union(frames: list[DataFrame]) -> DataFrame:
    """All rows of frames with the same columns."""
    return reduce(lambda above, below: above.unionByName(below), frames)


def find_duplicates(engine: Engine, name: str, frame: DataFrame, keys: list[str]) -> DataFrame:
    """The first row of a key stays: `line`, the keys and `first_line` of every later one."""
    f = engine.functions
    counted = frame.groupBy(*keys).agg(f.min("line").alias("first_line"), f.count("line").alias("rows"))
    repeated = engine.keep(counted.where(f.col("rows") > f.lit(1)).select(*keys, "first_line"), f"{name}_repeated")
    matched = frame.join(repeated, on=keys, how="inner").select("line", *keys, "first_line")
    return matched.where(f.col("line") > f.col("first_line"))


def describe_rejects(engine: Engine, name: str, given: Input, rejects: DataFrame) -> DataFrame:
    """The columns of `rejected` for a frame of `line` and `reason`: where, why, the row as the file has it, and what it
    was about."""
    f = engine.functions
    names = [*given.source.columns, *given.source.copies, *given.source.constants]
    found = given.rows.join(rejects, on="line", how="inner").select("line", "reason", *names)
    described = found.select(
        "line", "reason", row_text(engine, given.source).alias("row"), *subject(engine, given, names)
    )
    if given.malformed is not None:
        nothing = (f.lit(None).cast(kind).alias(column) for column, kind in SUBJECT.items())
        described = described.unionByName(given.malformed.select("line", "reason", "row", *nothing))
    file, origin = f.lit(given.source.path.name).alias("file"), f.lit(name).alias("input")
    return engine.keep(described.select(origin, file, "line", "reason", "row", *SUBJECT), f"{name}_rejected")


def subject(engine: Engine, given: Input, names: list[str]) -> list[Column]:
    """The store and the day that a row is about, each null where it cannot be read."""
    f = engine.functions
    store, day = (f.lit(None).cast(kind) for kind in SUBJECT.values())
    if "sales_date" in names:
        date_format = given.source.date_format
        store = f.when(is_whole_number(engine, "store_id", *INTEGER_RANGE), parsed(engine, "store_id", "int"))
        day = f.when(
            is_date(engine, "sales_date", date_format), iso_text(engine, "sales_date", date_format).cast("date")
        )
    return [store.alias("store_id"), day.alias("day")]


def row_text(engine: Engine, source: SourceFile) -> Column:
    """The values in the file's order, quoted where CSV needs it."""
    f = engine.functions
    return f.concat_ws(",", *(csv_value(engine, name) for name in source.columns))


def csv_value(engine: Engine, name: str) -> Column:
    """One value as CSV writes it."""
    f = engine.functions
    doubled = f.replace(f.col(name), f.lit('"'), f.lit('""'))
    in_quotes = f.concat(f.lit('"'), doubled, f.lit('"'))
    return f.when(f.col(name).rlike(NEEDS_QUOTES), in_quotes).otherwise(f.col(name))
