"""Rows with the key of a fact table: one store on one day."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from atelier.etl.date_text import date_text
from atelier.etl.engines.engine import Column, DataFrame, Engine
from atelier.etl.inputs import Input
from atelier.etl.reject_rules import (
    INTEGER_RANGE,
    bad_key_date,
    bad_key_number,
    is_whole_number,
    parsed,
    reason,
    trimmed,
)
from atelier.etl.rejected import find_duplicates, union, without

KEY = ["store_id", "date_key"]


@dataclass(frozen=True)
class Value:
    """A column of a fact table: its type, which texts it holds, and why it does not hold another."""

    name: str
    kind: str
    holds: Callable[[Engine, str], Column]
    explain: Callable[[Engine, str], Column]


@dataclass(frozen=True)
class Checked:
    """`fine`: `line`, the key and the values in their types; `broken`: `line` and `reason` of the other rows."""

    fine: DataFrame
    broken: DataFrame


@dataclass(frozen=True)
class Facts:
    """`table` has `line`, the key and the values; `rejects` has `line` and `reason`."""

    table: DataFrame
    rejects: DataFrame


def check_facts(engine: Engine, name: str, given: Input, dates: DataFrame, values: tuple[Value, ...]) -> Checked:
    """Whether each row can be loaded is asked of all; why not, only of those that cannot."""
    f = engine.functions
    names = [value.name for value in values]
    days = dates.select("date_key", date_text(engine, f.col("date_time"), given.source.date_format).alias("day_text"))
    rows = given.rows.select("line", "store_id", *names, trimmed(engine, "sales_date").alias("day_text"))
    dated = rows.join(engine.keep(days, f"{name}_days"), on="day_text", how="left")
    fine = [value.holds(engine, value.name) for value in values]
    fine += [is_whole_number(engine, "store_id", *INTEGER_RANGE), f.col("date_key").isNotNull()]
    judged = dated.select("line", "store_id", "date_key", *names).select(
        "line",
        parsed(engine, "store_id", "int").alias("store_id"),
        "date_key",
        *(parsed(engine, value.name, value.kind).alias(value.name) for value in values),
        reduce(operator.and_, fine).alias("fine"),
    )
    checked = engine.keep(judged, f"{name}_checked")
    broken = explain_broken(engine, given, checked.where(~f.col("fine")).select("line", "date_key"), values)
    return Checked(checked.where(f.col("fine")).select("line", *KEY, *names), engine.keep(broken, f"{name}_broken"))


def explain_broken(engine: Engine, given: Input, lines: DataFrame, values: tuple[Value, ...]) -> DataFrame:
    """`line` and `reason`: the first rule that a row breaks."""
    f = engine.functions
    rows = given.rows.join(lines, on="line", how="inner")
    rows = rows.select("line", "store_id", "sales_date", "date_key", *(value.name for value in values))
    date_rule = f.when(f.col("date_key").isNull(), bad_key_date(engine, "sales_date", given.source.date_format))
    rules = [bad_key_number(engine, "store_id"), date_rule]
    rules += [value.explain(engine, value.name) for value in values]
    return rows.select("line", f.coalesce(*rules).alias("reason"))


def accept_facts(engine: Engine, name: str, checked: Checked, refused: DataFrame, dates: DataFrame) -> Facts:
    """Leave out the rows refused for another table's sake, then all but the first row of each key."""
    f = engine.functions
    candidates = without(checked.fine, refused)
    duplicates = engine.keep(find_duplicates(engine, name, candidates, KEY), f"{name}_duplicates")
    days = dates.select("date_key", date_text(engine, f.col("date_time"), "yyyy-MM-dd").alias("day_text"))
    dated = duplicates.join(days, on="date_key", how="inner").select("line", "store_id", "day_text", "first_line")
    explained = dated.select("line", duplicate_key(engine).alias("reason"))
    rejects = engine.keep(union([checked.broken, refused, explained]), f"{name}_rejects")
    return Facts(without(candidates, duplicates), rejects)


def duplicate_key(engine: Engine) -> Column:
    """The reason of a row whose store and day are on an earlier line."""
    f = engine.functions
    store, first_line = (f.col(name).cast("string") for name in ("store_id", "first_line"))
    texts = ("store ", store, " on ", f.col("day_text"), " is already on line ", first_line)
    return reason(engine, f.lit(True), "duplicate key", *texts)
