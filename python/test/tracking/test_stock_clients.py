"""Clients that know nothing of Atelier work with an address and a token, and in their project alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from front_door import TOKEN, front_door
from project_things import API

CLIENT = Path(__file__).with_name("stock_client.py")
WITHIN_SECONDS = 300


@pytest.fixture(scope="module")
def door(server):
    for name in ("plain", "other"):
        server.make_workspace(name)
    with front_door(server.clients) as url:
        yield url


@pytest.fixture(scope="module")
def done(door, tmp_path_factory):
    """Report of the plain client on what it has done, in its own words."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path_factory.mktemp("home")),
        "MLFLOW_TRACKING_URI": f"{door}/projects/plain/tracking",
        "MLFLOW_TRACKING_TOKEN": TOKEN,
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    }
    command = [sys.executable, str(CLIENT)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=WITHIN_SECONDS)  # noqa: S603
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_runs_are_logged_and_found(done):
    assert done["experiments"] == ["from a plain client"]
    assert (done["params"], done["history"], done["found"]) == ({"depth": "3"}, [0.25, 0.125], ["first"])


def test_files_go_up_and_come_down_whatever_they_are_called(done):
    assert (done["artifacts"], done["text"]) == (["config.json", "model", "notes"], "hello")


def test_models_are_registered_and_loaded_back(done):
    assert (done["models"], done["alias"], done["bytes"]) == (["plain-model"], "1", 2 * 1024**2)
    assert (done["logged model"], done["predicted"], done["inputs"]) == ("doubled", [42], ["train"])


def test_traces_prompts_and_data_sets_are_kept(done):
    assert done["trace"] == ["asked", "example", "good"]
    assert (done["prompt"], done["records"]) == ("Say hello to Ada.", 1)


def test_another_project_sees_nothing_of_it(done, door):
    with caller(door, "other") as other:
        assert other.get(f"{API}/experiments/search", params={"max_results": 9}).json() == {}
        assert other.get(f"{API}/registered-models/search").json() == {}


def test_plain_rest_is_enough(door):
    with caller(door, "other") as other:
        made = other.post(f"{API}/experiments/create", json={"name": "by hand"}).json()["experiment_id"]
        run = other.post(f"{API}/runs/create", json={"experiment_id": made}).json()["run"]["info"]["run_id"]
        metric = {"run_id": run, "key": "error", "value": 0.5, "timestamp": 1}
        other.post(f"{API}/runs/log-metric", json=metric).raise_for_status()
        found = other.post(f"{API}/runs/search", json={"experiment_ids": [made]}).json()["runs"]
    assert found[0]["data"]["metrics"][0]["value"] == 0.5


def test_a_client_that_names_no_experiment_is_told_how(door):
    with caller(door, "other") as other:
        answer = other.post(f"{API}/runs/create", json={"experiment_id": "0"})
    assert answer.status_code == 404
    assert "mlflow.set_experiment" in answer.json()["message"]


def test_the_page_and_what_it_asks_for_first_are_answered(door):
    with caller(door, "other") as other:
        page = other.get("/")
        assert "MLflow" in page.text
        script = page.text.split('src="')[1].split('"')[0]
        assert other.get(f"/{script}").status_code == 200
        for path in ("server-info", "workspaces", "ui-telemetry"):
            assert other.get(f"/ajax-api/3.0/mlflow/{path}").status_code == 200, path
        for path in ("experiments/search", "registered-models/search"):
            assert other.get(f"/ajax-api/2.0/mlflow/{path}", params={"max_results": 5}).status_code == 200, path
        assert other.get("/ajax-api/3.0/mlflow/server-info").json()["workspaces_enabled"] is False
        proxied = other.get("/ajax-api/2.0/mlflow/gateway-proxy", params={"gateway_path": "api/2.0/endpoints"})
        assert proxied.json() == {"endpoints": []}
        query = "query GetRun($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) { apiError { code } } }"
        asked = {"operationName": "GetRun", "query": query, "variables": {"data": {"runId": "0" * 32}}}
        assert other.post("/graphql", json=asked).json()["data"] == {"mlflowGetRun": None}


def caller(door: str, project: str) -> httpx.Client:
    headers = {"authorization": f"Bearer {TOKEN}"}
    return httpx.Client(base_url=f"{door}/projects/{project}/tracking", headers=headers, timeout=WITHIN_SECONDS)
