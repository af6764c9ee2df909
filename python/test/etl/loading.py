"""Running the load step on texts, and reading what it wrote."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from atelier.etl.load import run
from atelier.report import Report

SALES_HEADER = "store_id,store_name,store_address,city,state,country,sales_date,total_sales"
PROMOTIONS_HEADER = "store_id,sales_date,promo,school_holiday"
PLACE = "Store,Street 1,Town,ST,Land"


class Rejected(NamedTuple):
    """A row of `rejected`."""

    input: str
    file: str
    line: int
    reason: str
    row: str
    store_id: int | None
    day: date | None


@dataclass(frozen=True)
class Loaded:
    """The result of a load and the rows of its tables, in the order of the files it wrote."""

    result: dict[str, Any]
    tables: dict[str, list[tuple]]

    def reasons(self, file: str = "store_sales.csv") -> dict[int, str]:
        """Why each rejected line of a file was rejected."""
        return {row.line: row.reason for row in self.rejected() if row.file == file}

    def rejected(self) -> list["Rejected"]:
        """The rows of `rejected`."""
        return [Rejected(*row) for row in self.tables["rejected"]]

    def counts(self, name: str) -> dict[str, Any]:
        """Counts of the records of one input, as the load reports them."""
        return next(given for given in self.result["inputs"] if given["input"] == name)


def section(file: Path, **changes: Any) -> dict[str, Any]:
    """One input of a normalised flow."""
    return {
        "file": str(file),
        "within": str(file.parent),
        "columns": {},
        "constants": {},
        "dateFormat": "yyyy-MM-dd",
        **changes,
    }


def write_inputs(folder: Path, sales: list[str], promotions: list[str] | None = None) -> dict[str, Any]:
    """Files with our headers and the given lines, as the inputs of a flow."""
    inputs: dict[str, Any] = {"promotions": None, "dates": None}
    for name, header, lines in (("sales", SALES_HEADER, sales), ("promotions", PROMOTIONS_HEADER, promotions)):
        if lines is not None:
            file = folder / f"store_{name}.csv"
            file.write_text("".join(f"{line}\n" for line in (header, *lines)), encoding="utf-8")
            inputs[name] = section(file)
    return inputs


def load(inputs: dict[str, Any], staging: Path, engine: str = "sqlframe", report: Report | None = None) -> Loaded:
    """Run the step in this process."""
    calendar = {"from": "2010-01-01", "to": "2029-12-31", "firstKey": 1001}
    staging.mkdir(exist_ok=True)
    flow = {"inputs": inputs, "calendar": calendar}
    listing = staging.with_name(f"{staging.name}-rejected.csv")
    task = {"staging": str(staging), "engine": engine, "flow": flow, "rejectedFile": str(listing)}
    result = run(task, report or Report(None))
    tables = {name: read_table(Path(table["path"])) for name, table in result["tables"].items()}
    return Loaded(result, tables)


def read_table(path: Path) -> list[tuple]:
    """The rows of a Parquet file or of a folder of part files."""
    files = f"{path}/*.parquet" if path.is_dir() else str(path)
    return duckdb.read_parquet(files).fetchall()


def sale(store: str = "1", day: str = "2024-01-01", total: str = "10.50", place: str = PLACE) -> str:
    """A line of the sales file."""
    return f"{store},{place},{day},{total}"
