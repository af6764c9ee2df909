"""A training leaves everything that is needed to judge it, repeat it, and use its model."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import pytest

from atelier.forecasting.train import run as train
from atelier.problem import Problem
from atelier.report import Report
from atelier.tracking.connect import connected
from atelier.tracking.log_training import log_training
from atelier.tracking.training_record import SCORES

# Loads a model where Atelier is not installed, and forecasts its own example.
STRANGER = """
import sys, mlflow
assert not any("atelier" in name for name in sys.modules)
model = mlflow.pyfunc.load_model(sys.argv[1])
import atelier
assert atelier.__file__.startswith(sys.argv[1]), atelier.__file__
print(model.predict(model.input_example).to_json(orient="records", date_format="iso"))
"""


@pytest.fixture(scope="module")
def logged(tmp_path_factory, server, trained):
    """The training step's own run, in a workspace of its own: what it answered, and the run."""
    tracking = server.tracking("logged")
    out = str(tmp_path_factory.mktemp("logged") / "model")
    task = {"step": "train", "flow": trained.flow, "data": str(trained.data), "out": out, "tracking": tracking}
    result = train({**task, "execution": "run-1"}, Report(None))
    with connected(tracking):
        return result, mlflow.get_run(result["runId"])


@pytest.fixture(autouse=True)
def in_workspace(server, logged):
    with connected(server.tracking("logged")):
        yield


def artifact(run, path: str) -> bytes:
    return Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=path)).read_bytes()


def test_the_run_says_what_was_asked(logged, trained):
    _, run = logged
    asked = trained.flow["forecast"]
    assert run.info.status == "FINISHED"
    assert run.data.params["horizon"] == "5"
    assert run.data.params["frequency"] == "D"
    assert json.loads(run.data.params["quantiles"]) == asked["quantiles"]
    assert json.loads(run.data.params["fills"]) == asked["fills"]
    assert run.data.tags["atelier.execution"] == "run-1"
    assert json.loads(artifact(run, "flow.json")) == trained.flow


def test_each_candidate_has_its_scores_for_each_backtest_window(logged):
    result, run = logged
    client = mlflow.MlflowClient()
    for row in result["leaderboard"]:
        for score in SCORES:
            history = client.get_metric_history(run.info.run_id, f"backtest/{row['name']}/{score}")
            assert [metric.step for metric in history] == sorted({metric.step for metric in history})
            assert history, f"{row['name']} has no {score}"


def test_the_summary_can_be_compared_between_runs(logged):
    result, run = logged
    for part, score in (("ensemble", "wql"), ("baseline", "wape"), ("holdout", "wql")):
        assert run.data.metrics[f"{part}/{score}"] == pytest.approx(result[part][score])
    assert run.data.metrics["items"] == result["items"]
    model = mlflow.get_logged_model(result["modelUri"].removeprefix("models:/"))
    assert "ensemble/wql" in {metric.key for metric in model.metrics}
    assert {name for name in run.data.metrics if name.startswith("importance/")} == {
        "importance/promo",
        "importance/school_holiday",
    }


def test_the_leaderboard_is_there_as_a_table_and_as_csv(logged):
    result, run = logged
    names = [row["name"] for row in result["leaderboard"]]
    table = json.loads(artifact(run, "leaderboard.json"))
    assert [row[table["columns"].index("name")] for row in table["data"]] == names
    assert pd.read_csv(io.BytesIO(artifact(run, "leaderboard.csv")))["name"].tolist() == names


def test_the_run_names_the_data_by_its_digest(logged, trained):
    _, run = logged
    digest = hashlib.sha256(trained.data.read_bytes()).hexdigest()
    assert run.data.tags["atelier.data.sha256"] == digest
    assert run.inputs.dataset_inputs[0].dataset.digest == digest[:36]


def test_the_model_answers_as_the_forecaster_does(logged, trained):
    result, _ = logged
    model = mlflow.pyfunc.load_model(result["modelUri"])
    rows = trained.rows.assign(sales_date=pd.to_datetime(trained.rows["sales_date"]))
    rows.loc[rows.index % 140 >= 135, "total_sales"] = np.nan
    rows[["promo", "school_holiday"]] = rows[["promo", "school_holiday"]].astype(float)
    answer = model.predict(rows)
    assert list(answer) == ["store_id", "sales_date", "mean", "p10", "p50", "p90"]
    assert answer["store_id"].tolist() == [1] * 5 + [2] * 5 + [3] * 5
    assert answer["sales_date"].iloc[0] == pd.Timestamp("2024-05-15")


def test_the_model_runs_where_atelier_is_not_installed(logged, tmp_path):
    result, _ = logged
    folder = mlflow.artifacts.download_artifacts(result["modelUri"], dst_path=str(tmp_path))
    answer = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", STRANGER, folder.rstrip("/")],
        cwd=tmp_path,
        env={"MLFLOW_DISABLE_TELEMETRY": "true", "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert len(json.loads(answer.stdout)) == 5


def test_the_model_pins_what_it_needs(logged, tmp_path):
    result, _ = logged
    folder = mlflow.artifacts.download_artifacts(result["modelUri"], dst_path=str(tmp_path))
    lines = Path(folder, "requirements.txt").read_text().split()
    assert [line.split("==")[0] for line in lines] == ["mlflow", "numpy", "pandas", "lightgbm", "numba"]
    assert all(line.count("==") == 1 for line in lines)


def test_an_execution_that_is_logged_again_keeps_its_run(tracking, trained, outcome):
    first = log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    again = log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    assert again == first
    other = log_training(tracking, "run-2", trained.flow, outcome, trained.folder, [])
    assert other["runId"] != first["runId"]


@pytest.mark.parametrize("tags", [{}, {"atelier.model": "models:/m-forged", "atelier.forecaster.sha256": "0" * 64}])
def test_a_run_that_only_says_that_it_is_the_executions_is_not_taken_for_it(tags, tracking, trained, outcome):
    with connected(tracking) as client:
        experiment = mlflow.set_experiment(tracking["experiment"])
        forged = client.create_run(experiment.experiment_id, tags={**tags, "atelier.execution": "run-1"})
        client.set_terminated(forged.info.run_id)
    answered = log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    assert answered["runId"] != forged.info.run_id
    assert answered["modelUri"] != "models:/m-forged"


def test_a_run_that_a_crash_left_behind_is_marked_killed_and_a_new_one_made(tracking, trained, outcome):
    with connected(tracking) as client:
        experiment_id = client.create_experiment("sales-forecasting")
        left = client.create_run(experiment_id, tags={"atelier.execution": "run-1"}).info.run_id
    logged = log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    assert logged["runId"] != left
    assert client.get_run(left).info.status == "KILLED"
    assert client.get_run(logged["runId"]).info.status == "FINISHED"


def test_a_training_that_cannot_be_logged_whole_is_marked_failed(tracking, trained, outcome, tmp_path):
    with pytest.raises(FileNotFoundError):
        log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [tmp_path / "missing.png"])
    with connected(tracking) as client:
        experiment_id = client.get_experiment_by_name("sales-forecasting").experiment_id
        assert [run.info.status for run in client.search_runs([experiment_id])] == ["FAILED"]


def test_an_experiment_that_was_deleted_is_named_with_the_way_to_restore_it(tracking, trained, outcome):
    with connected(tracking) as client:
        experiment_id = client.create_experiment("sales-forecasting")
        client.delete_experiment(experiment_id)
    with pytest.raises(Problem, match="'sales-forecasting'") as caught:
        log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
    assert caught.value.code == "ExperimentDeleted"
    assert f"--experiment-id {experiment_id}" in caught.value.fix
