"""The server opens no file outside the workspace it answers for, even if its database or its folder says so."""

import contextlib
import sqlite3

import pytest
from project_things import API, FILES, make_project, secret_of
from running_server import ATTACHMENT, SECRET_OUTSIDE

# Rows as somebody may have planted them before there was a gate: table, column, key, and where the secret is asked for.
PLANTED = {
    "a run": ("runs", "artifact_uri", "run_uuid", "run", ("/get-artifact", {"run_id": "{run}", "path": "secret.txt"})),
    "a listed run": ("runs", "artifact_uri", "run_uuid", "run", (f"{API}/artifacts/list", {"run_id": "{run}"})),
    "a logged model": (
        "logged_models",
        "artifact_location",
        "model_id",
        "logged_model",
        (
            "/ajax-api/2.0/mlflow/logged-models/{logged_model}/artifacts/files",
            {"artifact_file_path": "secret.txt"},
        ),
    ),
    "a version": (
        "model_versions",
        "storage_location",
        "name",
        "model",
        ("/model-versions/get-artifact", {"name": "{model}", "version": "1", "path": "secret.txt"}),
    ),
    "a trace": (
        "trace_tags",
        "value",
        "key = 'mlflow.artifactLocation' AND request_id",
        "trace",
        ("/ajax-api/2.0/mlflow/get-trace-artifact", {"request_id": "{trace}", "path": ATTACHMENT}),
    ),
}


@pytest.fixture(scope="module")
def projects(server):
    made = {}
    for name in ("mallory-files", "ada-files"):
        server.make_workspace(name)
        with server.client(name) as client:
            made[name] = make_project(client, name)
    return made


@pytest.mark.parametrize("place", ["{outside}", "file://{outside}", "mlflow-artifacts:/{victim}"])
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_address_opens_nothing(server, projects, outside, name, place):
    own, victim = projects["mallory-files"], projects["ada-files"]
    table, column, key, thing, (path, params) = PLANTED[name]
    plant(server, table, column, key, getattr(own, thing), place.format(outside=outside, victim=victim.files))
    filled = {field: value.format(**vars(own)) for field, value in params.items()}
    with server.client(own.name) as client:
        answer = client.get(path.format(**vars(own)), params=filled)
    assert answer.status_code in (400, 403, 404), answer.text
    assert SECRET_OUTSIDE not in answer.text
    assert secret_of(victim.name) not in answer.text


@pytest.mark.parametrize("to", ["outside", "victim", "root"])
def test_a_link_in_the_folder_is_not_followed_out_of_the_workspace(server, projects, outside, to):
    own, victim = projects["mallory-files"], projects["ada-files"]
    artifacts = server.folder / "artifacts"
    target = {"outside": outside, "victim": artifacts / victim.files, "root": server.folder}[to]
    (artifacts / "workspaces" / own.name / to).symlink_to(target)
    before = {path: path.read_bytes() for path in target.rglob("*") if path.suffix == ".txt"}
    with server.client(own.name) as client:
        for path in (f"{to}/secret.txt", f"{to}/mlflow.sqlite", to):
            answer = client.get(f"{FILES}/{path}")
            assert answer.status_code in (400, 403, 404), (path, answer.text)
        assert client.get(FILES, params={"path": to}).status_code in (400, 403, 404)
        assert client.put(f"{FILES}/{to}/planted.txt", content=b"x").status_code in (400, 403, 404)
    assert {path: path.read_bytes() for path in target.rglob("*") if path.suffix == ".txt"} == before


def test_own_files_are_written_listed_and_read(server, projects):
    own = projects["mallory-files"]
    with server.client(own.name) as client:
        client.put(f"{FILES}/{own.files}/a/b ü.txt", content=b"mine").raise_for_status()
        listed = client.get(FILES, params={"path": f"{own.files}/a"}).json()["files"]
        assert listed == [{"path": "b ü.txt", "is_dir": False, "file_size": 4}]
        assert client.get(f"{FILES}/{own.files}/a/b ü.txt").content == b"mine"
        # Without the workspace's own folder before it, a path lies in it all the same.
        client.put(f"{FILES}/{own.experiment}/note.txt", content=b"note").raise_for_status()
        assert client.get(f"{FILES}/workspaces/{own.name}/{own.experiment}/note.txt").content == b"note"


def plant(server, table: str, column: str, key: str, value: str, place: str) -> None:
    with contextlib.closing(sqlite3.connect(server.database, timeout=60)) as database, database:
        changed = database.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", [place, value])  # noqa: S608
        assert changed.rowcount > 0
