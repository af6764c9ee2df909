"""The two servers, started on free ports and stopped at the end."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

READY_SECONDS = 120


@dataclass(frozen=True)
class Running:
    """A server that answers /ping."""

    port: int
    start_seconds: float


@contextlib.contextmanager
def our_server(forecaster: Path) -> Iterator[Running]:
    """Atelier's serving step, as a flow starts it."""
    task = {"step": "serve", "model": str(forecaster), "host": "127.0.0.1", "port": _free_port()}
    yield from _running([sys.executable, "-m", "atelier.worker"], json.dumps(task), task["port"])


@contextlib.contextmanager
def mlflow_server(model: Path) -> Iterator[Running]:
    """`mlflow models serve` with one worker, in this environment."""
    port = _free_port()
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", str(model), "--env-manager", "local"]
    yield from _running([*command, "-h", "127.0.0.1", "-p", str(port), "--workers", "1"], "", port)


def _running(command: list[str], text: str, port: int) -> Iterator[Running]:
    # mlflow looks for uvicorn on the path.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "MLFLOW_DISABLE_TELEMETRY": "true"}
    begin = time.perf_counter()
    # A session of its own: mlflow's command starts a child that must be stopped with it.
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        command, stdin=subprocess.PIPE, stdout=sys.stderr, env=environment, text=True, start_new_session=True
    )
    try:
        process.stdin.write(text)
        process.stdin.close()
        _wait_until_ready(process, port)
        yield Running(port, round(time.perf_counter() - begin, 2))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        process.wait()


def _wait_until_ready(process: subprocess.Popen, port: int) -> None:
    deadline = time.perf_counter() + READY_SECONDS
    while process.poll() is None and time.perf_counter() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=READY_SECONDS).close()  # noqa: S310 - http
            return
        time.sleep(0.02)
    raise RuntimeError(f"the server on port {port} did not get ready")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
