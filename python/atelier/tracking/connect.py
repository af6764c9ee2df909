"""The tracking server of a project."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from atelier.problem import Problem
from atelier.tracking.quiet_mlflow import have_mlflow_quiet

if TYPE_CHECKING:
    from mlflow import MlflowClient


class Tracking(TypedDict):
    """Where a step reports to: the server's unix socket, the project's workspace on it, and the experiment."""

    socket: str
    workspace: str
    experiment: str


@contextlib.contextmanager
def connected(tracking: Tracking) -> Iterator["MlflowClient"]:
    """A client of the project's workspace; also what mlflow's own functions use in this process from now on.

    Problems, also for what is done with tracking inside: `TrackingUnreachable`, `DiskFull`, `TrackingWorkspaceMissing`.
    """
    have_mlflow_quiet()
    import mlflow
    from mlflow.exceptions import MlflowException
    from requests import RequestException

    from atelier.tracking.socket_adapter import mount

    address, adapter = mount(tracking["socket"], tracking["workspace"])
    mlflow.set_tracking_uri(address)
    mlflow.set_registry_uri(address)
    try:
        client = mlflow.MlflowClient()
        _check_workspace(client, tracking)
        yield client
    except (MlflowException, RequestException) as failure:
        # MLflow tells failures of a connection in many ways, some of which keep nothing of the cause.
        if adapter.failure is None:
            raise
        raise adapter.failure from failure


def _check_workspace(client: "MlflowClient", tracking: Tracking) -> None:
    from mlflow.exceptions import MlflowException

    try:
        client.get_workspace(tracking["workspace"])
    except MlflowException as failure:
        if failure.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        raise Problem(
            "TrackingWorkspaceMissing",
            f"The tracking server has no workspace '{tracking['workspace']}'.",
            "Run `atelier up`, which creates one for every project.",
        ) from failure
