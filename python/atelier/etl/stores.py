"""The store dimension: what the sales file says about each store."""

import operator
from dataclasses import dataclass
from functools import reduce

from atelier.etl.engines.engine import Column, DataFrame, Engine
from atelier.etl.reject_rules import missing_value, parsed, reason, too_long, trimmed

# Bytes the warehouse holds, as in the Redshift tables.
ATTRIBUTE_BYTES = {"store_name": 50, "store_address": 100, "city": 50, "state": 10, "country": 50}
ATTRIBUTES = tuple(ATTRIBUTE_BYTES)
STORE = ("store_id", *ATTRIBUTES)
CLEAN = tuple(f"clean_{name}" for name in ATTRIBUTES)
CHOSEN = tuple(f"chosen_{name}" for name in ATTRIBUTES)


@dataclass(frozen=True)
class Stores:
    """`dimension` has the columns of STORE; `rejects` has `line` and `reason` of rows that describe a store wrongly."""

    dimension: DataFrame
    rejects: DataFrame


def build_stores(engine: Engine, rows: DataFrame) -> Stores:
    """One description a store: the first that is complete, in the order of the file.

    A file has few descriptions and many rows, so the rules look at each distinct description once.
    """
    f = engine.functions
    texts = rows.groupBy(*STORE).agg(f.min("line").alias("first_line"))
    described = engine.keep(judge_descriptions(engine, texts), "store_descriptions")
    complete = described.where(f.col("reason").isNull())
    firsts = complete.groupBy("id").agg(f.min("first_line").alias("first_line"))
    chosen = complete.join(firsts, on=["id", "first_line"], how="inner").select("id", "first_line", *CLEAN)
    chosen = engine.keep(rename(engine, chosen, ("id", "first_line", *CLEAN), ("id", "chosen_line", *CHOSEN)), "stores")
    incomplete = described.where(f.col("reason").isNotNull()).select(*STORE, "reason")
    refused = incomplete.unionByName(find_conflicts(engine, complete, chosen))
    rejects = rows.join(refused, on=list(STORE), how="inner").select("line", "reason")
    dimension = rename(engine, chosen, ("id", *CHOSEN), STORE)
    return Stores(dimension, engine.keep(rejects, "store_rejects"))


def judge_descriptions(engine: Engine, texts: DataFrame) -> DataFrame:
    """Descriptions as the file has them, with the store's number, clean values, and what is wrong with them alone."""
    f = engine.functions
    rules = [missing_value(engine, name) for name in ATTRIBUTES]
    rules += [too_long(engine, name, held) for name, held in ATTRIBUTE_BYTES.items()]
    cleaned = [trimmed(engine, name).alias(clean) for name, clean in zip(ATTRIBUTES, CLEAN, strict=True)]
    number = parsed(engine, "store_id", "int").alias("id")
    return texts.select(*STORE, "first_line", number, *cleaned, f.coalesce(*rules).alias("reason"))


def find_conflicts(engine: Engine, complete: DataFrame, chosen: DataFrame) -> DataFrame:
    """Descriptions that differ from the one chosen for their store."""
    f = engine.functions
    pairs = complete.select(*STORE, "id", *CLEAN).join(chosen, on="id", how="inner")
    pairs = pairs.select(*STORE, "chosen_line", *CLEAN, *CHOSEN)
    differs = reduce(operator.or_, (f.col(here) != f.col(there) for here, there in zip(CLEAN, CHOSEN, strict=True)))
    since = f.concat(f.lit(" since line "), f.col("chosen_line").cast("string"))
    conflict = reason(
        engine, differs, "two addresses", spelled(engine, CLEAN), ", but the store is ", spelled(engine, CHOSEN), since
    )
    return pairs.where(differs).select(*STORE, conflict.alias("reason"))


def spelled(engine: Engine, names: tuple[str, ...]) -> Column:
    """A description in quotes."""
    f = engine.functions
    return f.concat(f.lit("'"), f.concat_ws(", ", *(f.col(name) for name in names)), f.lit("'"))


def rename(engine: Engine, frame: DataFrame, names: tuple[str, ...], new_names: tuple[str, ...]) -> DataFrame:
    """The named columns under new names."""
    return frame.select(*(engine.functions.col(a).alias(b) for a, b in zip(names, new_names, strict=True)))
