"""The routes of MLflow that pass, each written out; whatever is not here is refused."""

from dataclasses import dataclass
from typing import Literal

# What the body of a request is, and so how it is read: nothing, one JSON object, the bytes of a file, spans, GraphQL.
Body = Literal["none", "json", "file", "spans", "graphql"]

# Below /api/2.0/mlflow/ for clients and below /ajax-api/2.0/mlflow/ for the page.
VERSION_2 = """
POST experiments/create
GET experiments/get
GET experiments/get-by-name
GET experiments/search
POST experiments/search
POST experiments/update
POST experiments/delete
POST experiments/restore
POST experiments/set-experiment-tag
POST experiments/delete-experiment-tag
POST runs/create
GET runs/get
POST runs/update
POST runs/delete
POST runs/restore
POST runs/search
POST runs/set-tag
POST runs/delete-tag
POST runs/log-metric
POST runs/log-parameter
POST runs/log-batch
POST runs/log-inputs
POST runs/log-model
POST runs/outputs
GET metrics/get-history
GET metrics/get-history-bulk-interval
GET artifacts/list
POST registered-models/create
GET registered-models/get
GET registered-models/search
PATCH registered-models/update
POST registered-models/rename
DELETE registered-models/delete
POST registered-models/set-tag
DELETE registered-models/delete-tag
POST registered-models/get-latest-versions
GET registered-models/get-latest-versions
POST registered-models/alias
GET registered-models/alias
DELETE registered-models/alias
POST model-versions/create
GET model-versions/get
GET model-versions/get-download-uri
GET model-versions/search
PATCH model-versions/update
POST model-versions/transition-stage
DELETE model-versions/delete
POST model-versions/set-tag
DELETE model-versions/delete-tag
POST logged-models
POST logged-models/search
GET logged-models/{model_id}
PATCH logged-models/{model_id}
DELETE logged-models/{model_id}
POST logged-models/{model_id}/params
PATCH logged-models/{model_id}/tags
DELETE logged-models/{model_id}/tags/{key}
GET logged-models/{model_id}/artifacts/directories
POST traces
GET traces
PATCH traces/{trace_id}
GET traces/{trace_id}/info
PATCH traces/{trace_id}/tags
DELETE traces/{trace_id}/tags
POST traces/delete-traces
POST traces/link-to-run
POST traces/link-prompts
"""

# Below /api/3.0/mlflow/ and /ajax-api/3.0/mlflow/.
VERSION_3 = """
GET server-info
GET workspaces
GET workspaces/{workspace}
POST traces
GET traces/get
GET traces/batchGet
POST traces/batchGetInfos
POST traces/search
POST traces/metrics
POST traces/calculate-filter-correlation
POST traces/delete-traces
GET traces/{trace_id}
PATCH traces/{trace_id}/tags
DELETE traces/{trace_id}/tags
POST traces/{trace_id}/assessments
GET traces/{trace_id}/assessments/{assessment_id}
PATCH traces/{trace_id}/assessments/{assessment_id}
DELETE traces/{trace_id}/assessments/{assessment_id}
POST datasets/create
GET datasets/search
POST datasets/search
GET datasets/{dataset_id}
DELETE datasets/{dataset_id}
PATCH datasets/{dataset_id}/tags
DELETE datasets/{dataset_id}/tags/{key}
GET datasets/{dataset_id}/records
POST datasets/{dataset_id}/records
DELETE datasets/{dataset_id}/records
GET datasets/{dataset_id}/experiment-ids
POST datasets/{dataset_id}/add-experiments
POST datasets/{dataset_id}/remove-experiments
"""

# Files of runs and models, and what only the page or only a client asks for; some the gate answers by itself.
OTHERS = """
GET /api/2.0/mlflow-artifacts/artifacts
GET /ajax-api/2.0/mlflow-artifacts/artifacts
GET /api/2.0/mlflow-artifacts/artifacts/{path...}
GET /ajax-api/2.0/mlflow-artifacts/artifacts/{path...}
PUT /api/2.0/mlflow-artifacts/artifacts/{path...}
PUT /ajax-api/2.0/mlflow-artifacts/artifacts/{path...}
GET /get-artifact
GET /model-versions/get-artifact
POST /ajax-api/2.0/mlflow/upload-artifact
GET /ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files
GET /ajax-api/2.0/mlflow/get-trace-artifact
GET /ajax-api/3.0/mlflow/get-trace-artifact
GET /ajax-api/2.0/mlflow/metrics/get-history-bulk
GET /ajax-api/2.0/mlflow/metrics/get-history-bulk-interval
POST /ajax-api/2.0/mlflow/experiments/search-datasets
GET /ajax-api/3.0/mlflow/ui-telemetry
GET /ajax-api/2.0/mlflow/gateway-proxy
POST /graphql
POST /v1/traces
GET /
GET /static-files/{path...}
GET /health
GET /version
"""

# They tell nothing of any project.
WITHOUT_WORKSPACE = frozenset(
    {
        "/",
        "/static-files/{path...}",
        "/health",
        "/version",
        "/api/3.0/mlflow/server-info",
        "/ajax-api/3.0/mlflow/server-info",
        "/ajax-api/3.0/mlflow/ui-telemetry",
    }
)
BODY_OF: dict[str, Body] = {
    "/graphql": "graphql",
    "/v1/traces": "spans",
    "/ajax-api/2.0/mlflow/upload-artifact": "file",
}
BODY_OF_METHOD: dict[str, Body] = {"GET": "none", "PUT": "file"}


@dataclass(frozen=True)
class Route:
    """One method of one path; `{name}` stands for one segment, `{name...}` for one or more at the end."""

    method: str
    template: str
    body: Body
    in_workspace: bool

    @property
    def segments(self) -> tuple[str, ...]:
        """The template between its slashes."""
        return tuple(self.template.split("/")[1:]) if self.template != "/" else ()


def _below(prefix: str, lines: str) -> list[str]:
    return [line.replace(" ", f" {prefix}", 1) for line in lines.split("\n") if line]


def _route(line: str) -> Route:
    method, template = line.split(" ")
    body = BODY_OF.get(template, BODY_OF_METHOD.get(method, "json"))
    return Route(method, template, body, template not in WITHOUT_WORKSPACE)


ROUTES = tuple(
    _route(line)
    for line in dict.fromkeys(
        [
            *_below("/api/2.0/mlflow/", VERSION_2),
            *_below("/ajax-api/2.0/mlflow/", VERSION_2),
            *_below("/api/3.0/mlflow/", VERSION_3),
            *_below("/ajax-api/3.0/mlflow/", VERSION_3),
            *_below("", OTHERS),
        ]
    )
)
