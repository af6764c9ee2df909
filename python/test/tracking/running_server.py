"""A tracking server as the supervisor starts it, and what tests ask of it."""

import contextlib
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ANSWER_SECONDS = 300
SECRET_OUTSIDE = "takings of the house"  # noqa: S105 - what no request may learn
# MLflow asks that the name of a trace's attachment is one such.
ATTACHMENT = "6f1f6b0c-4b52-4f6e-9d0f-0c2f6f8d7a11"


@dataclass(frozen=True)
class Server:
    """A tracking server: its process, its folder, and the two sockets it is asked through."""

    process: Any
    folder: Path
    clients: str
    supervisor: str

    @property
    def database(self) -> Path:
        return self.folder / "mlflow.sqlite"

    def client(self, workspace: str | None = None) -> httpx.Client:
        """A caller in a workspace, as whoever stands in front of the gate."""
        headers = {"x-mlflow-workspace": workspace} if workspace else {}
        transport = httpx.HTTPTransport(uds=self.clients)
        return httpx.Client(transport=transport, base_url="http://localhost", timeout=ANSWER_SECONDS, headers=headers)

    def make_workspace(self, name: str) -> None:
        """As the supervisor makes one."""
        with httpx.Client(transport=httpx.HTTPTransport(uds=self.supervisor), timeout=ANSWER_SECONDS) as supervisor:
            supervisor.put(f"http://localhost/workspaces/{name}").raise_for_status()

    def tracking(self, workspace: str) -> dict[str, str]:
        """A workspace as a step is given it."""
        self.make_workspace(workspace)
        return {"socket": self.clients, "workspace": workspace, "experiment": "sales-forecasting"}

    def rows(self) -> set[str]:
        """Every row of every table, with the names of its columns."""
        with contextlib.closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = lambda cursor, row: {
                column[0]: value for column, value in zip(cursor.description, row, strict=True)
            }
            tables = [row["name"] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {f"{table}: {row}" for table in tables for row in database.execute(f'SELECT * FROM "{table}"')}  # noqa: S608

    def files(self, workspace: str) -> dict[str, bytes]:
        """Every file of a workspace."""
        root = self.folder / "artifacts" / "workspaces" / workspace
        return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def tracking_task(folder: Path, clients: int, supervisor: int) -> dict[str, Any]:
    """The task of the tracking step."""
    return {"step": "tracking", "folder": str(folder), "descriptor": clients, "supervisorDescriptor": supervisor}


@contextlib.contextmanager
def bound(path: Path) -> Iterator[socket.socket]:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as sock:
        sock.bind(str(path))
        yield sock
