"""Attempts to be read by the gate in one way and by MLflow in another: paths, encodings, bodies."""

import json

from attacks_on_routes import Request
from project_things import API, FILES, Project

TYPE = {"content-type": "application/json"}
ASSISTANT = "/ajax-api/3.0/mlflow/assistant/config"
# What stands in place of the path's beginning, so that MLflow might still find the assistant.
SPELLINGS = (
    "//ajax-api/3.0/mlflow/assistant/config",
    "/ajax-api//3.0/mlflow/assistant/config",
    "/ajax-api/3.0/mlflow/assistant/config/",
    "/ajax-api/3.0/mlflow/./assistant/config",
    "/ajax-api/3.0/mlflow/runs/../assistant/config",
    "/ajax-api/3.0/mlflow/%61ssistant/config",
    "/ajax-api/3.0/mlflow/%2561ssistant/config",
    "/ajax-api/3.0/mlflow/assistant%2fconfig",
    "/ajax-api/3.0/mlflow/ASSISTANT/config",
    "/ajax-api/3.0/mlflow/assistant/config;v=1",
    "/ajax-api/3.0/mlflow/assistant/config%00",
    "/ajax-api/3.0/mlflow/assistant\\config",
    "/ajax-api/3.0/mlflow/server-info/../assistant/config",
    "/api/2.0/mlflow/../../../ajax-api/3.0/mlflow/assistant/config",
    "/static-files/../ajax-api/3.0/mlflow/assistant/config",
    "/ajax-api/3.0/mlflow/assistant/config/mlflow/server-info",
)


def attacks_on_spelling(own: Project, victim: Project) -> dict[str, Request]:
    """Each is sent byte for byte as it stands here."""
    return {
        **{f"asks for {path}": ("GET", path, {}) for path in SPELLINGS},
        **on_paths(own, victim),
        **on_bodies(own, victim),
        **on_headers(own, victim),
    }


def on_paths(own: Project, victim: Project) -> dict[str, Request]:
    """Files above the workspace's root."""
    there = f"{victim.name}/{victim.experiment}/{victim.run}/artifacts/secret.txt"
    mine = f"{FILES}/workspaces/{own.name}"
    return {
        "climbs by dots": ("GET", f"{mine}/../{there}", {}),
        "climbs by encoded dots": ("GET", f"{mine}/%2e%2e/{there}", {}),
        "climbs by twice encoded dots": ("GET", f"{mine}/%252e%252e/{there}", {}),
        "climbs by encoded slashes": ("GET", f"{mine}/..%2f{there}", {}),
        "climbs by backslashes": ("GET", f"{mine}/..%5c{there}", {}),
        "climbs by long UTF-8": ("GET", f"{mine}/%c0%ae%c0%ae/{there}", {}),
        "goes by the server's root": ("GET", f"{FILES}//etc/passwd", {}),
        "goes by an encoded root": ("GET", f"{FILES}/%2fetc%2fpasswd", {}),
        "goes by a file address": ("GET", f"{FILES}/file:///etc/passwd", {}),
        "hides behind the server's info": ("GET", f"{FILES}/workspaces/{there}/mlflow/server-info", {}),
        "writes behind the server's info": (
            "PUT",
            f"{FILES}/workspaces/{victim.name}/mlflow/server-info",
            {"content": b"x"},
        ),
        "writes above the root": ("PUT", f"{mine}/%2e%2e/{there}", {"content": b"x"}),
        "lists above the root": ("GET", FILES, {"params": {"path": f"workspaces/{own.name}/../{victim.name}"}}),
        "lists by encoded dots": ("GET", FILES, {"params": {"path": f"workspaces/{own.name}/%2e%2e/{victim.name}"}}),
        "reads above a run": ("GET", "/get-artifact", {"params": {"run_id": own.run, "path": f"../../../{there}"}}),
        "reads above a run, encoded": (
            "GET",
            "/get-artifact",
            {"params": {"run_id": own.run, "path": f"%2e%2e/%2e%2e/%2e%2e/{there}"}},
        ),
        "reads a file address of a run": (
            "GET",
            "/get-artifact",
            {"params": {"run_id": own.run, "path": "file:///etc/passwd"}},
        ),
        "reads the root of a run": ("GET", "/get-artifact", {"params": {"run_id": own.run, "path": "/etc/passwd"}}),
        "uploads above a run": (
            "POST",
            f"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={own.run}&path=../../../{there}",
            {"content": b"x"},
        ),
        "reads above a logged model": (
            "GET",
            f"/ajax-api/2.0/mlflow/logged-models/{own.logged_model}/artifacts/files",
            {"params": {"artifact_file_path": "../../../secret.txt"}},
        ),
        "reads above a trace": (
            "GET",
            "/ajax-api/2.0/mlflow/get-trace-artifact",
            {"params": {"request_id": own.trace, "path": "../../../secret.txt"}},
        ),
        "reads above the page": ("GET", "/static-files/%2e%2e/%2e%2e/handlers.py", {}),
        "asks in a query that is not UTF-8": ("GET", f"{API}/runs/get?run_id=%ff{victim.run}", {}),
        "asks in a query without names": ("GET", f"{API}/runs/get?{victim.run}", {}),
    }


def on_bodies(own: Project, victim: Project) -> dict[str, Request]:
    """A body that says two things."""
    path, mine, there = f"{API}/runs/set-tag", own.run, victim.run
    tag = '"key": "k", "value": "v"'
    upload = f"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={mine}&path=a"
    plain = json.dumps({"run_id": there, "key": "k", "value": "v"})
    return {
        "names a run twice": ("POST", path, _raw(f'{{"run_id": "{there}", "run_id": "{mine}", {tag}}}')),
        "names it in both spellings": ("POST", path, _raw(f'{{"run_id": "{mine}", "runId": "{there}", {tag}}}')),
        "names it by two fields": ("POST", path, _raw(f'{{"run_uuid": "{there}", "run_id": "{mine}", {tag}}}')),
        "escapes a field's name": ("POST", path, _raw(f'{{"run\\u005fid": "{there}", {tag}}}')),
        "sends text in text": ("POST", path, _raw(json.dumps(plain))),
        "sends UTF-16": ("POST", path, _raw(plain.encode("utf-16"))),
        "sends UTF-7": ("POST", path, _raw(plain.encode("utf-7"), "application/json; charset=utf-7")),
        "sends a mark before the body": ("POST", path, _raw(b"\xef\xbb\xbf" + plain.encode())),
        "sends a list": ("POST", path, _raw(f"[{plain}]")),
        "sends two objects": ("POST", path, _raw(plain + plain)),
        "sends a number that is none": (
            "POST",
            f"{API}/runs/log-metric",
            _raw(f'{{"run_id": "{there}", "key": "k", "value": NaN, "timestamp": 1}}'),
        ),
        "sends a form": ("POST", path, {"data": {"run_id": there, "key": "k", "value": "v"}}),
        "sends a form of parts": ("POST", path, {"files": {"run_id": (None, there), "key": (None, "k")}}),
        "sends protobuf": ("POST", path, _raw(b"\n\x20" + there.encode(), "application/x-protobuf")),
        "sends plain text": ("POST", path, _raw(plain, "text/plain")),
        "sends no type": ("POST", path, {"content": plain.encode()}),
        "sends a body with GET": ("GET", f"{API}/runs/get", _raw(json.dumps({"run_id": there}))),
        "packs its body": ("POST", path, {**_raw(b"\x1f\x8b\x08"), "headers": {**TYPE, "content-encoding": "gzip"}}),
        "nests without end": (
            "POST",
            path,
            _raw(f'{{"run_id": "{there}", "key": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ),
        "sends more than anybody needs": ("POST", path, _raw(b'{"run_id": "' + b"a" * (33 * 1024**2) + b'"}')),
        "names more runs than anybody needs": (
            "POST",
            f"{API}/runs/search",
            _raw(json.dumps({"run_ids": [f"{n:032x}" for n in range(6000)]})),
        ),
        "uploads more than the page may": ("POST", upload, {"content": b"a" * (11 * 1024**2)}),
        "uploads more without saying how much": ("POST", upload, {"content": (b"a" * 1024**2 for _ in range(11))}),
    }


def on_headers(own: Project, victim: Project) -> dict[str, Request]:
    """Headers that some server believes; the stand-in for the door sets the workspace first."""
    read = {"params": {"run_id": victim.run}}
    path = f"{API}/runs/get"
    return {
        "names a second workspace": (
            "GET",
            path,
            {**read, "headers": [("x-mlflow-workspace", own.name), ("x-mlflow-workspace", victim.name)]},
        ),
        "names both workspaces in one": (
            "GET",
            path,
            {**read, "headers": {"x-mlflow-workspace": f"{own.name}, {victim.name}"}},
        ),
        "names MLflow's own workspace": (
            "GET",
            f"{API}/experiments/search?max_results=9",
            {"headers": {"x-mlflow-workspace": "default"}},
        ),
        "names a workspace that is not there": (
            "GET",
            f"{API}/experiments/search?max_results=9",
            {"headers": {"x-mlflow-workspace": "nowhere"}},
        ),
        "names a workspace in capitals": (
            "GET",
            path,
            {**read, "headers": {"x-mlflow-workspace": victim.name.upper()}},
        ),
        "names a workspace in the query": ("GET", path, {"params": {"run_id": victim.run, "workspace": victim.name}}),
        "overrides the method": (
            "POST",
            f"{API}/runs/search",
            {"json": {}, "headers": {"x-http-method-override": "DELETE"}},
        ),
        "rewrites the path": (
            "GET",
            f"{API}/experiments/search?max_results=9",
            {"headers": {"x-original-url": ASSISTANT, "x-rewrite-url": ASSISTANT}},
        ),
        "moves the application": (
            "GET",
            f"{API}/experiments/search?max_results=9",
            {"headers": {"x-forwarded-prefix": "/ajax-api", "x-script-name": "/x"}},
        ),
        "sends a method of its own": ("TRACE", f"{API}/runs/get", {}),
        "asks for options": ("OPTIONS", f"{API}/runs/create", {}),
        "asks for a head": ("HEAD", f"{API}/runs/get", read),
    }


def _raw(body: str | bytes, media_type: str = "application/json") -> dict:
    return {"content": body.encode() if isinstance(body, str) else body, "headers": {"content-type": media_type}}
