"""The registry's step: turn a logged model into a version."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from atelier.report import Report
from atelier.tracking.connect import connected
from atelier.tracking.execution_run import EXECUTION_TAG
from atelier.tracking.log_training import DIGEST_TAG

if TYPE_CHECKING:
    from mlflow import MlflowClient

REGISTERING_SECONDS = 30


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Register the task's `modelUri` under the name `model`; answers {name, version}.

    `digest` is that of the forecaster that was trained; null takes it from the run.
    An execution has one version of a model: asked again, the same version is answered.
    """
    name = task["model"]
    report.progress(f"registering {name}", 0, 1)
    with connected(task["tracking"]) as client:
        version = version_of(client, task)
    report.progress(f"registered {name} {version}", 1, 1)
    return {"name": name, "version": version}


def version_of(client: "MlflowClient", task: Mapping[str, Any]) -> int:
    """The version that an execution has of a model, registered now unless it was before.

    `task` is that of `run`; of it, `model`, `execution`, `modelUri`, `runId` and `digest`.
    """
    name, execution = task["model"], task["execution"]
    versions = client.search_model_versions(f"name = '{name}' and tags.`{EXECUTION_TAG}` = '{execution}'")
    return int((versions[0] if versions else _create_version(client, task)).version)


def _create_version(client: "MlflowClient", task: Mapping[str, Any]) -> Any:
    _ensure_model(client, task["model"])
    digest = task["digest"] or client.get_run(task["runId"]).data.tags[DIGEST_TAG]
    return client.create_model_version(
        name=task["model"],
        source=task["modelUri"],
        run_id=task["runId"],
        model_id=task["modelUri"].removeprefix("models:/"),
        tags={EXECUTION_TAG: task["execution"], DIGEST_TAG: digest},
        await_creation_for=REGISTERING_SECONDS,
    )


def _ensure_model(client: "MlflowClient", name: str) -> None:
    from mlflow.exceptions import MlflowException

    try:
        client.create_registered_model(name)
    except MlflowException as failure:
        if failure.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
