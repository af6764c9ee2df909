"""A stand-in for the door to a warehouse: rows loaded by the real step, SQL answered as the workspace's API does."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb

from atelier.etl.load import run as load
from atelier.report import Report
from atelier.sample_data.generate import run as sample

STORES, DAYS = 6, 400
NOTHING_ELSE = {"columns": {}, "constants": {}, "dateFormat": "yyyy-MM-dd"}
CALENDAR = {"from": "2010-01-01", "to": "2029-12-31", "firstKey": 1001}


@contextlib.contextmanager
def warehouse_door(folder: Path) -> Iterator[str]:
    """The address under which /projects/<any>/sql answers with rows of the star schema."""
    database = _loaded(folder)
    handler = type("Door", (_Door,), {"database": database, "lock": threading.Lock()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as door:
        thread = threading.Thread(target=door.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.server_port}"
        finally:
            door.shutdown()
            thread.join()


def _loaded(folder: Path) -> duckdb.DuckDBPyConnection:
    sampled = sample({"folder": str(folder / "files"), "stores": STORES, "days": DAYS, "seed": 7}, Report(None))
    names = {"sales": "store_sales", "promotions": "store_promotions", "dates": "date_dim"}
    inputs = {
        name: {"file": sampled["files"][file], "within": str(folder), **NOTHING_ELSE} for name, file in names.items()
    }
    flow = {"flow": "sales-forecasting", "inputs": inputs, "calendar": CALENDAR}
    task = {
        "flow": flow,
        "staging": str(folder / "staging"),
        "rejectedFile": str(folder / "rejected.csv"),
    }
    loaded = load(task, Report(None))
    database = duckdb.connect()
    for name, table in loaded["tables"].items():
        database.read_parquet(table["path"]).create(name)
    return database


class _Door(BaseHTTPRequestHandler):
    database: duckdb.DuckDBPyConnection
    lock: threading.Lock

    def do_POST(self) -> None:  # noqa: N802 - the name that http.server looks for
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.lock:
            answer = self.database.execute(asked["sql"])
            columns = [{"name": name, "type": str(kind)} for name, kind, *_ in answer.description]
            rows: list[Any] = answer.fetchall()
        lines = [{"columns": columns}, {"rows": rows}]
        self.send_response(200)
        self.end_headers()
        for line in lines:
            self.wfile.write(json.dumps(line, default=str).encode() + b"\n")

    def log_message(self, *_: object) -> None:
        """Say nothing."""
