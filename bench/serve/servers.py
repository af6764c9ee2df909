"""The two servers, ours behind a unix socket and the peer on a free port, stopped at the end."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from request_load import connect

READY_SECONDS = 120


@dataclass(frozen=True)
class Running:
    """A server that answers /ping."""

    address: Path | int
    start_seconds: float


@contextlib.contextmanager
def our_server(forecaster: Path) -> Iterator[Running]:
    """Atelier's serving step, as a flow starts it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        address = Path(folder, "endpoint.sock")
        sock.bind(str(address))
        # Callers that come before the server do not wait in a queue, but try again.
        task = {"step": "serve", "model": str(forecaster), "digest": None, "descriptor": sock.fileno()}
        yield from _running([sys.executable, "-m", "atelier.worker"], json.dumps(task), address, [sock.fileno()])


@contextlib.contextmanager
def mlflow_server(model: Path) -> Iterator[Running]:
    """`mlflow models serve` with one worker, in this environment; it knows no unix sockets."""
    port = _free_port()
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", str(model), "--env-manager", "local"]
    yield from _running([*command, "-h", "127.0.0.1", "-p", str(port), "--workers", "1"], "", port, [])


def _running(command: list[str], text: str, address: Path | int, descriptors: Sequence[int]) -> Iterator[Running]:
    # mlflow looks for uvicorn on the path.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "MLFLOW_DISABLE_TELEMETRY": "true"}
    begin = time.perf_counter()
    # A session of its own: mlflow's command starts a child that must be stopped with it.
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=sys.stderr,
        env=environment,
        text=True,
        start_new_session=True,
        pass_fds=descriptors,
    )
    try:
        process.stdin.write(text)
        process.stdin.close()
        _wait_until_ready(process, address)
        yield Running(address, round(time.perf_counter() - begin, 2))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        process.wait()


def _wait_until_ready(process: subprocess.Popen, address: Path | int) -> None:
    deadline = time.perf_counter() + READY_SECONDS
    while process.poll() is None and time.perf_counter() < deadline:
        with contextlib.suppress(ConnectionError), contextlib.closing(connect(address)) as connection:
            connection.request("GET", "/ping")
            connection.getresponse().read()
            return
        time.sleep(0.02)
    raise RuntimeError(f"the server at {address} did not get ready")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
