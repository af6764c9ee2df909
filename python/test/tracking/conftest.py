"""One real tracking server behind its gate for all tests of tracking."""

import contextlib
import socket
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from atelier.tracking.training_record import SCORES

ANSWER_SECONDS = 120
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


@pytest.fixture(scope="session")
def start_tracking(tmp_path_factory: pytest.TempPathFactory, session_workers) -> Callable[..., Server]:
    """Start a tracking server as the supervisor does: two bound sockets, their descriptors, a task."""

    def start(folder: Path | None = None) -> Server:
        base = tmp_path_factory.mktemp("tracking")
        folder = folder or base / "state"
        with bound(base / "clients") as clients, bound(base / "supervisor") as supervisor:
            descriptors = [clients.fileno(), supervisor.fileno()]
            worker = session_workers(tracking_task(folder, *descriptors), descriptors, base / "log")
            assert worker.next() == {"ready": {}}
        return Server(worker.process, folder, str(base / "clients"), str(base / "supervisor"))

    return start


def tracking_task(folder: Path, clients: int, supervisor: int) -> dict[str, Any]:
    """The task of the tracking step."""
    return {"step": "tracking", "folder": str(folder), "descriptor": clients, "supervisorDescriptor": supervisor}


@contextlib.contextmanager
def bound(path: Path) -> Iterator[socket.socket]:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as sock:
        sock.bind(str(path))
        yield sock


@pytest.fixture(scope="session")
def server(start_tracking) -> Server:
    """The server of most tests."""
    return start_tracking()


@pytest.fixture
def tracking(server: Server) -> dict[str, str]:
    """A fresh workspace, as a step is given it."""
    return server.tracking(f"project-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def other_tracking(server: Server) -> dict[str, str]:
    """Another project on the same server."""
    return server.tracking(f"other-{uuid.uuid4().hex[:8]}")


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is none of tracking's, with a secret where MLflow looks for the files of a trace."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "attachments").mkdir()
    for name in ("traces.json", "secret.txt", f"attachments/{ATTACHMENT}"):
        (folder / name).write_text(SECRET_OUTSIDE)
    return folder


@pytest.fixture(scope="session")
def outcome(trained) -> dict[str, Any]:
    """What the train step hands to tracking."""
    names = ("name", *SCORES)
    windows = [{"window": 1, **{name: row[name] for name in names}} for row in trained.outcome["leaderboard"]]
    return {**trained.outcome, "windows": windows, "data": str(trained.data)}
