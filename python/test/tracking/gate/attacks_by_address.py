"""Attempts to have tracking, or a colleague's client, open a place that a request names."""

import zlib

from attacks_on_routes import Request
from project_things import API, API_3, SPAN_TYPE, Project, spans

# {root} is a folder with a secret outside of tracking, {own} and {victim} are workspaces.
PLACES = {
    "a path": "{root}",
    "a file address": "file://{root}",
    "a file address with a host": "file://localhost{root}",
    "a file address in capitals": "FILE://{root}",
    "a file address with one slash": "file:{root}",
    "a relative path": "../../../..{root}",
    "a web address": "http://127.0.0.1:9/secret",
    "a web address that looks like files": "http://127.0.0.1:9/api/2.0/mlflow-artifacts/artifacts/x",
    "a bucket": "s3://bucket/key",
    "another bucket": "gs://bucket/key",
    "an FTP address": "ftp://127.0.0.1:9/x",
    "Databricks files": "dbfs:/x",
    "files of another server": "mlflow-artifacts://127.0.0.1:9/x",
    "files of another project": "mlflow-artifacts:/workspaces/{victim}/1",
    "files of all projects": "mlflow-artifacts:/workspaces",
    "files from the root": "mlflow-artifacts:/",
    "files by dots": "mlflow-artifacts:/workspaces/{own}/../{victim}/1",
    "files by encoded dots": "mlflow-artifacts:/workspaces/{own}/%2e%2e/{victim}/1",
    "files by twice encoded dots": "mlflow-artifacts:/workspaces/{own}/%252e%252e/{victim}/1",
    "files by a backslash": "mlflow-artifacts:/workspaces/{own}/..\\{victim}",
    "files with a query": "mlflow-artifacts:/workspaces/{own}/1?x=../{victim}",
    "a run with dots": "runs:/{run}/../../{victim}",
    "a run with encoded dots": "runs:/{run}/%2e%2e/%2e%2e",
    "a run of a host": "runs://127.0.0.1/{run}/m",
    "a model of a host": "models://127.0.0.1/m/1",
    "a link in a fragment": "models:/m/1#/../../x",
}
FIELDS = ("source", "trace tag", "span tag", "start of a trace", "end of a trace")


def attacks_by_address(own: Project, victim: Project, root: str = "/nowhere") -> dict[str, Request]:
    """Every place in every field that takes one, and fields that take some of them."""
    attacks = {
        f"gives {name} as the {field}": _request(
            field, own, place.format(root=root, own=own.name, victim=victim.name, run=own.run)
        )
        for name, place in PLACES.items()
        for field in FIELDS
    }
    create = f"{API}/experiments/create"
    version = {"name": own.model, "source": f"models:/{own.logged_model}", "model_id": own.logged_model}
    packed = zlib.compress(spans("ef" * 16, "cd" * 8, {"mlflow.traceTag.mlflow.artifactLocation": root}))
    return attacks | {
        "gives an experiment a folder": (
            "POST",
            create,
            {"json": {"name": "n", "artifact_location": f"file://{root}"}},
        ),
        "gives it in the other spelling": ("POST", create, {"json": {"name": "n", "artifactLocation": root}}),
        "gives an experiment another's files": (
            "POST",
            create,
            {"json": {"name": "n", "artifact_location": f"mlflow-artifacts:/workspaces/{victim.name}/1"}},
        ),
        "links a version to a script": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {**version, "run_link": "javascript:alert(1)"}},
        ),
        "says where spans are archived": (
            "PATCH",
            f"{API_3}/traces/{own.trace}/tags",
            {"json": {"key": "mlflow.trace.archiveLocation", "value": root}},
        ),
        "says that spans are archived": (
            "PATCH",
            f"{API_3}/traces/{own.trace}/tags",
            {"json": {"key": "mlflow.trace.spansLocation", "value": "ARCHIVE_REPO"}},
        ),
        "packs the address of a trace": (
            "POST",
            "/v1/traces",
            {
                "content": packed,
                "headers": {**SPAN_TYPE, "content-encoding": "deflate", "x-mlflow-experiment-id": own.experiment},
            },
        ),
    }


def _request(field: str, own: Project, place: str) -> Request:
    tag = {"key": "mlflow.artifactLocation", "value": place}
    if field == "source":
        return "POST", f"{API}/model-versions/create", {"json": {"name": own.model, "source": place, "run_id": own.run}}
    if field == "trace tag":
        return "PATCH", f"{API_3}/traces/{own.trace}/tags", {"json": tag}
    if field == "span tag":
        body = spans(own.trace.removeprefix("tr-"), own.span, {"mlflow.traceTag.mlflow.artifactLocation": place})
        return (
            "POST",
            "/v1/traces",
            {"content": body, "headers": {**SPAN_TYPE, "x-mlflow-experiment-id": own.experiment}},
        )
    if field == "start of a trace":
        return "POST", f"{API}/traces", {"json": {"experiment_id": own.experiment, "timestamp_ms": 1, "tags": [tag]}}
    return "PATCH", f"{API}/traces/{own.trace}", {"json": {"timestamp_ms": 2, "status": "OK", "tags": [tag]}}
