"""Report of the records of each input file, for the person who repairs the rejected ones."""

from pathlib import Path
from typing import Any

import duckdb

EXAMPLES_A_RULE = 2
EXAMPLES = 8
LONGEST_REASON = 300
LONGEST_ROW = 200

COUNTS = """
    SELECT input, split_part(reason, ':', 1) AS rule, count(*)
    FROM rejects GROUP BY ALL ORDER BY count(*) DESC, rule"""
SAMPLES = """
    SELECT input, line, reason, "row" FROM (
        SELECT *, split_part(reason, ':', 1) AS rule, count(*) OVER (PARTITION BY input, rule) AS frequency
        FROM rejects QUALIFY row_number() OVER (PARTITION BY input, rule ORDER BY line) <= ?
    ) ORDER BY frequency DESC, rule, line"""
UNPLACED = "SELECT input, count(*) FROM rejects WHERE store_id IS NULL AND day IS NULL GROUP BY input"
LISTED = 'SELECT input, file, line, reason, "row" FROM rejects ORDER BY input, line'


def report_rejects(rejected: Path, listing: Path) -> dict[str, dict[str, Any]]:
    """For each input that has rejected rows: `reasons` (rows by rule), `examples`, and `unplaced`, the rows of which
    neither the store nor the day can be read.

    All of them are listed in the CSV file `listing`; where there are none, there is no such file.
    """
    listing.unlink(missing_ok=True)
    reports: dict[str, dict[str, Any]] = {}
    with duckdb.connect() as connection:
        source = rejected / "*.parquet" if rejected.is_dir() else rejected
        rejects = connection.read_parquet(str(source))
        rejects.create_view("rejects")
        for name, rule, count in connection.execute(COUNTS).fetchall():
            report = reports.setdefault(name, {"reasons": {}, "examples": [], "unplaced": 0})
            report["reasons"][rule] = count
        for name, line, reason, row in connection.execute(SAMPLES, [EXAMPLES_A_RULE]).fetchall():
            if len(reports[name]["examples"]) < EXAMPLES:
                reports[name]["examples"].append(
                    {"line": line, "reason": shortened(reason, LONGEST_REASON), "row": shortened(row, LONGEST_ROW)}
                )
        for name, count in connection.execute(UNPLACED).fetchall():
            reports[name]["unplaced"] = count
        if reports:
            connection.sql(LISTED).write_csv(str(listing), header=True)
    return reports


def shortened(text: str, characters: int) -> str:
    """The beginning of a text that is too long to be shown."""
    return text if len(text) <= characters else f"{text[:characters]}…"
