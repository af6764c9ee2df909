"""The tracking step: what it promises to the supervisor that starts it."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from project_things import API, FILES
from running_server import ANSWER_SECONDS, bound, tracking_task

import atelier

SOON_SECONDS = 60


def test_a_ready_server_answers_at_once_and_knows_its_workspaces(server):
    server.make_workspace("sales")
    with server.client("sales") as client:
        assert client.get("/api/3.0/mlflow/workspaces").json() == {"workspaces": [{"name": "sales"}]}
        assert client.get("/api/3.0/mlflow/workspaces/sales").json()["workspace"]["name"] == "sales"


def test_only_the_supervisor_s_socket_makes_workspaces_and_it_does_nothing_else(server):
    with httpx.Client(transport=httpx.HTTPTransport(uds=server.supervisor), base_url="http://localhost") as supervisor:
        assert supervisor.put("/workspaces/made").json() == {"workspace": {"name": "made"}}
        assert supervisor.put("/workspaces/made").status_code == 200
        for method, path in (("GET", "/"), ("DELETE", "/workspaces/made"), ("GET", f"{API}/experiments/search")):
            answer = supervisor.request(method, path, headers={"x-mlflow-workspace": "made"})
            assert (answer.status_code, answer.json()["code"]) == (404, "RouteUnknown")
        for name in ("default", "Upper", "a", "with%20blank", "x" * 64):
            assert supervisor.put(f"/workspaces/{name}").status_code == 400, name


def test_an_artifact_root_that_somebody_gave_a_workspace_before_is_taken_off(start_tracking, tmp_path):
    before = start_tracking()
    before.make_workspace("planted")
    before.process.terminate()
    before.process.wait(SOON_SECONDS)
    with contextlib.closing(sqlite3.connect(before.database)) as database, database:
        database.execute("UPDATE workspaces SET default_artifact_root = ? WHERE name = 'planted'", [str(tmp_path)])
    after = start_tracking(before.folder)
    after.make_workspace("planted")
    with after.client("planted") as client:
        made = client.post(f"{API}/experiments/create", json={"name": "e"}).json()["experiment_id"]
        found = client.get(f"{API}/experiments/get", params={"experiment_id": made}).json()["experiment"]
    assert found["artifact_location"] == f"mlflow-artifacts:/workspaces/planted/{made}"


def test_without_a_workspace_only_what_tells_nothing_is_answered(server):
    with server.client() as client:
        for path in ("/health", "/version", "/api/3.0/mlflow/server-info", "/", "/static-files/favicon.ico"):
            assert client.get(path).status_code == 200, path
        answer = client.get(f"{API}/experiments/search", params={"max_results": 1})
    assert (answer.status_code, answer.json()["code"]) == (400, "WorkspaceNotNamed")


def test_the_name_by_which_somebody_in_front_was_called_does_not_matter(server):
    server.make_workspace("sales")
    with server.client("sales") as client:
        answer = client.get(f"{API}/experiments/search?max_results=1", headers={"host": "tracking.example"})
    assert answer.status_code == 200


def test_files_and_the_database_are_their_owner_s_alone(server):
    server.make_workspace("private")
    with server.client("private") as client:
        client.put(f"{FILES}/1/deep/file.bin", content=b"x").raise_for_status()
    modes = {path.name: path.stat().st_mode & 0o077 for path in server.folder.rglob("*")}
    assert set(modes.values()) == {0}, modes


def test_the_next_server_takes_over_the_same_socket_and_no_request_is_lost(session_workers, tmp_path):
    with bound(tmp_path / "clients") as clients, bound(tmp_path / "supervisor") as supervisor:
        descriptors = [clients.fileno(), supervisor.fileno()]
        task = tracking_task(tmp_path / "state", *descriptors)
        first = session_workers(task, descriptors, tmp_path / "log")
        assert first.next() == {"ready": {}}
        answers: list[int] = []
        asking = threading.Thread(target=ask, args=(str(tmp_path / "clients"), answers, over := threading.Event()))
        asking.start()
        first.process.terminate()
        assert first.process.wait(SOON_SECONDS) == 0
        second = session_workers(task, descriptors, tmp_path / "log")
        assert second.next() == {"ready": {}}
        seen = len(answers)
        wait_until(lambda: len(answers) > seen + 10)
        over.set()
        asking.join()
    assert set(answers) == {200}


def test_a_server_ends_with_its_parent(tmp_path):
    starter = (
        "import json, subprocess, sys; task = json.loads(sys.argv[1]);"
        "child = subprocess.Popen([sys.executable, '-m', 'atelier.worker'], stdin=subprocess.PIPE, text=True,"
        " pass_fds=[task['descriptor'], task['supervisorDescriptor']]);"
        "child.stdin.write(sys.argv[1]); child.stdin.close(); print(child.pid, flush=True); sys.stdin.read()"
    )
    with bound(tmp_path / "clients") as clients, bound(tmp_path / "supervisor") as supervisor:
        task = tracking_task(tmp_path / "state", clients.fileno(), supervisor.fileno())
        parent = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", starter, json.dumps(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[clients.fileno(), supervisor.fileno()],
            # Not sys.path: MLflow puts the code of a model that another test has loaded in front there.
            env={**os.environ, "PYTHONPATH": str(Path(atelier.__file__).parents[1])},
        )
    child = int(parent.stdout.readline())
    transport = httpx.HTTPTransport(uds=str(tmp_path / "clients"))
    wait_until(lambda: answers_health(transport))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not os.path.exists(f"/proc/{child}"))  # noqa: PTH110 - as a string it says what it is


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_database_is_a_problem_within_seconds(start_worker, tmp_path, content):
    (tmp_path / "mlflow.sqlite").write_bytes(content)
    problem = problem_of(start_worker, tmp_path)
    assert (problem["code"], problem["whose"]) == ("TrackingDatabaseUnusable", "machine")
    assert (tmp_path / "mlflow.sqlite").read_bytes() == content


def test_a_folder_that_is_a_file_is_a_problem(start_worker, tmp_path):
    (tmp_path / "state").write_text("in the way")
    problem = problem_of(start_worker, tmp_path / "state")
    assert (problem["code"], problem["whose"]) == ("TrackingFolderUnusable", "machine")


def problem_of(start_worker, folder):
    with (
        bound(folder.with_name(f"{folder.name}.c")) as clients,
        bound(folder.with_name(f"{folder.name}.s")) as supervisor,
    ):
        descriptors = [clients.fileno(), supervisor.fileno()]
        worker = start_worker(tracking_task(folder, *descriptors), descriptors, folder.with_name(f"{folder.name}.log"))
        problem = worker.next()["problem"]
        assert worker.process.wait(SOON_SECONDS) == 1
    return problem


def ask(path: str, answers: list[int], over: threading.Event) -> None:
    """Ask again and again, each time on a connection of its own, as a client without luck would."""
    while not over.is_set():
        with httpx.Client(transport=httpx.HTTPTransport(uds=path), timeout=ANSWER_SECONDS) as client:
            answers.append(client.get("http://localhost/api/3.0/mlflow/server-info").status_code)


def answers_health(transport: httpx.HTTPTransport) -> bool:
    try:
        return httpx.Client(transport=transport).get("http://localhost/health").status_code == 200
    except httpx.TransportError:
        return False


def wait_until(is_so) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)
