"""The serving step as a real process on a loopback port."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from request_rows import csv_of, rows_of

import atelier

CSV = {"content-type": "text/csv"}
WAIT_SECONDS = 20
# Not sys.path: MLflow puts the code of a model that it loads in front there.
PACKAGE_ROOT = str(Path(atelier.__file__).parents[1])
# Starts a worker, tells its process id, and lives until it is killed.
PARENT = """
import subprocess, sys
worker = subprocess.Popen([sys.executable, "-m", "atelier.worker"], stdin=subprocess.PIPE, pass_fds=[int(sys.argv[1])])
worker.stdin.write(sys.argv[2].encode())
worker.stdin.close()
print(worker.pid, flush=True)
worker.wait()
"""


@pytest.fixture
def serve(start_worker, trained):
    def start(port: int = 0):
        return start_worker({"step": "serve", "model": str(trained.folder), "host": "127.0.0.1", "port": port})

    return start


def ready_port(worker) -> int:
    return httpx.URL(worker.next()["ready"]["url"]).port


def ask(port: int) -> httpx.Response:
    return httpx.post(f"http://127.0.0.1:{port}/invocations", content=csv_of(rows_of(1)), headers=CSV)


def test_a_server_answers_when_it_says_ready_and_ends_cleanly_when_told(serve):
    worker = serve()
    port = ready_port(worker)
    assert httpx.get(f"http://127.0.0.1:{port}/ping").status_code == 200
    assert httpx.get(f"http://127.0.0.1:{port}/ping", headers={"host": "evil.example"}).status_code == 403
    assert len(ask(port).text.splitlines()) == 6
    worker.process.terminate()
    assert worker.next() == {"result": {"url": f"http://127.0.0.1:{port}"}}
    assert worker.process.wait(WAIT_SECONDS) == 0


def test_a_server_starts_without_the_packages_only_training_needs():
    code = "import sys, atelier.serving.serve; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], env={"PYTHONPATH": PACKAGE_ROOT}, capture_output=True, text=True
    )
    assert "uvicorn" in loaded.stdout, loaded.stderr
    unwanted = {"mlflow", "pandas", "statsforecast", "mlforecast", "matplotlib", "lightgbm", "sklearn"}
    assert unwanted.isdisjoint(loaded.stdout.split())


def test_a_new_server_takes_over_the_port_of_an_old_one(serve):
    old = serve()
    port = ready_port(old)
    new = serve(port)
    assert ready_port(new) == port
    old.process.terminate()
    assert old.process.wait(WAIT_SECONDS) == 0
    assert [ask(port).status_code for _ in range(5)] == [200] * 5


def test_a_request_in_flight_is_finished_before_the_server_ends(serve):
    worker = serve()
    port = ready_port(worker)
    body = csv_of(rows_of(1)).encode()
    lines = ["POST /invocations HTTP/1.1", "Host: localhost", "Content-Type: text/csv", f"Content-Length: {len(body)}"]
    head = "\r\n".join([*lines, "", ""])
    with socket.create_connection(("127.0.0.1", port)) as caller:
        caller.sendall(head.encode() + body[:100])
        assert httpx.get(f"http://127.0.0.1:{port}/ping").status_code == 200, "the connection before is accepted by now"
        worker.process.terminate()
        wait_until_refused(port)
        caller.sendall(body[100:])
        assert caller.recv(1 << 16).startswith(b"HTTP/1.1 200")
    assert worker.process.wait(WAIT_SECONDS) == 0


def wait_until_refused(port: int) -> None:
    # Refused, or reset where the server closed while the connection was being made.
    with contextlib.suppress(ConnectionError):
        while True:
            socket.create_connection(("127.0.0.1", port)).close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_a_server_ends_when_its_parent_is_killed(trained):
    task = {"step": "serve", "model": str(trained.folder), "host": "127.0.0.1", "port": 0}
    reader, writer = os.pipe()
    environment = {**os.environ, "PYTHONPATH": PACKAGE_ROOT, "ATELIER_REPORT_FD": str(writer)}
    parent = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PARENT, str(writer), json.dumps(task)],
        stdout=subprocess.PIPE,
        pass_fds=[writer],
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
