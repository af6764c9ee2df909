"""Answers that a step meets when it speaks to tracking: of the project it was given, or a problem of the machine."""

import contextlib
import errno
import io
import itertools
import json
import os
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from operator import le
from pathlib import Path

import mlflow
import pytest
import requests
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.utils.credentials import get_default_host_creds
from mlflow.utils.server_info import fetch_server_info
from running_server import bound

from atelier.digest import digest_of_folder
from atelier.forecasting.train import run as train
from atelier.problem import Problem
from atelier.report import Report
from atelier.tracking import socket_adapter
from atelier.tracking.connect import connected
from atelier.tracking.fetch import run as fetch
from atelier.tracking.log_training import log_training
from atelier.tracking.register import run as register

SLOW_SECONDS = 6.0


def test_a_client_works_in_the_project_it_connected_to(tracking, other_tracking):
    with connected(tracking):
        mlflow.set_experiment("sales")
    with connected(other_tracking):
        assert MlflowClient().get_experiment_by_name("sales") is None
    with connected(tracking):
        assert MlflowClient().get_experiment_by_name("sales").workspace == tracking["workspace"]


def test_a_workspace_that_does_not_exist_is_named(tracking):
    with (
        pytest.raises(Problem, match="no workspace 'nowhere'") as caught,
        connected({**tracking, "workspace": "nowhere"}),
    ):
        pass
    assert caught.value.code == "TrackingWorkspaceMissing"


def test_proxies_of_the_environment_are_not_asked(tracking, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with connected(tracking) as client:
        assert client.search_experiments() == []


def test_addresses_that_are_not_tracking_s_are_requested_as_ever(tracking):
    with connected(tracking), socket.create_server(("127.0.0.1", 0)) as listening:
        asked = threading.Thread(target=answer_once, args=(listening, b"HTTP/1.1 204 No Content\r\n\r\n"))
        asked.start()
        assert requests.get(f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=60).status_code == 204
        asked.join()


def test_a_server_that_is_slow_for_some_seconds_is_waited_for(start_tracking, trained, outcome):
    """It stands still when a training is logged, and again when its model is registered."""
    server = start_tracking()
    tracking = server.tracking("slow")
    with standing_still(server.process.pid, SLOW_SECONDS):
        logged = log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    task = {"tracking": tracking, "execution": "run-1", "model": "sales", "digest": None, **logged}
    with standing_still(server.process.pid, SLOW_SECONDS):
        assert register(task, Report(None)) == {"name": "sales", "version": 1}


def test_a_client_s_own_shorter_patience_ends_nothing(start_tracking):
    """MLflow gives a server three seconds to say what it can do."""
    server = start_tracking()
    with connected(server.tracking("probed")), standing_still(server.process.pid, SLOW_SECONDS):
        assert fetch_server_info(get_default_host_creds(mlflow.get_tracking_uri())).status_code == 200


def test_a_database_that_is_busy_is_asked_again(server, trained, outcome, tmp_path):
    """As MLflow says it after twenty seconds without a chance to write; files are sent again from their beginning."""
    tracking = server.tracking("busy")
    answer, _ = FAILURES["is overloaded"]
    with failing(server.clients, tmp_path / "front", lambda number: number % 3 == 1, answer) as front:
        logged = log_training({**tracking, "socket": front}, "run-1", trained.flow, outcome, trained.folder, [])
    task = {"tracking": tracking, "execution": "run-1", "model": "sales", "digest": None, **logged}
    register(task, Report(None))
    folder = tmp_path / "fetched"
    fetch({**task, "version": 1, "folder": str(folder)}, Report(None))
    assert digest_of_folder(folder) == digest_of_folder(trained.folder)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(socket_adapter, "PATIENCE_SECONDS", 1.0)
    monkeypatch.setattr(socket_adapter, "LAST_WORDS_SECONDS", 0.2)


def test_a_server_that_stands_still_is_a_problem_of_the_machine(start_tracking, trained, outcome, tmp_path, impatient):
    server = start_tracking()
    tracking = server.tracking("still")
    task = {
        "tracking": tracking,
        "execution": "e",
        "model": "m",
        "digest": None,
        "runId": "r",
        "modelUri": "models:/m-1",
    }
    os.kill(server.process.pid, signal.SIGSTOP)
    steps = (
        lambda: log_training(tracking, "run-1", trained.flow, outcome, trained.folder, []),
        lambda: register(task, Report(None)),
        lambda: fetch({**task, "version": 1, "folder": str(tmp_path / "m")}, Report(None)),
    )
    for step in steps:
        with pytest.raises(Problem, match="did not answer") as caught:
            step()
        assert (caught.value.code, caught.value.whose) == ("TrackingUnreachable", "machine")


def test_what_was_trained_is_not_trained_again_when_it_could_not_be_logged(
    server, start_tracking, trained, tmp_path, impatient
):
    still = start_tracking()
    task = {"step": "train", "execution": "run-1", "flow": trained.flow, "data": str(trained.data)}
    task |= {"out": str(tmp_path / "out"), "tracking": still.tracking("still")}
    os.kill(still.process.pid, signal.SIGSTOP)
    with pytest.raises(Problem, match="did not answer"):
        train(task, Report(None))
    first = digest_of_folder(tmp_path / "out" / "forecaster")
    news = io.StringIO()
    result = train({**task, "tracking": server.tracking("again")}, Report(news))
    assert [json.loads(line)["progress"]["what"] for line in news.getvalue().splitlines()] == ["logging to tracking"]
    assert digest_of_folder(tmp_path / "out" / "forecaster") == first
    assert result["runId"] is not None
    other = {**trained.flow, "forecast": {**trained.flow["forecast"], "horizon": 4}}
    assert train({**task, "flow": other, "tracking": None}, Report(None))["holdout"] != result["holdout"]


def test_a_server_that_is_not_there_is_a_problem_of_the_machine(tracking, tmp_path, impatient):
    with bound(tmp_path / "nobody") as nobody:
        for path in (nobody.getsockname(), str(tmp_path / "nothing"), "x" * 200):
            with pytest.raises(Problem) as caught, connected({**tracking, "socket": path}):
                pass
            assert (caught.value.code, caught.value.whose) == ("TrackingUnreachable", "machine")


# What a server that fails may do with a request, and what a step is told.
FAILURES = {
    "hangs up": (b"", "TrackingUnreachable"),
    "breaks off in its head": (b"HTTP/1.1 200 OK\r\nContent-", "TrackingUnreachable"),
    "breaks off in its body": (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", "TrackingUnreachable"),
    "sends what is not HTTP": (b"\x00\x01\x02\r\n\r\n", "TrackingUnreachable"),
    "is overloaded": (b"HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\n{}", "TrackingUnreachable"),
    "fails": (b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops", "TrackingUnreachable"),
    "has a full disk": (b'HTTP/1.1 507 Full\r\nContent-Length: 19\r\n\r\n{"code":"DiskFull"}', "DiskFull"),
}


@pytest.mark.parametrize("name", FAILURES)
@pytest.mark.parametrize("after", [0, 3, 9])
def test_a_server_that_fails_at_any_request_is_a_problem_of_the_machine(
    server, trained, outcome, tmp_path, request, name, after
):
    answer, code = FAILURES[name]
    # What is no longer tried again is told at once, however slow the machine is.
    if code == "TrackingUnreachable":
        request.getfixturevalue("impatient")
    tracking = server.tracking("failing")
    with (
        failing(server.clients, tmp_path / "front", lambda number: number >= after, answer) as front,
        pytest.raises(Problem) as caught,
    ):
        log_training({**tracking, "socket": front}, f"{name}-{after}", trained.flow, outcome, trained.folder, [])
    assert (caught.value.code, caught.value.whose) == (code, "machine")


def test_a_download_that_breaks_off_is_a_problem_of_the_machine(server, trained, outcome, tmp_path, impatient):
    tracking = server.tracking("fetching")
    logged = log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    task = {"tracking": tracking, "execution": "run-1", "model": "sales", "digest": None, **logged}
    register(task, Report(None))
    answer, _ = FAILURES["breaks off in its body"]
    problems = []
    for after in range(50):
        folder = tmp_path / f"model-{after}"
        with failing(server.clients, tmp_path / f"front-{after}", partial(le, after), answer) as front:
            fetching = {**task, "tracking": {**tracking, "socket": front}, "version": 1, "folder": str(folder)}
            try:
                fetch(fetching, Report(None))
                break
            except Problem as problem:
                problems.append((problem.code, problem.whose))
                assert not folder.exists()
    assert len(problems) > 5
    assert set(problems) == {("TrackingUnreachable", "machine")}


def test_what_is_not_tracking_s_fault_is_not_laid_at_its_door(tracking):
    with pytest.raises(MlflowException, match="Invalid"), connected(tracking) as client:
        client.search_runs([client.create_experiment("sales")], "no such = filter")
    with pytest.raises(FileNotFoundError), connected(tracking):
        Path("/no/such/file").read_text()


def answer_once(listening: socket.socket, answer: bytes) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(answer)


@contextlib.contextmanager
def standing_still(pid: int, seconds: float):
    """Stop a process now, and let it go on after some seconds."""
    os.kill(pid, signal.SIGSTOP)
    timer = threading.Timer(seconds, os.kill, (pid, signal.SIGCONT))
    timer.start()
    try:
        yield
    finally:
        timer.join()


@contextlib.contextmanager
def failing(behind: str, path: Path, fails: Callable[[int], bool], answer: bytes):
    """A socket that leads to another; a request whose number, from 0 on, fails, gets `answer`."""
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(path))
        listening.listen(64)
        front = threading.Thread(target=serve_front, args=(listening, behind, fails, answer), daemon=True)
        front.start()
        yield str(path)


def serve_front(listening: socket.socket, behind: str, fails: Callable[[int], bool], answer: bytes) -> None:
    """One connection after the other, one request each."""
    for number in itertools.count():
        try:
            connection, _ = listening.accept()
        except OSError as failure:
            assert failure.errno in (errno.EBADF, errno.EINVAL)
            return
        # The client may be gone before it has heard the answer.
        with connection, contextlib.suppress(ConnectionError):
            if fails(number):
                whole_message(connection)
                connection.sendall(answer)
            else:
                relay(connection, behind)


def relay(connection: socket.socket, behind: str) -> None:
    """One request and its answer, after which the connection is closed."""
    request = whole_message(connection)
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(behind)
        server.sendall(request)
        connection.sendall(whole_message(server).replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n", 1))


def whole_message(sender: socket.socket) -> bytes:
    """Head and body, by the length that the head tells, or by the last chunk."""
    message = b""
    while b"\r\n\r\n" not in message and (part := sender.recv(65536)):
        message += part
    head, _, body = message.partition(b"\r\n\r\n")
    fields = [line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:]]
    length = next((int(value) for name, value in fields if name == b"content-length"), 0)
    # Of an empty file requests sends chunks, of which the last is all.
    is_chunked = b"transfer-encoding: chunked" in head.lower()
    while (len(body) < length or (is_chunked and not body.endswith(b"0\r\n\r\n"))) and (part := sender.recv(65536)):
        message, body = message + part, body + part
    return message
