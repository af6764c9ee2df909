"""The step `load`: from CSV files to the tables of the star schema, as Parquet."""

import shutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from atelier.etl.engines.engine import DataFrame, Engine
from atelier.etl.file_snapshot import refuse_changed, snapshot_of
from atelier.etl.inputs import open_sources
from atelier.etl.reject_report import report_rejects
from atelier.etl.source_file import SourceFile
from atelier.etl.star_schema import build_star_schema
from atelier.problem import Problem
from atelier.report import Report

ENGINES = {
    "sqlframe": ("atelier.etl.engines.sqlframe_engine", "SqlframeEngine"),
    "spark": ("atelier.etl.engines.spark_engine", "SparkEngine"),
}
COLUMNS = {
    "date_dim": ["date_key", "date_time", "week", "month", "quarter", "year", "weekday"],
    "store_dim": ["store_id", "store_name", "store_address", "city", "state", "country"],
    "store_sales": ["store_id", "date_key", "total_sales"],
    "store_promotions": ["store_id", "date_key", "promo", "school_holiday"],
    "rejected": ["input", "file", "line", "reason", "row", "store_id", "day"],
}
ORDER = {
    "date_dim": ["date_key"],
    "store_dim": ["store_id"],
    "store_sales": ["line"],
    "store_promotions": ["line"],
    "rejected": ["input", "line"],
}
LOADED = {"sales": "store_sales", "promotions": "store_promotions", "dates": "date_dim"}
NOTHING_REJECTED: dict[str, Any] = {"reasons": {}, "examples": [], "unplaced": 0}


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Returns `{tables: {name: {path, rows}}, inputs: [{input, file, sha256, read, loaded, rejected, reasons, examples,
    unplaced}], rejectedFile}`; same files, same Parquet contents.

    With the engine `sqlframe` a path is one file, with `spark` a folder of part files. Every record of every file
    is in exactly one of the tables it is meant for and `rejected`. Where any was rejected, the CSV file `rejectedFile`
    of the task lists them; else that is null. Problem: `InputChanged`.
    """
    sources = open_sources(task["flow"]["inputs"])
    snapshots = {name: snapshot_of(source.path) for name, source in sources.items()}
    staging = Path(task["staging"])
    scratch = staging / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    engine = open_engine(task.get("engine", "sqlframe"), scratch)
    try:
        schema = load(engine, task["flow"], sources, staging, report)
    finally:
        engine.close()
        shutil.rmtree(scratch)
    for name, source in sources.items():
        refuse_changed(source.path, snapshots[name])
    listing = Path(task["rejectedFile"])
    rejects = report_rejects(Path(schema.tables["rejected"]["path"]), listing)
    inputs = [
        {"input": name, "file": str(source.path), "sha256": snapshots[name].sha256, **schema.counts(name)}
        | (rejects.get(name) or NOTHING_REJECTED)
        for name, source in sources.items()
    ]
    return {"tables": schema.tables, "inputs": inputs, "rejectedFile": str(listing) if rejects else None}


def open_engine(name: str, scratch: Path) -> Engine:
    """Only the asked engine is imported."""
    if name not in ENGINES:
        raise Problem("LoadEngine", f"engine is {name!r}; accepted are {', '.join(ENGINES)}.", "Leave engine out.")
    module, engine = ENGINES[name]
    try:
        return getattr(import_module(module), engine)(scratch)
    except ModuleNotFoundError as missing:
        raise Problem(
            "EngineMissing",
            f"The engine {name} needs the package {missing.name}, which is not installed.",
            "Set bigData.engine to sqlframe, or install the packages for tests with `make installed-for-tests`.",
        ) from missing


@dataclass(frozen=True)
class Written:
    """Where each table is and how many rows it has; how many records each input has."""

    tables: dict[str, dict[str, Any]]
    records: dict[str, int]

    def counts(self, name: str) -> dict[str, int]:
        """Counts of the records of one input: read, loaded and rejected."""
        loaded = self.tables[LOADED[name]]["rows"]
        return {"read": self.records[name], "loaded": loaded, "rejected": self.records[name] - loaded}


def load(
    engine: Engine, flow: dict[str, Any], sources: dict[str, SourceFile], staging: Path, report: Report
) -> Written:
    """Build the tables, write them, count what became of every record."""
    phases = iter(range(len(sources) + len(COLUMNS)))

    def tell(what: str) -> None:
        report.progress(what, next(phases), len(sources) + len(COLUMNS))

    schema = build_star_schema(engine, flow["calendar"], sources, tell)
    tables = {}
    for name, frame in schema.tables.items():
        tell(f"writing {name}")
        tables[name] = write_table(engine, name, frame, staging)
    verify_counts(schema.records, tables)
    return Written(tables, schema.records)


def write_table(engine: Engine, name: str, frame: DataFrame, staging: Path) -> dict[str, Any]:
    """Where the table is, and how many rows it has."""
    path = staging / f"{name}.parquet"
    return {"path": str(path), "rows": engine.write(frame, COLUMNS[name], ORDER[name], path)}


def verify_counts(given: dict[str, int], tables: dict[str, dict[str, Any]]) -> None:
    """Every record is in one table or rejected; anything else is a mistake of this program."""
    kept = sum(tables[LOADED[name]]["rows"] for name in given)
    rejected = tables["rejected"]["rows"]
    if sum(given.values()) != kept + rejected:
        raise RuntimeError(f"{sum(given.values())} records were read, {kept} loaded and {rejected} rejected")
