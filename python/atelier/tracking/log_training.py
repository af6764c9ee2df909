"""Record that a training leaves in tracking."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atelier.digest import digest_of_file, digest_of_folder
from atelier.problem import Problem
from atelier.tracking.connect import Tracking, connected
from atelier.tracking.execution_run import EXECUTION_TAG, finished_run
from atelier.tracking.training_record import training_metrics, training_params

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.models.model import ModelInfo

MODEL_TAG = "atelier.model"
DIGEST_TAG = "atelier.forecaster.sha256"
DATA_DIGEST_TAG = "atelier.data.sha256"
# The column of MLflow's database that holds a data set's digest is this wide.
DATASET_DIGEST_LENGTH = 36


def log_training(
    tracking: Tracking,
    execution: str,
    flow: Mapping[str, Any],
    outcome: Mapping[str, Any],
    forecaster_folder: Path,
    plots: Sequence[Path],
) -> dict[str, str]:
    """Log a step's training, as `record_training` does. Problems: its own, and those of `connected`."""
    with connected(tracking) as client:
        return record_training(client, tracking["experiment"], execution, flow, outcome, forecaster_folder, plots)


def record_training(
    client: "MlflowClient",
    experiment: str,
    execution: str,
    flow: Mapping[str, Any],
    outcome: Mapping[str, Any],
    forecaster_folder: Path,
    plots: Sequence[Path],
) -> dict[str, str]:
    """Log one training as an MLflow run with a model; answers {runId, modelUri}.

    `outcome` is the train step's result, and besides: `data`, the path of the training rows, and `windows`, one
    {name, window, wql, wape, mase, rmse, mape} per candidate and backtest window.
    An execution has one finished run of a forecaster: asked again, the same run is answered and nothing is logged.
    Problem `ExperimentDeleted`.
    """
    experiment_id = _experiment_id(client, experiment)
    found = finished_run(client, experiment_id, execution, {DIGEST_TAG: digest_of_folder(Path(forecaster_folder))})
    if found and MODEL_TAG in found.data.tags:
        return {"runId": found.info.run_id, "modelUri": found.data.tags[MODEL_TAG]}
    return _log_run(client, experiment_id, execution, flow, outcome, forecaster_folder, plots)


def _log_run(
    client: "MlflowClient",
    experiment_id: str,
    execution: str,
    flow: Mapping[str, Any],
    outcome: Mapping[str, Any],
    forecaster_folder: Path,
    plots: Sequence[Path],
) -> dict[str, str]:
    import mlflow

    tags = {EXECUTION_TAG: execution, "atelier.flow": flow["flow"]}
    # A notebook may have a run of its own open.
    with mlflow.start_run(experiment_id=experiment_id, run_name=execution, tags=tags, nested=True) as run:
        _log_files(flow, outcome, plots)
        _log_data(Path(outcome["data"]), tags)
        # Metrics come after the model: mlflow reads every one back when a model is logged beside them.
        model = _log_model(Path(forecaster_folder), Path(outcome["data"]))
        metrics = training_metrics(outcome, model.model_id)
        client.log_batch(run.info.run_id, metrics, training_params(flow, outcome))
        mlflow.set_tags({MODEL_TAG: model.model_uri, DIGEST_TAG: digest_of_folder(Path(forecaster_folder))})
    return {"runId": run.info.run_id, "modelUri": model.model_uri}


def _experiment_id(client: "MlflowClient", name: str) -> str:
    from mlflow.exceptions import MlflowException

    found = client.get_experiment_by_name(name)
    if found and found.lifecycle_stage == "deleted":
        raise Problem(
            "ExperimentDeleted",
            f"The experiment '{name}' of workspace '{found.workspace}' is deleted, but its name is still taken.",
            f"Restore it with `mlflow experiments restore --experiment-id {found.experiment_id}`, or rename the flow.",
        )
    if found:
        return found.experiment_id
    try:
        return client.create_experiment(name)
    except MlflowException as failure:
        if failure.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
        return client.get_experiment_by_name(name).experiment_id


def _log_files(flow: Mapping[str, Any], outcome: Mapping[str, Any], plots: Sequence[Path]) -> None:
    import mlflow
    import pandas as pd

    leaderboard = pd.DataFrame(outcome["leaderboard"])
    mlflow.log_table(leaderboard, "leaderboard.json")
    mlflow.log_text(leaderboard.to_csv(index=False), "leaderboard.csv")
    mlflow.log_dict(dict(flow), "flow.json")
    for plot in plots:
        mlflow.log_artifact(str(plot), "plots")


def _log_data(data: Path, tags: Mapping[str, str]) -> None:
    """By its digest and the execution that made it: the file itself is the execution's draft and goes away."""
    import mlflow
    from mlflow.data.code_dataset_source import CodeDatasetSource
    from mlflow.data.meta_dataset import MetaDataset

    digest = digest_of_file(data)
    mlflow.set_tag(DATA_DIGEST_TAG, digest)
    source = CodeDatasetSource(dict(tags))
    mlflow.log_input(MetaDataset(source, name="training", digest=digest[:DATASET_DIGEST_LENGTH]), context="training")


def _log_model(forecaster_folder: Path, data: Path) -> "ModelInfo":
    import mlflow

    from atelier.tracking.pyfunc_parts import pyfunc_parts

    with tempfile.TemporaryDirectory() as staging:
        return mlflow.pyfunc.log_model(name="forecaster", **pyfunc_parts(forecaster_folder, data, Path(staging)))
