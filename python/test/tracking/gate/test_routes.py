"""Every route of the MLflow that is installed is decided, one by one."""

import subprocess
import sys

import pytest

from atelier.problem import Problem
from atelier.tracking.gate.find_route import find_route
from atelier.tracking.gate.refused_routes import REASONS, refusal_reason
from atelier.tracking.gate.routes import ROUTES

# In a process of its own: MLflow's server is set by the environment when it is imported.
LISTING = """
import os, sys
os.environ.update({"_MLFLOW_SERVER_FILE_STORE": f"sqlite:///{sys.argv[1]}/a.db", "MLFLOW_ENABLE_WORKSPACES": "true",
    "_MLFLOW_SERVER_SERVE_ARTIFACTS": "true", "MLFLOW_DISABLE_TELEMETRY": "true"})
from mlflow.server import app as flask_app
from mlflow.server.fastapi_app import app
def listed(routes):
    for route in routes:
        if hasattr(route, "effective_route_contexts"):
            yield from listed(route.effective_route_contexts())
        elif getattr(route, "methods", None):
            for method in route.methods:
                yield method, route.path
        else:
            assert type(route).__name__ == "Mount" and route.path == "", route
for method, path in listed(app.routes):
    print(method, path)
for rule in flask_app.url_map.iter_rules():
    for method in rule.methods:
        print(method, rule.rule)
"""
# Flask and FastAPI answer these of themselves; the gate takes neither of any path.
OF_THEMSELVES = {"HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def mlflow_routes(tmp_path_factory) -> set[tuple[str, tuple[str, ...]]]:
    """Method and segments of all that MLflow answers, a parameter written as <>, a rest of segments as <...>."""
    command = [sys.executable, "-c", LISTING, str(tmp_path_factory.mktemp("listing"))]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603
    return {(method, plain(path)) for method, path in map(str.split, lines) if method not in OF_THEMSELVES}


def plain(path: str) -> tuple[str, ...]:
    return tuple(plain_segment(segment) for segment in path.split("/")[1:] if path != "/")


def plain_segment(segment: str) -> str:
    if segment.startswith("<path:") or segment.endswith((":path}", "...}")):
        return "<...>"
    return "<>" if segment.startswith(("<", "{")) else segment


def test_the_listing_has_seen_mlflow_s_routes(mlflow_routes):
    assert len(mlflow_routes) > 400
    assert ("PUT", ("ajax-api", "3.0", "mlflow", "assistant", "config")) in mlflow_routes


def test_every_route_passes_or_is_refused_for_a_reason(mlflow_routes):
    passing = {(route.method, plain(route.template)) for route in ROUTES}
    undecided = [
        f"{method} /{'/'.join(segments)}"
        for method, segments in sorted(mlflow_routes)
        if (method, segments) not in passing and refusal_reason(method, segments) is None
    ]
    assert undecided == []


def test_no_route_passes_and_has_a_reason_to_be_refused():
    both = [route for route in ROUTES if refusal_reason(route.method, route.segments)]
    assert both == []


def test_every_listed_route_is_one_of_mlflow_s(mlflow_routes):
    assert {(route.method, plain(route.template)) for route in ROUTES} <= mlflow_routes


def test_every_reason_is_one_for_a_route_of_mlflow_s(mlflow_routes):
    used = {refusal_reason(method, segments) for method, segments in mlflow_routes} - {None}
    assert used == set(REASONS.values())


@pytest.mark.parametrize(
    "path", ["/api/2.0/mlflow/experiments/teleport", "/api/4.0/mlflow/traces/1/info", "/new", "/api"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_route_that_mlflow_may_have_tomorrow_is_refused(method, path):
    with pytest.raises(Problem, match="has no route") as caught:
        find_route(method, tuple(path.split("/")[1:]))
    assert caught.value.code == "RouteUnknown"


def test_a_method_that_is_not_listed_is_refused_with_those_that_are():
    with pytest.raises(Problem) as caught:
        find_route("DELETE", ("api", "2.0", "mlflow", "registered-models", "search"))
    assert (caught.value.code, caught.value.fix) == ("MethodRefused", "Send GET.")


def test_a_parameter_is_told_by_its_name():
    asked = find_route("GET", ("api", "3.0", "mlflow", "traces", "tr-1", "assessments", "a-2"))
    assert asked.parameters == [("trace_id", "tr-1"), ("assessment_id", "a-2")]
    asked = find_route("PUT", ("api", "2.0", "mlflow-artifacts", "artifacts", "1", "a%20b", "c.txt"))
    assert (asked.parameters, asked.path) == (
        [("path", "1/a b/c.txt")],
        "/api/2.0/mlflow-artifacts/artifacts/1/a b/c.txt",
    )


def test_a_path_without_parameters_is_preferred():
    assert find_route("GET", ("api", "3.0", "mlflow", "traces", "batchGet")).parameters == []
