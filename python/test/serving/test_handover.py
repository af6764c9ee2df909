"""Versions of an endpoint follow each other under load, and nobody notices."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from bound_socket import WAIT_SECONDS, KeptConnection, bound_socket, connected
from request_rows import csv_of, rows_of

HANDOVERS = 20
BODY = csv_of(rows_of(1))


def ping(connection: HTTPConnection) -> None:
    connection.request("GET", "/ping")


def forecast(connection: HTTPConnection) -> None:
    connection.request("POST", "/invocations", BODY, {"content-type": "text/csv"})


def keeping(ask: Callable, pause_seconds: float, path: Path, stop: threading.Event) -> Counter:
    """Ask over one connection for as long as it lasts; answers and failures by kind."""
    seen = Counter()
    with contextlib.closing(KeptConnection(path)) as connection:
        while not stop.wait(pause_seconds):
            try:
                ask(connection)
                answer = connection.getresponse()
                answer.read()
                seen[answer.status] += 1
            except Exception as failure:
                seen[repr(failure)] += 1
                connection.close()
    return seen


def connecting(pause_seconds: float, path: Path, stop: threading.Event) -> Counter:
    """Send a whole request on each connection before anybody may have accepted it."""
    seen = Counter()
    while not stop.wait(pause_seconds):
        try:
            with connected(path) as connection:
                connection.sendall(b"GET /ping HTTP/1.1\r\nHost: endpoint\r\nConnection: close\r\n\r\n")
                seen[int(connection.recv(1 << 16)[9:12])] += 1
        except Exception as failure:
            seen[repr(failure)] += 1
    return seen


# Callers with long and short pauses: at every moment some connections are idle, some busy, some new.
CALLERS = [
    *(partial(keeping, ping, pause_seconds) for pause_seconds in (0.002, 0.01, 0.05, 0.4)),
    *(partial(keeping, forecast, pause_seconds) for pause_seconds in (0.01, 0.1)),
    *(partial(connecting, pause_seconds) for pause_seconds in (0.002, 0.02)),
]


def test_no_request_is_lost_while_twenty_versions_follow_each_other(start_worker, trained, tmp_path):
    path, stop = tmp_path / "endpoint.sock", threading.Event()
    with bound_socket(path) as sock, ThreadPoolExecutor(len(CALLERS)) as pool:

        def start():
            task = {"step": "serve", "model": str(trained.folder), "digest": None, "descriptor": sock.fileno()}
            worker = start_worker(task, [sock.fileno()])
            assert worker.next() == {"ready": {}}
            return worker

        old = [start()]
        asking = [pool.submit(caller, path, stop) for caller in CALLERS]
        try:
            for _ in range(HANDOVERS):
                old.append(start())
                old[-2].process.terminate()
        finally:
            stop.set()
        seen = [caller.result() for caller in asking]
        assert [set(each) for each in seen] == [{200}] * len(CALLERS), seen
        assert sum(each[200] for each in seen) > 100 * HANDOVERS
        assert [worker.process.wait(WAIT_SECONDS) for worker in old[:-1]] == [0] * HANDOVERS
