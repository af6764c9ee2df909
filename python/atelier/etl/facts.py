"""Rows with the key of a fact table: one store on one day."""

from dataclasses import dataclass

from atelier.etl.date_text import date_text
from atelier.etl.engines.engine import Column, DataFrame, Engine
from atelier.etl.inputs import Input
from atelier.etl.reject_rules import bad_key_date, bad_key_number, parsed, reason, trimmed
from atelier.etl.rejected import find_duplicates, union, without

KEY = ["store_id", "date_key"]


@dataclass(frozen=True)
class Facts:
    """`table` has `line`, the key and the values; `rejects` has `line` and `reason`."""

    table: DataFrame
    rejects: DataFrame


def check_facts(
    engine: Engine, name: str, given: Input, dates: DataFrame, types: dict[str, str], rules: list[Column]
) -> DataFrame:
    """`line`, the key and the values of each row in their types, and the `reason` why they cannot be loaded."""
    f = engine.functions
    date_format = given.source.date_format
    days = dates.select("date_key", date_text(engine, f.col("date_time"), date_format).alias("day_text"))
    rows = given.rows.select("line", "store_id", "sales_date", *types, trimmed(engine, "sales_date").alias("day_text"))
    dated = rows.join(engine.keep(days, f"{name}_days"), on="day_text", how="left")
    dated = dated.select("line", "store_id", "sales_date", "date_key", *types)
    date_rule = f.when(f.col("date_key").isNull(), bad_key_date(engine, "sales_date", date_format))
    checked = dated.select(
        "line",
        parsed(engine, "store_id", "int").alias("store_id"),
        "date_key",
        *(parsed(engine, value, kind).alias(value) for value, kind in types.items()),
        f.coalesce(bad_key_number(engine, "store_id"), date_rule, *rules).alias("reason"),
    )
    return engine.keep(checked, f"{name}_checked")


def accept_facts(engine: Engine, name: str, checked: DataFrame, refused: DataFrame, dates: DataFrame) -> Facts:
    """Leave out the rows refused for another table's sake, then all but the first row of each key."""
    f = engine.functions
    broken = checked.where(f.col("reason").isNotNull()).select("line", "reason")
    candidates = without(checked.where(f.col("reason").isNull()), refused)
    duplicates = engine.keep(find_duplicates(engine, name, candidates, KEY), f"{name}_duplicates")
    days = dates.select("date_key", date_text(engine, f.col("date_time"), "yyyy-MM-dd").alias("day_text"))
    dated = duplicates.join(days, on="date_key", how="inner").select("line", "store_id", "day_text", "first_line")
    explained = dated.select("line", duplicate_key(engine).alias("reason"))
    rejects = engine.keep(union([broken, refused, explained]), f"{name}_rejects")
    return Facts(without(candidates, duplicates), rejects)


def duplicate_key(engine: Engine) -> Column:
    """The reason of a row whose store and day are on an earlier line."""
    f = engine.functions
    store, first_line = (f.col(name).cast("string") for name in ("store_id", "first_line"))
    texts = ("store ", store, " on ", f.col("day_text"), " is already on line ", first_line)
    return reason(engine, f.lit(True), "duplicate key", *texts)
