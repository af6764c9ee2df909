"""The one MLflow run that belongs to an execution of a flow."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

EXECUTION_TAG = "atelier.execution"


def finished_run(client: "MlflowClient", experiment_id: str, execution: str, tags: Mapping[str, str]) -> "Run | None":
    """The execution's newest finished run that has these tags: others may write runs that say they are an execution's.

    Runs that a crash left unfinished are marked KILLED on the way.
    """
    runs = client.search_runs([experiment_id], f"tags.`{EXECUTION_TAG}` = '{execution}'")
    for run in runs:
        if run.info.status == "RUNNING":
            client.set_terminated(run.info.run_id, status="KILLED")
    finished = (run for run in runs if run.info.status == "FINISHED")
    return next((run for run in finished if tags.items() <= run.data.tags.items()), None)
