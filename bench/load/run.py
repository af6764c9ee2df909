"""Load about ten million sales rows in four ways, in one run: `run.py [--rows N] [--repeats N] [--folder DIR]`.

Prints one JSON document. Each contender is a whole process, started with warm files; all must give the same tables.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from input_files import write_input_files
from process_cost import as_json, measure

ROOT = Path(__file__).parents[2]
PYTHON = str(ROOT / "python")
CONTENDERS = ("atelier", "spark", "plainDuckdb", "plainDuckdbDatabase")
CHECKS = {
    "date_dim": "count(*), sum(date_key), sum(week)",
    "store_dim": "count(*), sum(store_id), sum(strlen(store_address))",
    "store_sales": "count(*), sum(total_sales), sum(store_id * date_key)",
    "store_promotions": "count(*), sum(promo), sum(school_holiday), sum(store_id * date_key)",
    "rejected": "count(*), sum(line), count(DISTINCT split_part(reason, ':', 1))",
}


def main() -> None:
    """Generate, measure, compare, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=10_000_000)
    arguments.add_argument("--folder", type=Path, help="an empty folder on a fast disk")
    arguments.add_argument("--contenders", nargs="+", choices=CONTENDERS, default=CONTENDERS)
    arguments.add_argument("--repeats", type=int, default=1, help="turns of each; the fastest counts")
    given = arguments.parse_args()
    with TemporaryDirectory(dir=given.folder) as scratch:
        print(json.dumps(compete(Path(scratch), given.rows, given.contenders, given.repeats), indent=2))


def compete(scratch: Path, rows: int, contenders: list[str], repeats: int) -> dict:
    """The result of every contender and the two ratios that matter."""
    data = scratch / "data"
    files = write_input_files(data, rows)
    # Else the first contender would share the disk with what is still being written.
    os.sync()
    results: dict[str, dict[str, float]] = {}
    tables = {}
    for turn, name in ((turn, name) for turn in range(repeats) for name in contenders):
        print(f"measuring {name}, turn {turn + 1} of {repeats}", file=sys.stderr)
        with TemporaryDirectory(dir=scratch) as folder:
            staging = Path(folder)
            task = task_of(name, data, staging)
            cost = measure(command_of(name, data, staging), {"PYTHONPATH": PYTHON}, task, staging / "log")
            tables[name] = read_tables(name, staging)
            merge = merge_into_warehouse(staging) if name == "atelier" else {}
        result = {**as_json(cost, files["store_sales"]), **merge}
        results[name] = min(results.get(name, result), result, key=lambda each: each["seconds"])
    if len({json.dumps(table) for table in tables.values()}) != 1:
        raise SystemExit(f"the contenders do not agree:\n{json.dumps(tables, indent=2)}")
    return {"rows": files, "results": results, "ratios": ratios(results), "tables": tables[contenders[0]]}


def command_of(name: str, data: Path, staging: Path) -> list[str]:
    """The process of a contender."""
    if name in ("atelier", "spark"):
        return [sys.executable, "-m", "atelier.worker"]
    output = "database" if name == "plainDuckdbDatabase" else "parquet"
    return [sys.executable, str(Path(__file__).parent / "plain_duckdb.py"), str(data), str(staging), output]


def task_of(name: str, data: Path, staging: Path) -> str:
    """The load task, for the contenders that read one."""
    files = {"sales": "store_sales.csv", "promotions": "store_promotions.csv"}
    same = {"within": str(data), "columns": {}, "constants": {}, "dateFormat": "yyyy-MM-dd"}
    inputs = {"dates": None, **{key: {"file": str(data / file), **same} for key, file in files.items()}}
    flow = {"inputs": inputs, "calendar": {"from": "2010-01-01", "to": "2029-12-31", "firstKey": 1001}}
    engine = "spark" if name == "spark" else "sqlframe"
    task = {"step": "load", "staging": str(staging), "rejectedFile": str(staging / "rejected.csv")}
    return json.dumps({**task, "engine": engine, "flow": flow})


def merge_into_warehouse(staging: Path) -> dict[str, float]:
    """The other half of our load, which plain SQL to a database does in one: staged tables into a warehouse."""
    tables = {table: {"path": str(staging / f"{table}.parquet"), "rows": 0} for table in CHECKS}
    task = json.dumps({"folder": str(staging), "tables": tables})
    command = [str(ROOT / "node_modules/.bin/node"), str(ROOT / "bench/load/merge.ts"), task]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return {f"merge{name[0].upper()}{name[1:]}": value for name, value in json.loads(done.stdout).items()}


def read_tables(name: str, staging: Path) -> dict[str, list[str]]:
    """Sums over each table that a contender wrote."""
    connection = duckdb.connect()
    if name == "plainDuckdbDatabase":
        connection.execute(f"ATTACH '{staging / 'warehouse.duckdb'}' AS warehouse (READ_ONLY); USE warehouse")
    sums = {}
    for table, check in CHECKS.items():
        path = staging / f"{table}.parquet"
        files = f"'{path}/*.parquet'" if path.is_dir() else f"'{path}'"
        source = table if name == "plainDuckdbDatabase" else files
        sums[table] = [str(value) for value in connection.execute(f"SELECT {check} FROM {source}").fetchone()]  # noqa: S608
    return sums


def ratios(results: dict[str, dict[str, float]]) -> dict[str, float]:
    """How much faster than Spark and how much slower than SQL by hand; processor time hardly minds a busy machine."""
    ours = results.get("atelier")
    found = {}
    for name, other in results.items():
        if ours and name != "atelier":
            if name == "plainDuckdbDatabase":
                whole = ours["seconds"] + ours["mergeFirstSeconds"]
                found[f"atelier with merge / {name}, seconds"] = round(whole / other["seconds"], 2)
            for unit in ("seconds", "cpuSeconds"):
                found[f"{name} / atelier, {unit}"] = round(other[unit] / ours[unit], 2)
                found[f"atelier / {name}, {unit}"] = round(ours[unit] / other[unit], 2)
    return found


if __name__ == "__main__":
    main()
