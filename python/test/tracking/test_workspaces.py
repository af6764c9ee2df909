"""What the tracking server promises between projects; read over REST, as the supervisor and the portal do."""

import httpx
import mlflow
import pytest
from mlflow import MlflowClient

from atelier.problem import Problem
from atelier.tracking.connect import connect


def post(tracking, path, body):
    headers = {"X-MLFLOW-WORKSPACE": tracking["workspace"]}
    return httpx.post(f"{tracking['uri']}/api/2.0/mlflow/{path}", json=body, headers=headers)


def get(tracking, path, **params):
    headers = {"X-MLFLOW-WORKSPACE": tracking["workspace"]}
    return httpx.get(f"{tracking['uri']}/api/2.0/mlflow/{path}", params=params, headers=headers)


def test_creating_a_workspace_again_is_answered_with_a_code_of_its_own(tracking):
    answer = httpx.post(f"{tracking['uri']}/api/3.0/mlflow/workspaces", json={"name": tracking["workspace"]})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "RESOURCE_ALREADY_EXISTS")


def test_two_projects_may_use_one_experiment_name_and_one_model_name(tracking, other_tracking):
    for each in (tracking, other_tracking):
        assert post(each, "experiments/create", {"name": "sales"}).status_code == 200
        assert post(each, "registered-models/create", {"name": "sales"}).status_code == 200


def test_a_project_does_not_see_another_s_experiments_runs_and_models(tracking, other_tracking):
    experiment_id = post(tracking, "experiments/create", {"name": "sales"}).json()["experiment_id"]
    run_id = post(tracking, "runs/create", {"experiment_id": experiment_id}).json()["run"]["info"]["run_id"]
    post(tracking, "registered-models/create", {"name": "sales"})
    assert get(tracking, "runs/get", run_id=run_id).status_code == 200
    for path, params in (
        ("experiments/get", {"experiment_id": experiment_id}),
        ("runs/get", {"run_id": run_id}),
        ("registered-models/get", {"name": "sales"}),
        ("artifacts/list", {"run_id": run_id}),
    ):
        assert get(other_tracking, path, **params).status_code == 404, path
    assert get(other_tracking, "registered-models/search").json() == {}


def test_artifacts_of_a_project_lie_in_a_folder_of_its_own_and_only_it_can_read_them(tracking, other_tracking):
    experiment_id = post(tracking, "experiments/create", {"name": "sales"}).json()["experiment_id"]
    location = get(tracking, "experiments/get", experiment_id=experiment_id).json()["experiment"]["artifact_location"]
    assert location == f"mlflow-artifacts:/workspaces/{tracking['workspace']}/{experiment_id}"
    url = f"{tracking['uri']}/api/2.0/mlflow-artifacts/artifacts"
    path = f"workspaces/{tracking['workspace']}/{experiment_id}/note.txt"
    own, foreign = ({"X-MLFLOW-WORKSPACE": each["workspace"]} for each in (tracking, other_tracking))
    assert httpx.put(f"{url}/{path}", content=b"ours", headers=own).status_code == 200
    assert httpx.get(f"{url}/{path}", headers=own).content == b"ours"
    assert httpx.get(f"{url}/{path}", headers=foreign).status_code in (400, 403, 404)


def test_a_client_works_in_the_project_it_connected_to(tracking, other_tracking):
    connect(tracking)
    mlflow.set_experiment("sales")
    connect(other_tracking)
    assert MlflowClient().get_experiment_by_name("sales") is None
    connect(tracking)
    assert MlflowClient().get_experiment_by_name("sales").workspace == tracking["workspace"]


def test_a_request_under_a_foreign_name_is_refused(tracking):
    answer = httpx.get(f"{tracking['uri']}/api/2.0/mlflow/experiments/search", headers={"Host": "evil.example"})
    assert answer.status_code == 403


def test_a_workspace_that_does_not_exist_is_named(tracking):
    with pytest.raises(Problem, match="no workspace 'nowhere'") as caught:
        connect({**tracking, "workspace": "nowhere"})
    assert caught.value.code == "TrackingWorkspaceMissing"


def test_a_server_that_is_not_there_is_named(tracking, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(Problem, match="127.0.0.1:9 does not answer") as caught:
        connect({**tracking, "uri": "http://127.0.0.1:9"})
    assert caught.value.code == "TrackingUnreachable"
