"""Attempts of one project at the experiments, runs and files of another."""

from attacks_on_routes import Request
from project_things import API, FILES, Project

ORDER = "attributes.run_id = '{run}'"


def on_runs(own: Project, victim: Project) -> dict[str, Request]:
    """Experiments, runs and their files."""
    run, experiment = victim.run, victim.experiment
    metric = {"key": "m", "value": 1, "timestamp": 1}
    return {
        "reads an experiment": ("GET", f"{API}/experiments/get", {"params": {"experiment_id": experiment}}),
        "deletes an experiment": ("POST", f"{API}/experiments/delete", {"json": {"experiment_id": experiment}}),
        "renames an experiment": (
            "POST",
            f"{API}/experiments/update",
            {"json": {"experimentId": experiment, "newName": "h"}},
        ),
        "tags an experiment": (
            "POST",
            f"{API}/experiments/set-experiment-tag",
            {"json": {"experiment_id": int(experiment), "key": "k", "value": "v"}},
        ),
        "adds a run": ("POST", f"{API}/runs/create", {"json": {"experiment_id": experiment}}),
        "spells an experiment with a zero": (
            "POST",
            f"{API}/runs/create",
            {"json": {"experiment_id": f"0{experiment}"}},
        ),
        "spells an experiment with a blank": (
            "POST",
            f"{API}/runs/create",
            {"json": {"experiment_id": f" {experiment}"}},
        ),
        "spells an experiment as a fraction": (
            "POST",
            f"{API}/runs/create",
            {"json": {"experiment_id": float(experiment)}},
        ),
        "names an experiment in a list": ("POST", f"{API}/runs/create", {"json": {"experiment_id": [experiment]}}),
        "reads a run": ("GET", f"{API}/runs/get", {"params": {"run_id": run}}),
        "reads a run by its old name": ("GET", f"{API}/runs/get", {"params": {"run_uuid": run}}),
        "reads a run behind an own one": (
            "GET",
            f"{API}/runs/get",
            {"params": [("run_id", own.run), ("run_uuid", run)]},
        ),
        "reads a run given twice": ("GET", f"{API}/runs/get", {"params": [("run_id", run), ("run_id", own.run)]}),
        "renames a run": ("POST", f"{API}/runs/update", {"json": {"run_id": run, "run_name": "h"}}),
        "deletes a run": ("POST", f"{API}/runs/delete", {"json": {"runId": run}}),
        "tags a run": ("POST", f"{API}/runs/set-tag", {"json": {"run_id": run, "key": "k", "value": "v"}}),
        "tags a run in the page's way": (
            "POST",
            "/ajax-api/2.0/mlflow/runs/set-tag",
            {"json": {"run_id": run, "key": "k", "value": "v"}},
        ),
        "logs a metric": ("POST", f"{API}/runs/log-metric", {"json": {"run_id": run, **metric}}),
        "logs a batch": ("POST", f"{API}/runs/log-batch", {"json": {"run_id": run, "metrics": [metric]}}),
        "logs a metric to a model": (
            "POST",
            f"{API}/runs/log-metric",
            {"json": {"run_id": own.run, **metric, "model_id": victim.logged_model}},
        ),
        "logs a batch to a model": (
            "POST",
            f"{API}/runs/log-batch",
            {"json": {"run_id": own.run, "metrics": [{**metric, "modelId": victim.logged_model}]}},
        ),
        "takes a model as an input": (
            "POST",
            f"{API}/runs/log-inputs",
            {"json": {"run_id": own.run, "models": [{"model_id": victim.logged_model}]}},
        ),
        "claims a model as an output": (
            "POST",
            f"{API}/runs/outputs",
            {"json": {"run_id": own.run, "models": [{"model_id": victim.logged_model, "step": 0}]}},
        ),
        "searches runs": ("POST", f"{API}/runs/search", {"json": {"experiment_ids": [victim.experiment]}}),
        "searches runs everywhere": ("POST", f"{API}/runs/search", {"json": {}}),
        "searches a run by a filter": (
            "POST",
            f"{API}/runs/search",
            {"json": {"experiment_ids": [own.experiment], "filter": ORDER.format(run=run)}},
        ),
        "searches experiments everywhere": ("GET", f"{API}/experiments/search", {"params": {"max_results": 1000}}),
        "reads metrics": ("GET", f"{API}/metrics/get-history", {"params": {"run_id": run, "metric_key": "error"}}),
        "reads metrics in bulk": (
            "GET",
            "/ajax-api/2.0/mlflow/metrics/get-history-bulk",
            {"params": {"run_id": run, "metric_key": "error"}},
        ),
        "reads metrics by intervals": (
            "GET",
            f"{API}/metrics/get-history-bulk-interval",
            {"params": [("run_ids", own.run), ("run_ids", run), ("metric_key", "error")]},
        ),
        "lists files": ("GET", f"{API}/artifacts/list", {"params": {"run_id": run}}),
        "lists files from the root": ("GET", FILES, {"params": {"path": f"workspaces/{victim.name}"}}),
        "lists all workspaces' files": ("GET", FILES, {"params": {"path": "workspaces"}}),
        "reads a run's file": ("GET", "/get-artifact", {"params": {"run_uuid": run, "path": "secret.txt"}}),
        "reads a file by its path": ("GET", f"{FILES}/{victim.files}/secret.txt", {}),
        "writes a file by its path": ("PUT", f"{FILES}/{victim.files}/secret.txt", {"content": b"overwritten"}),
        "deletes files by their path": ("DELETE", f"{FILES}/{victim.files}", {}),
        "uploads in the page's way": (
            "POST",
            f"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=secret.txt",
            {"content": b"overwritten"},
        ),
        "asks GraphQL for a run": (
            "POST",
            "/graphql",
            {
                "json": {
                    "query": "query Q($d: MlflowGetRunInput!) {mlflowGetRun(input: $d) {run {info {runName}}}}",
                    "variables": {"d": {"runId": run}},
                }
            },
        ),
        "writes a run into GraphQL": (
            "POST",
            "/graphql",
            {
                "json": {
                    "query": f'query {{mlflowGetRun(input: {{runId: "{run}"}}) {{run {{data {{params {{value}}}}}}}}}}'
                }
            },
        ),
        "hides a run in a GraphQL default": (
            "POST",
            "/graphql",
            {
                "json": {
                    "query": f'query Q($d: MlflowGetRunInput! = {{runId: "{run}"}}) '
                    "{mlflowGetRun(input: $d) {run {info {runName}}}}"
                }
            },
        ),
        "searches runs by GraphQL": (
            "POST",
            "/graphql",
            {
                "json": {
                    "query": "query Q($d: MlflowSearchRunsInput!) {mlflowSearchRuns(input: $d) {runs {info {runId}}}}",
                    "variables": {"d": {"experimentIds": [experiment]}},
                }
            },
        ),
    }
