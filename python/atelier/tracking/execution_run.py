"""The one MLflow run that belongs to an execution of a flow."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

EXECUTION_TAG = "atelier.execution"


def finished_run(client: "MlflowClient", experiment_id: str, execution: str) -> "Run | None":
    """The execution's newest finished run; runs that a crash left unfinished are marked KILLED on the way."""
    runs = client.search_runs([experiment_id], f"tags.`{EXECUTION_TAG}` = '{execution}'")
    for run in runs:
        if run.info.status == "RUNNING":
            client.set_terminated(run.info.run_id, status="KILLED")
    return next((run for run in runs if run.info.status == "FINISHED"), None)
