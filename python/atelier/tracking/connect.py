"""The tracking server of a project."""

import os
from typing import TYPE_CHECKING, TypedDict

from atelier.problem import Problem

if TYPE_CHECKING:
    from mlflow import MlflowClient


class Tracking(TypedDict):
    """Where a step reports to: the server, the project's workspace on it, and the experiment."""

    uri: str
    workspace: str
    experiment: str


def connect(tracking: Tracking) -> "MlflowClient":
    """A client of the project's workspace; also what mlflow's own functions use in this process from now on.

    Problems: `TrackingUnreachable`, `TrackingWorkspaceMissing`.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    # A local server answers at once or not at all; mlflow's own default keeps trying for minutes.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    import mlflow
    from mlflow.exceptions import MlflowException

    mlflow.set_tracking_uri(tracking["uri"])
    mlflow.set_registry_uri(tracking["uri"])
    client = mlflow.MlflowClient()
    try:
        client.get_workspace(tracking["workspace"])
    except MlflowException as failure:
        raise _problem(tracking, failure.error_code) from failure
    mlflow.set_workspace(tracking["workspace"])
    return client


def _problem(tracking: Tracking, error_code: str) -> Problem:
    if error_code == "RESOURCE_DOES_NOT_EXIST":
        return Problem(
            "TrackingWorkspaceMissing",
            f"The tracking server at {tracking['uri']} has no workspace '{tracking['workspace']}'.",
            "Run `atelier up`, which creates one for every project.",
        )
    return Problem(
        "TrackingUnreachable",
        f"The tracking server at {tracking['uri']} does not answer as one with workspaces ({error_code}).",
        "Run `atelier status` to see whether it is up, and `atelier up` to start it.",
        whose="machine",
    )
