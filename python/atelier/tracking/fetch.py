"""Bring a registered forecaster to a folder of this machine."""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atelier.digest import digest_of_folder
from atelier.problem import Problem
from atelier.report import Report
from atelier.tracking.connect import connected
from atelier.tracking.log_training import DIGEST_TAG

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

SHOWN_CHARACTERS = 100


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Fetch `version` of `model` into `folder`; answers {folder, digest}: what is there, and what it was found to be.

    `digest` is that of the forecaster that was trained; null trusts what tracking says of it.
    The folder appears whole or not at all. One that already holds this version's bytes is left as it is.
    Problems: those of `connected`, `ModelVersionMissing`, `ModelNotAForecaster`, `ModelDamaged`.
    """
    with connected(task["tracking"]) as client:
        folder, version = Path(task["folder"]), _version(client, task["model"], str(task["version"]))
        digest = task["digest"] or _digest(version)
        report.progress(f"fetching {version.name} {version.version}", 0, 1)
        if not folder.is_dir() or digest_of_folder(folder) != digest:
            _download(version, digest, folder)
    report.progress(f"fetched {version.name} {version.version}", 1, 1)
    return {"folder": str(folder), "digest": digest}


def _digest(version: "ModelVersion") -> str:
    digest = version.tags.get(DIGEST_TAG)
    if digest is None:
        raise Problem(
            "ModelNotAForecaster",
            f"Version {version.version} of {version.name} was not registered by a flow: it carries no {DIGEST_TAG}.",
            "Serve a version that a flow registered.",
        )
    return digest


def _version(client: "MlflowClient", name: str, version: str) -> "ModelVersion":
    from mlflow.exceptions import MlflowException

    try:
        return client.get_model_version(name, version)
    except MlflowException as failure:
        if failure.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        raise Problem(
            "ModelVersionMissing",
            f"The registry has no version {version} of a model {name}.",
            "Name a version that the tracking page lists under Models.",
        ) from failure


def _download(version: "ModelVersion", digest: str, folder: Path) -> None:
    """Next to the folder first: a rename inside one file system cannot be seen half done."""
    import mlflow

    folder.parent.mkdir(parents=True, exist_ok=True)
    # Threads of mlflow may still write when one of them has failed; that failure is the one to tell.
    with tempfile.TemporaryDirectory(
        dir=folder.parent, prefix=f".{folder.name}-", ignore_cleanup_errors=True
    ) as staging:
        uri = f"models:/{version.name}/{version.version}"
        model = Path(mlflow.artifacts.download_artifacts(uri, dst_path=staging))
        fetched = _forecaster_in(model, version)
        found = digest_of_folder(fetched)
        if found != digest:
            raise _damaged(version, f"holds {found[:12]}…, but {digest[:12]}… was trained")
        if folder.exists():
            shutil.rmtree(folder)
        fetched.rename(folder)


def _forecaster_in(model: Path, version: "ModelVersion") -> Path:
    """The folder that the model's own document names; whoever may write to tracking may have written the document."""
    from mlflow.models import Model

    try:
        data = Model.load(str(model)).flavors["python_function"]["data"]
        fetched = (model / data).resolve()
    except Exception as failure:
        raise _damaged(version, "has no document MLmodel that can be read") from failure
    if fetched == model.resolve() or not fetched.is_relative_to(model.resolve()) or not fetched.is_dir():
        raise _damaged(
            version, f"keeps its forecaster in {str(data)[:SHOWN_CHARACTERS]!r}, which is no folder of its own"
        )
    return fetched


def _damaged(version: "ModelVersion", how: str) -> Problem:
    return Problem(
        "ModelDamaged",
        f"Version {version.version} of {version.name} {how}.",
        "Train again, or restore the artifact folder of tracking from a backup.",
    )
