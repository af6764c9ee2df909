"""One real tracking server behind its gate for all tests of tracking."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running_server import ATTACHMENT, SECRET_OUTSIDE, Server, bound, tracking_task

from atelier.tracking.training_record import SCORES


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
    """Outcome that the train step hands to tracking."""
    names = ("name", *SCORES)
    windows = [{"window": 1, **{name: row[name] for name in names}} for row in trained.outcome["leaderboard"]]
    return {**trained.outcome, "windows": windows, "data": str(trained.data)}
