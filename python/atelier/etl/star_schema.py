"""From the rows of the input files to the tables of the warehouse."""

from typing import Any

from atelier.etl.calendar import generate_calendar, parse_calendar_range
from atelier.etl.dates import build_dates
from atelier.etl.engines.engine import DataFrame, Engine
from atelier.etl.facts import Facts, accept_facts, check_facts
from atelier.etl.inputs import Input
from atelier.etl.reject_rules import bad_flag, bad_money, reason
from atelier.etl.rejected import describe_rejects, union, without
from atelier.etl.stores import build_stores

SALES_TYPES = {"total_sales": "decimal(18,2)"}
PROMOTION_TYPES = {"promo": "smallint", "school_holiday": "smallint"}


def build_star_schema(engine: Engine, calendar: dict[str, Any], inputs: dict[str, Input]) -> dict[str, DataFrame]:
    """The five tables by name; the facts and the rejected rows carry their `line`."""
    rejects = {}
    if "dates" in inputs:
        dates, rejects["dates"] = build_dates(engine, inputs["dates"])
    else:
        dates = engine.keep(generate_calendar(engine, parse_calendar_range(calendar)), "dates")
    stores, sales = build_sales(engine, inputs["sales"], dates)
    rejects["sales"] = sales.rejects
    promotions = no_promotions(engine)
    if "promotions" in inputs:
        facts = build_promotions(engine, inputs["promotions"], dates, stores)
        promotions, rejects["promotions"] = facts.table, facts.rejects
    return {
        "date_dim": dates,
        "store_dim": stores,
        "store_sales": sales.table,
        "store_promotions": promotions,
        "rejected": union([describe_rejects(engine, name, inputs[name], frame) for name, frame in rejects.items()]),
    }


def build_sales(engine: Engine, sales: Input, dates: DataFrame) -> tuple[DataFrame, Facts]:
    """Stores and what they sold; a row that is wrong in itself does not say what its store is either."""
    f = engine.functions
    rules = [bad_money(engine, "total_sales")]
    checked = check_facts(engine, "sales", sales, dates, SALES_TYPES, rules)
    broken = checked.where(f.col("reason").isNotNull())
    stores = build_stores(engine, without(sales.rows, broken))
    return stores.dimension, accept_facts(engine, "sales", checked, stores.rejects, dates)


def build_promotions(engine: Engine, promotions: Input, dates: DataFrame, stores: DataFrame) -> Facts:
    """Promotions of the stores that the sales file describes; the warehouse could not place others."""
    f = engine.functions
    rules = [bad_flag(engine, name) for name in PROMOTION_TYPES]
    checked = check_facts(engine, "promotions", promotions, dates, PROMOTION_TYPES, rules)
    valid = checked.where(f.col("reason").isNull()).select("line", "store_id")
    strangers = valid.join(stores.select("store_id"), on="store_id", how="left_anti")
    store = f.col("store_id").cast("string")
    unknown = reason(engine, f.lit(True), "unknown store", "store ", store, " is not in the sales file")
    refused = engine.keep(strangers.select("line", unknown.alias("reason")), "promotions_refused")
    return accept_facts(engine, "promotions", checked, refused, dates)


def no_promotions(engine: Engine) -> DataFrame:
    """The empty table of a flow without promotions."""
    f = engine.functions
    types = {"line": "bigint", "store_id": "int", "date_key": "int", **PROMOTION_TYPES}
    columns = [f.lit(None).cast(kind).alias(name) for name, kind in types.items()]
    return engine.one_row().where(f.col("id") < f.lit(0)).select(*columns)
