"""A project as its notebooks see it: real tracking and a real warehouse's rows, each behind an address."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from front_door import TOKEN, front_door
from running_server import Server, bound, tracking_task
from warehouse_door import warehouse_door

from atelier.notebook.ground import ground

PACKAGE_ROOT = str(Path(__file__).parents[2])
PROJECT = "sales-forecasting"


@pytest.fixture(scope="session")
def tracking_server(tmp_path_factory: pytest.TempPathFactory, session_workers: Callable) -> Server:
    """One server; the project of the notebooks and another."""
    base = tmp_path_factory.mktemp("tracking")
    with bound(base / "clients") as clients, bound(base / "supervisor") as supervisor:
        descriptors = [clients.fileno(), supervisor.fileno()]
        worker = session_workers(tracking_task(base / "state", *descriptors), descriptors, base / "log")
        assert worker.next() == {"ready": {}}
    server = Server(worker.process, base / "state", str(base / "clients"), str(base / "supervisor"))
    for name in (PROJECT, "other"):
        server.make_workspace(name)
    return server


@pytest.fixture(scope="session")
def tracking_door(tracking_server: Server) -> Iterator[str]:
    with front_door(tracking_server.clients) as url:
        yield url


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the rows of a year of six invented shops."""
    with warehouse_door(tmp_path_factory.mktemp("warehouse")) as url:
        yield url


@pytest.fixture(scope="session")
def space(tracking_door: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a kernel in a space of the project."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path_factory.mktemp("home")),
        "PYTHONPATH": PACKAGE_ROOT,
        "ATELIER_PROJECT": PROJECT,
        "ATELIER_ENDPOINTS": "http://127.0.0.1:8080",
        "ATELIER_API": "http://127.0.0.1:9",
        "MLFLOW_TRACKING_URI": f"{tracking_door}/projects/{PROJECT}/tracking",
        "MLFLOW_TRACKING_TOKEN": TOKEN,
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    }


@pytest.fixture
def session() -> Iterator[Any]:
    """Of Spark code; other tests of this process find `pyspark` as it was."""
    import sqlframe
    from sqlframe.base.session import _BaseSession

    from atelier.notebook.spark import spark

    # A process has one, as a kernel does: engines of other tests have left theirs, and are to find none of ours.
    _BaseSession._instance = None
    yield spark()
    sqlframe.deactivate()
    spark.cache_clear()
    _BaseSession._instance = None


@pytest.fixture
def in_space(space: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process is in the space."""
    for name, value in space.items():
        if name.startswith(("ATELIER_", "MLFLOW_")):
            monkeypatch.setenv(name, value)
    ground.cache_clear()
    yield
    ground.cache_clear()
