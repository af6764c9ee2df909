"""The load written by hand for DuckDB: `plain_duckdb.py FOLDER STAGING parquet|database`."""

import sys
from pathlib import Path

import duckdb

TABLES = ("date_dim", "store_dim", "store_sales", "store_promotions", "rejected")


def main(folder: Path, staging: Path, output: str) -> None:
    """Write the five tables as Parquet files, or as tables of a database file."""
    connection = duckdb.connect()
    script = (Path(__file__).parent / "plain.sql").read_text(encoding="utf-8")
    for name in ("sales", "promotions"):
        script = script.replace(f"${name.upper()}", f"'{folder / f'store_{name}.csv'}'")
    connection.execute(script)
    if output == "database":
        connection.execute(f"ATTACH '{staging / 'warehouse.duckdb'}' AS warehouse")
    for table in TABLES:
        if output == "database":
            connection.execute(f"CREATE TABLE warehouse.{table} AS FROM {table}")
        else:
            connection.execute(f"COPY {table} TO '{staging / table}.parquet' (FORMAT parquet)")
    connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
