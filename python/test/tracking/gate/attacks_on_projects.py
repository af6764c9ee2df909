"""Attempts of one project at the things of another: by id, by name, by header, by parameter, and all at once."""

import json

from attacks_on_routes import Request
from attacks_on_runs import on_runs
from project_things import API, API_3, SPAN_TYPE, Project, opinion, spans


def attacks_on_projects(own: Project, victim: Project) -> dict[str, Request]:
    """`own` is the attacker's project, in whose workspace each request is sent."""
    return {**on_runs(own, victim), **on_models(own, victim), **on_traces(own, victim), **on_datasets(own, victim)}


def on_models(own: Project, victim: Project) -> dict[str, Request]:
    """Logged models, registered models and their versions."""
    logged, model = victim.logged_model, victim.model
    version = {"name": own.model, "source": f"models:/{own.logged_model}", "model_id": own.logged_model}
    return {
        "reads a logged model": ("GET", f"{API}/logged-models/{logged}", {}),
        "finishes a logged model": (
            "PATCH",
            f"{API}/logged-models/{logged}",
            {"json": {"model_id": logged, "status": 3}},
        ),
        "finishes one behind an own one": (
            "PATCH",
            f"{API}/logged-models/{own.logged_model}",
            {"json": {"model_id": logged, "status": 3}},
        ),
        "deletes a logged model": ("DELETE", f"{API}/logged-models/{logged}", {}),
        "tags a logged model": (
            "PATCH",
            f"{API}/logged-models/{logged}/tags",
            {"json": {"model_id": logged, "tags": [{"key": "k", "value": "v"}]}},
        ),
        "searches logged models": (
            "POST",
            f"{API}/logged-models/search",
            {"json": {"experiment_ids": [victim.experiment]}},
        ),
        "logs a model of another's run": (
            "POST",
            f"{API}/logged-models",
            {"json": {"experiment_id": own.experiment, "name": "n", "source_run_id": victim.run}},
        ),
        "lists a logged model's files": ("GET", f"{API}/logged-models/{logged}/artifacts/directories", {}),
        "reads a logged model's file": (
            "GET",
            f"/ajax-api/2.0/mlflow/logged-models/{logged}/artifacts/files",
            {"params": {"artifact_file_path": "secret.txt"}},
        ),
        "reads a registered model": ("GET", f"{API}/registered-models/get", {"params": {"name": model}}),
        "renames a registered model": (
            "POST",
            f"{API}/registered-models/rename",
            {"json": {"name": model, "new_name": "h"}},
        ),
        "deletes a registered model": ("DELETE", f"{API}/registered-models/delete", {"json": {"name": model}}),
        "searches versions everywhere": ("GET", f"{API}/model-versions/search", {}),
        "asks where a version lies": (
            "GET",
            f"{API}/model-versions/get-download-uri",
            {"params": {"name": model, "version": "1"}},
        ),
        "reads a version's file": (
            "GET",
            "/model-versions/get-artifact",
            {"params": {"name": model, "version": "1", "path": "secret.txt"}},
        ),
        "registers another's logged model": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {"name": own.model, "source": f"models:/{logged}", "model_id": logged}},
        ),
        "registers it without saying so": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {"name": own.model, "source": f"models:/{logged}"}},
        ),
        "registers another's version": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {"name": own.model, "source": f"models:/{model}/1"}},
        ),
        "registers a version of another's run": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {**version, "run_id": victim.run}},
        ),
        "registers another's run": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {"name": own.model, "source": f"runs:/{victim.run}/m", "run_id": victim.run}},
        ),
        "registers another's run as an own one": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {"name": own.model, "source": f"runs:/{victim.run}/m", "run_id": own.run}},
        ),
        "registers another's files": (
            "POST",
            f"{API}/model-versions/create",
            {"json": {"name": own.model, "source": f"mlflow-artifacts:/{victim.files}", "run_id": own.run}},
        ),
    }


def on_traces(own: Project, victim: Project) -> dict[str, Request]:
    """Traces, spans and assessments."""
    trace, path = victim.trace, f"{API_3}/traces/{victim.trace}"
    place = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": own.experiment}}
    info = {"trace_location": place, "request_time": "2024-01-01T00:00:00Z", "state": "OK"}
    sent = {"content": spans(trace.removeprefix("tr-"), victim.span, {"mlflow.traceTag.k": "v"})}
    return {
        "reads a trace": ("GET", path, {}),
        "reads a trace with its spans": ("GET", f"{API_3}/traces/get", {"params": {"trace_id": trace}}),
        "reads traces in a batch": (
            "GET",
            f"{API_3}/traces/batchGet",
            {"params": [("trace_ids", own.trace), ("trace_ids", trace)]},
        ),
        "reads infos in a batch": ("POST", f"{API_3}/traces/batchGetInfos", {"json": {"traceIds": [own.trace, trace]}}),
        "searches traces": (
            "POST",
            f"{API_3}/traces/search",
            {
                "json": {
                    "locations": [
                        {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": victim.experiment}}
                    ]
                }
            },
        ),
        "reads a trace's data": ("GET", "/ajax-api/2.0/mlflow/get-trace-artifact", {"params": {"request_id": trace}}),
        "tags a trace": ("PATCH", f"{path}/tags", {"json": {"key": "k", "value": "v"}}),
        "ends a trace": ("PATCH", f"{API}/traces/{trace}", {"json": {"timestamp_ms": 2, "status": "OK"}}),
        "deletes a trace": (
            "POST",
            f"{API}/traces/delete-traces",
            {"json": {"experiment_id": own.experiment, "request_ids": [trace]}},
        ),
        "deletes all traces": (
            "POST",
            f"{API_3}/traces/delete-traces",
            {"json": {"experiment_id": victim.experiment, "max_timestamp_millis": 9**15}},
        ),
        "links a trace to an own run": (
            "POST",
            f"{API}/traces/link-to-run",
            {"json": {"run_id": own.run, "trace_ids": [trace]}},
        ),
        "links an own trace to a run": (
            "POST",
            f"{API}/traces/link-to-run",
            {"json": {"run_id": victim.run, "trace_ids": [own.trace]}},
        ),
        "moves a trace": ("POST", f"{API_3}/traces", {"json": {"trace": {"trace_info": {**info, "trace_id": trace}}}}),
        "judges a trace": ("POST", f"{path}/assessments", {"json": {"assessment": opinion(trace)}}),
        "overrides a judgement": (
            "POST",
            f"{API_3}/traces/{own.trace}/assessments",
            {"json": {"assessment": opinion(own.trace, overrides=victim.assessment)}},
        ),
        "takes a judgement's id": (
            "POST",
            f"{API_3}/traces/{own.trace}/assessments",
            {"json": {"assessment": opinion(own.trace, assessment_id=victim.assessment)}},
        ),
        "reads a judgement": ("GET", f"{API_3}/traces/{own.trace}/assessments/{victim.assessment}", {}),
        "deletes a judgement": ("DELETE", f"{path}/assessments/{victim.assessment}", {}),
        "sends spans to an experiment": (
            "POST",
            "/v1/traces",
            {
                "content": spans("ab" * 16, "cd" * 8),
                "headers": {**SPAN_TYPE, "x-mlflow-experiment-id": victim.experiment},
            },
        ),
        "sends spans into a trace": (
            "POST",
            "/v1/traces",
            {**sent, "headers": {**SPAN_TYPE, "x-mlflow-experiment-id": own.experiment}},
        ),
        "sends spans for a run": (
            "POST",
            "/v1/traces",
            {
                "content": spans("ab" * 16, "cd" * 8),
                "headers": {**SPAN_TYPE, "x-mlflow-experiment-id": own.experiment, "x-mlflow-run-id": victim.run},
            },
        ),
        "counts traces": (
            "POST",
            f"{API_3}/traces/metrics",
            {
                "json": {
                    "experiment_ids": [victim.experiment],
                    "view_type": "TRACES",
                    "metric_name": "trace_count",
                    "aggregations": [{"aggregation_type": "COUNT"}],
                }
            },
        ),
    }


def on_datasets(own: Project, victim: Project) -> dict[str, Request]:
    """Evaluation data sets and their records."""
    path, own_path = f"{API_3}/datasets/{victim.dataset}", f"{API_3}/datasets/{own.dataset}"
    return {
        "reads a data set": ("GET", path, {}),
        "deletes a data set": ("DELETE", path, {}),
        "reads records": ("GET", f"{path}/records", {}),
        "adds records": ("POST", f"{path}/records", {"json": {"records": json.dumps([{"inputs": {"a": "b"}}])}}),
        "deletes records": ("DELETE", f"{own_path}/records", {"json": {"dataset_record_ids": [victim.record]}}),
        "searches data sets everywhere": ("GET", f"{API_3}/datasets/search", {}),
        "searches data sets of an experiment": (
            "POST",
            f"{API_3}/datasets/search",
            {"json": {"experiment_ids": [victim.experiment]}},
        ),
        "puts a data set in an experiment": (
            "POST",
            f"{own_path}/add-experiments",
            {"json": {"experiment_ids": [victim.experiment]}},
        ),
        "makes a data set in an experiment": (
            "POST",
            f"{API_3}/datasets/create",
            {"json": {"name": "n", "experiment_ids": [victim.experiment]}},
        ),
        "takes a data set out of an experiment": (
            "POST",
            f"{path}/remove-experiments",
            {"json": {"experiment_ids": [victim.experiment]}},
        ),
        "tags a data set": ("PATCH", f"{path}/tags", {"json": {"tags": json.dumps({"a": "b"})}}),
        "lists run inputs": (
            "POST",
            "/ajax-api/2.0/mlflow/experiments/search-datasets",
            {"json": {"experiment_ids": [victim.experiment]}},
        ),
    }
