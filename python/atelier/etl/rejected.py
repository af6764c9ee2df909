"""Rows that cannot be loaded, for repair."""

from functools import reduce

from atelier.etl.engines.engine import Column, DataFrame, Engine
from atelier.etl.inputs import Input
from atelier.etl.source_file import SourceFile

NEEDS_QUOTES = '[",\r\n]'


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
    """`file`, `line`, `reason` and the row as the file has it, for a frame of `line` and `reason`."""
    f = engine.functions
    found = given.rows.join(rejects, on="line", how="inner").select("line", "reason", *given.source.columns)
    described = found.select("line", "reason", row_text(engine, given.source).alias("row"))
    if given.malformed is not None:
        described = described.unionByName(given.malformed.select("line", "reason", "row"))
    file = f.lit(given.source.path.name).alias("file")
    return engine.keep(described.select(file, "line", "reason", "row"), f"{name}_rejected")


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
