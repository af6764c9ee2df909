"""One real tracking server for all tests of tracking."""

import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from atelier.tracking.training_record import SCORES

START_SECONDS = 120


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an MLflow server with workspaces on SQLite, started as the supervisor starts it."""
    base = tmp_path_factory.mktemp("tracking")
    with socket.create_server(("127.0.0.1", 0)) as listening, (base / "log").open("w") as log:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "uvicorn", "mlflow.server.fastapi_app:app", "--fd", str(listening.fileno())],
            env=environment(base),
            stdout=log,
            stderr=log,
            pass_fds=[listening.fileno()],
        )
    try:
        # The socket listens already: this waits until the server accepts, and fails when it has ended.
        httpx.get(f"{url}/api/3.0/mlflow/workspaces", timeout=START_SECONDS).raise_for_status()
        yield url
    finally:
        process.terminate()
        process.wait()


def environment(base: Path) -> dict[str, str]:
    """What `mlflow server` sets before it starts uvicorn, without its own slow start before that."""
    store = f"sqlite:///{base / 'tracking.db'}"
    return {
        **os.environ,
        "_MLFLOW_SERVER_FILE_STORE": store,
        "_MLFLOW_SERVER_REGISTRY_STORE": store,
        "_MLFLOW_SERVER_ARTIFACT_ROOT": "mlflow-artifacts:/",
        "_MLFLOW_SERVER_ARTIFACT_DESTINATION": str(base / "artifacts"),
        "_MLFLOW_SERVER_SERVE_ARTIFACTS": "true",
        "MLFLOW_ENABLE_WORKSPACES": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
    }


@pytest.fixture
def tracking(server: str) -> dict[str, str]:
    """A fresh workspace, as a step is given it."""
    return tracking_in(server, f"project-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def other_tracking(server: str) -> dict[str, str]:
    """Another project on the same server."""
    return tracking_in(server, f"other-{uuid.uuid4().hex[:8]}")


def tracking_in(server: str, workspace: str) -> dict[str, str]:
    httpx.post(f"{server}/api/3.0/mlflow/workspaces", json={"name": workspace}).raise_for_status()
    return {"uri": server, "workspace": workspace, "experiment": "sales-forecasting"}


@pytest.fixture(scope="session")
def outcome(trained) -> dict[str, Any]:
    """What the train step hands to tracking."""
    names = ("name", *SCORES)
    windows = [{"window": 1, **{name: row[name] for name in names}} for row in trained.outcome["leaderboard"]]
    return {**trained.outcome, "windows": windows, "data": str(trained.data)}
