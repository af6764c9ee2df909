"""From the rows of the input files to the tables of the warehouse."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from atelier.etl.calendar import generate_calendar, parse_calendar_range
from atelier.etl.dates import build_dates
from atelier.etl.engines.engine import DataFrame, Engine
from atelier.etl.facts import Value, accept_facts, check_facts
from atelier.etl.inputs import Input, read_input
from atelier.etl.reject_rules import bad_flag, bad_money, is_flag, is_money, reason
from atelier.etl.rejected import describe_rejects, union, without
from atelier.etl.source_file import SourceFile
from atelier.etl.stores import build_stores

SALES_VALUES = (Value("total_sales", "decimal(18,2)", is_money, bad_money),)
PROMOTION_VALUES = tuple(Value(name, "smallint", is_flag, bad_flag) for name in ("promo", "school_holiday"))
Tables = dict[str, DataFrame]


@dataclass(frozen=True)
class StarSchema:
    """The five tables by name, the facts and the rejected rows with their `line`; the records of each input."""

    tables: dict[str, DataFrame]
    records: dict[str, int]


def build_star_schema(
    engine: Engine, calendar: dict[str, Any], sources: dict[str, SourceFile], tell: Callable[[str], None]
) -> StarSchema:
    """One file after the other: its rows need memory only until the rejected ones are written down."""
    tables = {"store_promotions": no_promotions(engine)}
    if "dates" not in sources:
        tables["date_dim"] = engine.keep(generate_calendar(engine, parse_calendar_range(calendar)), "calendar")
    rejected, records = [], {}
    for name in ("dates", "sales", "promotions"):
        if name in sources:
            tell(f"checking {sources[name].path.name}")
            given = read_input(engine, name, sources[name])
            built, rejects = BUILDERS[name](engine, given, tables)
            tables.update(built)
            rejected.append(describe_rejects(engine, name, given, rejects))
            records[name] = given.count
            engine.forget(name)
    return StarSchema({**tables, "rejected": union(rejected)}, records)


def add_dates(engine: Engine, dates: Input, tables: Tables) -> tuple[Tables, DataFrame]:
    """The date dimension of a file."""
    dimension, rejects = build_dates(engine, dates)
    return {"date_dim": dimension}, rejects


def add_sales(engine: Engine, sales: Input, tables: Tables) -> tuple[Tables, DataFrame]:
    """Stores and what they sold; a row that is wrong in itself does not say what its store is either."""
    dates = tables["date_dim"]
    checked = check_facts(engine, "sales", sales, dates, SALES_VALUES)
    stores = build_stores(engine, without(sales.rows, checked.broken))
    facts = accept_facts(engine, "sales", checked, stores.rejects, dates)
    return {"store_dim": stores.dimension, "store_sales": facts.table}, facts.rejects


def add_promotions(engine: Engine, promotions: Input, tables: Tables) -> tuple[Tables, DataFrame]:
    """Promotions of the stores that have sales; the warehouse could not place others."""
    f = engine.functions
    dates = tables["date_dim"]
    checked = check_facts(engine, "promotions", promotions, dates, PROMOTION_VALUES)
    strangers = checked.fine.join(tables["store_dim"].select("store_id"), on="store_id", how="left_anti")
    strangers = strangers.select("line", "store_id")
    texts = ("store ", f.col("store_id").cast("string"), " has no row in the sales file that could be loaded")
    unknown = reason(engine, f.lit(True), "unknown store", *texts).alias("reason")
    refused = engine.keep(strangers.select("line", unknown), "promotions_refused")
    facts = accept_facts(engine, "promotions", checked, refused, dates)
    return {"store_promotions": facts.table}, facts.rejects


def no_promotions(engine: Engine) -> DataFrame:
    """The empty table of a flow without promotions."""
    f = engine.functions
    types = {
        "line": "bigint",
        "store_id": "int",
        "date_key": "int",
        **{value.name: value.kind for value in PROMOTION_VALUES},
    }
    columns = [f.lit(None).cast(kind).alias(name) for name, kind in types.items()]
    return engine.one_row().where(f.col("id") < f.lit(0)).select(*columns)


BUILDERS = {"dates": add_dates, "sales": add_sales, "promotions": add_promotions}
