"""The same attempts on MLflow without its gate: they succeed, so that it is the gate that stops them."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from attacks_by_address import attacks_by_address
from attacks_on_projects import attacks_on_projects
from attacks_on_routes import attacks_on_routes
from attacks_on_spelling import attacks_on_spelling
from project_things import API, API_3, Project, make_project
from running_server import ANSWER_SECONDS, ATTACHMENT, SECRET_OUTSIDE
from send_as_it_stands import send_as_it_stands

pytestmark = pytest.mark.walls

SUCCEEDING = (
    "configures the assistant",
    "reads the assistant's settings",
    "keeps a secret",
    "lists AI endpoints",
    "posts by the page's proxy",
    "lists webhooks",
    "searches jobs",
    "reads the secrets' settings",
    "makes a workspace",
    "takes a workspace's files elsewhere",
    "reads another's workspace",
    "reads MLflow's own workspace",
    "asks GraphQL for its schema",
    "sends two GraphQL operations",
    "logs a metric to a model",
    "takes a model as an input",
    "claims a model as an output",
    "logs a model of another's run",
    "registers a version of another's run",
    "registers another's run",
    "makes a data set in an experiment",
    "gives a file address as the trace tag",
    "gives a path as the span tag",
    "gives a web address as the end of a trace",
    "gives files of another project as the trace tag",
    "gives a bucket as the source",
    "links a version to a script",
    "packs the address of a trace",
    "asks for /ajax-api/3.0/mlflow/%61ssistant/config",
    "asks for /ajax-api/3.0/mlflow/assistant%2fconfig",
    "names a run twice",
    "names MLflow's own workspace",
    "names more runs than anybody needs",
    "asks for options",
)


@dataclass(frozen=True)
class Bare:
    """MLflow without its gate, and two projects on it."""

    client: httpx.Client
    own: Project
    victim: Project


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Iterator[Bare]:
    folder = tmp_path_factory.mktemp("bare")
    with bare_server(folder) as url, httpx.Client(base_url=url, timeout=ANSWER_SECONDS) as client:
        projects = []
        for name in ("ada", "mallory"):
            client.headers.pop("x-mlflow-workspace", None)
            client.post(f"{API_3}/workspaces", json={"name": name}).raise_for_status()
            client.headers["x-mlflow-workspace"] = name
            projects.append(make_project(client, name))
        yield Bare(client, projects[1], projects[0])


@contextlib.contextmanager
def bare_server(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening, (folder / "log").open("w") as log:
        task = json.dumps({"folder": str(folder), "descriptor": listening.fileno()})
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, str(Path(__file__).with_name("bare_mlflow.py")), task],
            env={**os.environ, "HOME": str(folder)},
            pass_fds=[listening.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize("name", SUCCEEDING)
def test_without_the_gate_the_attempt_succeeds(bare, outside, name):
    tables = (attacks_on_routes, attacks_on_projects, attacks_on_spelling)
    attacks = attacks_by_address(bare.own, bare.victim, str(outside))
    for table in tables:
        attacks |= table(bare.own, bare.victim)
    answer = send_as_it_stands(bare.client, attacks[name])
    assert answer.status_code < 300, answer.text


def test_without_the_gate_a_trace_s_tag_opens_any_folder(bare, outside):
    tag = {"key": "mlflow.artifactLocation", "value": str(outside)}
    bare.client.patch(f"{API_3}/traces/{bare.own.trace}/tags", json=tag).raise_for_status()
    params = {"request_id": bare.own.trace, "path": ATTACHMENT}
    assert bare.client.get("/ajax-api/2.0/mlflow/get-trace-artifact", params=params).text == SECRET_OUTSIDE


def test_without_the_gate_a_workspace_of_one_s_own_opens_any_folder(bare, outside, tmp_path):
    """Attack of mlflow_takeover.sh among the cases: a link in a folder that the attacker has named as a root."""
    root = {"name": "taker", "default_artifact_root": tmp_path.as_uri()}
    bare.client.post(f"{API_3}/workspaces", json=root).raise_for_status()
    headers = {"x-mlflow-workspace": "taker"}
    experiment = bare.client.post(f"{API}/experiments/create", json={"name": "e"}, headers=headers).json()[
        "experiment_id"
    ]
    made = bare.client.post(f"{API}/runs/create", json={"experiment_id": experiment}, headers=headers).json()
    run = made["run"]["info"]["run_id"]
    (tmp_path / experiment / run).mkdir(parents=True)
    (tmp_path / experiment / run / "artifacts").symlink_to(outside)
    params = {"run_id": run, "path": "secret.txt"}
    assert bare.client.get("/get-artifact", params=params, headers=headers).text == SECRET_OUTSIDE
