"""Versions of an endpoint follow each other under load, and nobody notices."""

import contextlib
import threading

from bound_socket import WAIT_SECONDS, KeptConnection, bound_socket, connected
from request_rows import csv_of, rows_of

HANDOVERS = 20
# How long each kind of caller waits between two requests: at every moment some connections are idle, some busy.
KEEPING_PAUSE_SECONDS = (0.002, 0.01, 0.05, 0.4)
CONNECTING_PAUSE_SECONDS = (0.002, 0.02)
FORECASTING_PAUSE_SECONDS = (0.01, 0.1)


class Callers:
    """Threads that ask without end; each failure is kept."""

    def __init__(self, path):
        self._path = path
        self._stop = threading.Event()
        self.answered = 0
        self.failures = []
        self._threads = [
            *(threading.Thread(target=self._keep, args=(pause, self._ping)) for pause in KEEPING_PAUSE_SECONDS),
            *(threading.Thread(target=self._keep, args=(pause, self._forecast)) for pause in FORECASTING_PAUSE_SECONDS),
            *(threading.Thread(target=self._connect, args=(pause,)) for pause in CONNECTING_PAUSE_SECONDS),
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _keep(self, pause, ask):
        with contextlib.closing(KeptConnection(self._path)) as connection:
            while not self._stop.wait(pause):
                self._count(lambda: ask(connection), after_failure=connection.close)

    def _connect(self, pause):
        while not self._stop.wait(pause):
            self._count(self._ask_once)

    def _count(self, ask, after_failure):
        try:
            ask()
            self.answered += 1
        except Exception as failure:
            self.failures.append(repr(failure))
            after_failure()

    def _ping(self, connection):
        connection.request("GET", "/ping")
        self._check(connection.getresponse())

    def _forecast(self, connection):
        connection.request("POST", "/invocations", csv_of(rows_of(1)), {"content-type": "text/csv"})
        self._check(connection.getresponse())

    def _check(self, answer):
        text = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{answer.status}: {text[:200]}")

    def _ask_once(self):
        """The whole request is sent before anybody may have accepted the connection."""
        with connected(self._path) as connection:
            connection.sendall(b"GET /ping HTTP/1.1\r\nHost: endpoint\r\nConnection: close\r\n\r\n")
            answer = connection.recv(1 << 16)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise AssertionError(answer[:200])


def test_no_request_is_lost_while_twenty_versions_follow_each_other(start_worker, trained, tmp_path):
    path = tmp_path / "endpoint.sock"
    with bound_socket(path) as sock:

        def start():
            task = {"step": "serve", "model": str(trained.folder), "descriptor": sock.fileno()}
            worker = start_worker(task, [sock.fileno()])
            assert worker.next() == {"ready": {}}
            return worker

        old = [start()]
        with Callers(path) as callers:
            for _ in range(HANDOVERS):
                old.append(start())
                old[-2].process.terminate()
        assert callers.failures == []
        assert callers.answered > 100 * HANDOVERS
        assert [worker.process.wait(WAIT_SECONDS) for worker in old[:-1]] == [0] * HANDOVERS
