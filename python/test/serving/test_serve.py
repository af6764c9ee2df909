"""The serving step as a real process behind a unix socket."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from bound_socket import WAIT_SECONDS, KeptConnection, bound_socket, caller, connected
from request_rows import csv_of, rows_of

import atelier

CSV = {"content-type": "text/csv"}
# Not sys.path: MLflow puts the code of a model that it loads in front there.
PACKAGE_ROOT = str(Path(atelier.__file__).parents[1])
# Starts a worker, tells its process id, and lives until it is killed.
PARENT = """
import subprocess, sys
pipes = list(map(int, sys.argv[1:3]))
worker = subprocess.Popen([sys.executable, "-m", "atelier.worker"], stdin=subprocess.PIPE, pass_fds=pipes)
worker.stdin.write(sys.argv[3].encode())
worker.stdin.close()
print(worker.pid, flush=True)
worker.wait()
"""


@pytest.fixture
def address(tmp_path):
    """Where the endpoint's socket is, and the socket."""
    with bound_socket(tmp_path / "endpoint.sock") as sock:
        yield tmp_path / "endpoint.sock", sock


@pytest.fixture
def serve(start_worker, trained, address):
    _, sock = address

    def start():
        task = {"step": "serve", "model": str(trained.folder), "digest": None, "descriptor": sock.fileno()}
        worker = start_worker(task, [sock.fileno()])
        assert worker.next() == {"ready": {}}
        return worker

    return start


def ask(path: Path) -> str:
    with caller(path) as client:
        return client.post("/invocations", content=csv_of(rows_of(1)), headers=CSV).raise_for_status().text


def test_a_server_answers_when_it_says_ready_and_ends_cleanly_when_told(serve, address):
    path, _ = address
    worker = serve()
    assert len(ask(path).splitlines()) == 6
    worker.process.terminate()
    assert worker.next() == {"result": {}}
    assert worker.process.wait(WAIT_SECONDS) == 0
    assert path.is_socket(), "the socket is its maker's"


def test_a_server_starts_without_the_packages_only_training_needs():
    code = "import sys, atelier.serving.serve; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], env={"PYTHONPATH": PACKAGE_ROOT}, capture_output=True, text=True
    )
    assert "uvicorn" in loaded.stdout, loaded.stderr
    unwanted = {"mlflow", "pandas", "statsforecast", "mlforecast", "matplotlib", "lightgbm", "sklearn"}
    assert unwanted.isdisjoint(loaded.stdout.split())


def test_a_server_listens_on_its_unix_socket_and_on_nothing_else(serve):
    worker = serve()
    sockets = {name.removeprefix("socket:[").rstrip("]") for name in open_files(worker) if name.startswith("socket:")}
    tables = Path(f"/proc/{worker.process.pid}/net")
    known = {name: set((tables / name).read_text().split()) for name in ("unix", "tcp", "tcp6", "udp", "udp6")}
    assert sockets
    assert sockets <= known.pop("unix")
    assert sockets.isdisjoint(set().union(*known.values()))


NOT_A_UNIX_SOCKET = {
    "a TCP socket": lambda: socket.create_server(("127.0.0.1", 0)),
    "a unix socket without streams": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM),
    "a file": tempfile.TemporaryFile,
}


@pytest.mark.parametrize("open_other", NOT_A_UNIX_SOCKET.values(), ids=NOT_A_UNIX_SOCKET.keys())
def test_a_server_refuses_to_listen_on_anything_but_a_unix_socket(start_worker, trained, open_other):
    with open_other() as other:
        task = {"step": "serve", "model": str(trained.folder), "digest": None, "descriptor": other.fileno()}
        worker = start_worker(task, [other.fileno()])
        assert worker.next()["problem"]["code"] == "NoSocket"
        assert worker.process.wait(WAIT_SECONDS) == 1


def test_who_connects_while_no_server_is_there_is_answered_by_the_next(serve, address):
    path, sock = address
    sock.listen()
    with contextlib.closing(KeptConnection(path)) as early:
        early.request("GET", "/ping")
        serve()
        assert early.getresponse().status == 200


def test_a_request_in_flight_is_finished_before_the_server_ends(serve, address):
    path, sock = address
    worker = serve()
    body = csv_of(rows_of(1)).encode()
    lines = ["POST /invocations HTTP/1.1", "Host: localhost", "Content-Type: text/csv", f"Content-Length: {len(body)}"]
    with connected(path) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode() + body[:100])
        ask(path)
        worker.process.terminate()
        wait_until_it_accepts_nobody(worker, sock)
        client.sendall(body[100:])
        answer = client.recv(1 << 16)
    assert answer.startswith(b"HTTP/1.1 200") and b"connection: close" in answer
    assert worker.process.wait(WAIT_SECONDS) == 0


def test_a_request_on_an_idle_connection_is_answered_after_the_server_was_told_to_end(serve, address):
    path, sock = address
    worker = serve()
    with contextlib.closing(KeptConnection(path)) as idle:
        idle.request("GET", "/ping")
        idle.getresponse().read()
        kept = idle.sock
        worker.process.terminate()
        wait_until_it_accepts_nobody(worker, sock)
        assert not select.select([kept], [], [], 1)[0], "it is not closed at once"
        idle.request("POST", "/invocations", csv_of(rows_of(1)), CSV)
        assert idle.sock is kept
        answer = idle.getresponse()
        assert (answer.status, answer.getheader("connection")) == (200, "close")
        assert len(answer.read().splitlines()) == 6
    assert worker.process.wait(WAIT_SECONDS) == 0


def wait_until_it_accepts_nobody(worker, sock: socket.socket) -> None:
    """Until the server has let go of the socket that its next version has as well."""
    shared = f"socket:[{os.fstat(sock.fileno()).st_ino}]"
    deadline = time.monotonic() + WAIT_SECONDS
    while shared in open_files(worker):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def open_files(worker) -> list[str]:
    names = []
    for entry in Path(f"/proc/{worker.process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            names.append(str(entry.readlink()))
    return names


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_a_server_ends_when_its_parent_is_killed(trained, address):
    _, sock = address
    task = {"step": "serve", "model": str(trained.folder), "digest": None, "descriptor": sock.fileno()}
    reader, writer = os.pipe()
    environment = {**os.environ, "PYTHONPATH": PACKAGE_ROOT, "ATELIER_REPORT_FD": str(writer)}
    parent = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PARENT, str(writer), str(sock.fileno()), json.dumps(task)],
        stdout=subprocess.PIPE,
        pass_fds=[writer, sock.fileno()],
        env=environment,
    )
    os.close(writer)
    worker_pid = int(parent.stdout.readline())
    try:
        with os.fdopen(reader) as news:
            assert "ready" in json.loads(news.readline())
            parent.kill()
            parent.communicate()
            assert select.select([news], [], [], WAIT_SECONDS)[0], "the server still runs"
            assert "result" in json.loads(news.readline())
            assert news.readline() == "", "nobody holds the descriptor any more"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker_pid, signal.SIGKILL)
