"""A project with one of everything, made over REST as any client could."""

import json
import secrets
from dataclasses import dataclass, fields
from typing import Any

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

API = "/api/2.0/mlflow"
API_3 = "/api/3.0/mlflow"
FILES = "/api/2.0/mlflow-artifacts/artifacts"


def secret_of(name: str) -> str:
    """Secret that other projects must not learn."""
    return f"takings of {name}"


@dataclass(frozen=True)
class Project:
    """The ids of a project's things."""

    name: str
    experiment: str
    run: str
    logged_model: str
    model: str
    trace: str
    span: str
    assessment: str
    dataset: str
    record: str

    def ids(self) -> set[str]:
        """Ids that nobody has by chance."""
        return {getattr(self, field.name) for field in fields(self) if field.name != "experiment"}

    @property
    def files(self) -> str:
        """Where the run's files lie, from the root of all files."""
        return f"workspaces/{self.name}/{self.experiment}/{self.run}/artifacts"


def make_project(client: httpx.Client, name: str) -> Project:
    """One of everything, with the project's secret in each."""
    secret = secret_of(name)
    tag = {"key": "note", "value": secret}
    experiment = post(client, f"{API}/experiments/create", name=f"{name}-sales", tags=[tag])["experiment_id"]
    run = post(client, f"{API}/runs/create", experiment_id=experiment, tags=[tag])["run"]["info"]["run_id"]
    post(client, f"{API}/runs/log-metric", run_id=run, key="error", value=0.25, timestamp=1)
    post(client, f"{API}/runs/log-parameter", run_id=run, key="secret", value=secret)
    new = {"experiment_id": experiment, "name": "forecaster", "source_run_id": run, "tags": [tag]}
    logged = post(client, f"{API}/logged-models", **new)["model"]["info"]["model_id"]
    client.patch(f"{API}/logged-models/{logged}", json={"model_id": logged, "status": 2}).raise_for_status()
    for place in (f"{experiment}/{run}", f"{experiment}/models/{logged}"):
        client.put(f"{FILES}/{place}/artifacts/secret.txt", content=secret).raise_for_status()
    model = f"{name}-model"
    post(client, f"{API}/registered-models/create", name=model, tags=[tag])
    post(client, f"{API}/model-versions/create", name=model, source=f"models:/{logged}", run_id=run, model_id=logged)
    trace, span = secrets.token_hex(16), secrets.token_hex(8)
    send_spans(client, experiment, spans(trace, span, {"secret": secret})).raise_for_status()
    assessment = post(client, f"{API_3}/traces/tr-{trace}/assessments", assessment=opinion(f"tr-{trace}"))
    dataset = post(client, f"{API_3}/datasets/create", name=f"{name}-questions", experiment_ids=[experiment])
    dataset_id = dataset["dataset"]["dataset_id"]
    post(client, f"{API_3}/datasets/{dataset_id}/records", records=json.dumps([{"inputs": {"secret": secret}}]))
    records = json.loads(client.get(f"{API_3}/datasets/{dataset_id}/records").json()["records"])
    return Project(
        name=name,
        experiment=experiment,
        run=run,
        logged_model=logged,
        model=model,
        trace=f"tr-{trace}",
        span=span,
        assessment=assessment["assessment"]["assessment_id"],
        dataset=dataset_id,
        record=records[0]["dataset_record_id"],
    )


def post(client: httpx.Client, path: str, **body: Any) -> dict[str, Any]:
    """The answer to a request that must succeed."""
    return client.post(path, json=body).raise_for_status().json()


def opinion(trace: str, **more: Any) -> dict[str, Any]:
    """An assessment of a trace."""
    time = "2024-01-01T00:00:00Z"
    source = {"source_type": "HUMAN", "source_id": "ada"}
    given = {"assessment_name": "good", "trace_id": trace, "source": source, "feedback": {"value": "yes"}}
    return {**given, "create_time": time, "last_update_time": time, **more}


def spans(trace: str, span: str, attributes: dict[str, str] | None = None) -> bytes:
    """One root span as protobuf; ids in hex, without the prefix that MLflow puts before a trace's."""
    request = ExportTraceServiceRequest()
    sent = request.resource_spans.add().scope_spans.add().spans.add()
    sent.trace_id, sent.span_id, sent.name = bytes.fromhex(trace), bytes.fromhex(span), "asked"
    sent.start_time_unix_nano, sent.end_time_unix_nano = 10**18, 10**18 + 10**6
    for key, value in (attributes or {}).items():
        attribute = sent.attributes.add()
        attribute.key, attribute.value.string_value = key, value
    return request.SerializeToString()


def send_spans(client: httpx.Client, experiment: str, body: bytes, **headers: str) -> httpx.Response:
    """The export of spans."""
    return client.post(
        "/v1/traces", content=body, headers={**SPAN_TYPE, "x-mlflow-experiment-id": experiment, **headers}
    )


SPAN_TYPE = {"content-type": "application/x-protobuf"}
