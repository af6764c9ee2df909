"""Routes of MLflow that are refused, with the reason that their callers are told."""

CALLS_OUT = "it calls addresses that a request names"
NO_JOBS = "tracking runs no jobs"
NOT_BY_ADDRESS = "files go to and come from tracking itself, not addresses"
OWN_WORKSPACES = "the supervisor makes workspaces, one for each project"
SIGNED_IN = "reviews need people who have signed in"
DATABRICKS = "MLflow answers it on Databricks only"
SLIP = "the path is a slip of MLflow; the page asks below /ajax-api"

# A method (`*`: any) and the beginning of a path; `api/` stands for /api/<version>/ and /ajax-api/<version>/.
REASONS = {
    "* api/mlflow/assistant": "it runs commands on this machine",
    "* api/mlflow/gateway": CALLS_OUT,
    "POST api/mlflow/gateway-proxy": CALLS_OUT,
    "* gateway": CALLS_OUT,
    "* api/mlflow/webhooks": CALLS_OUT,
    "* api/mlflow/mcp-servers": "it keeps addresses that a request names",
    "POST api/mlflow/workspaces": OWN_WORKSPACES,
    "PATCH api/mlflow/workspaces": OWN_WORKSPACES,
    "DELETE api/mlflow/workspaces": OWN_WORKSPACES,
    "* api/jobs": NO_JOBS,
    "* api/mlflow/jobs": NO_JOBS,
    "* api/mlflow/prompt-optimization": NO_JOBS,
    "* api/mlflow/scorer": NO_JOBS,
    "* api/mlflow/genai": NO_JOBS,
    "* api/mlflow/issues": "tracking runs no jobs that look for issues",
    "* api/mlflow/scorers": "a scorer is code that somebody would have to run",
    "* api/mlflow/label-schemas": SIGNED_IN,
    "* api/mlflow/review-queues": SIGNED_IN,
    "* api/mlflow/demo": "invented data does not belong among a project's own",
    "* api/mlflow/runs/create-promptlab-run": "it needs the AI gateway, which is refused",
    "* api/mlflow/artifacts/presigned-download-url": NOT_BY_ADDRESS,
    "* api/mlflow/artifacts/presigned-upload-url": NOT_BY_ADDRESS,
    "* api/mlflow-artifacts/mpu": NOT_BY_ADDRESS,
    "* api/mlflow-artifacts/presigned": NOT_BY_ADDRESS,
    "DELETE api/mlflow-artifacts/artifacts": "nothing that was logged is thrown away; deleting its run hides it",
    "POST api/mlflow/ui-telemetry": "nothing of what people do is sent anywhere",
    "* api/mlflow/unified-traces": DATABRICKS,
    "* api/mlflow/get-online-trace-details": DATABRICKS,
    "GET graphql": "the page posts its queries",
    "* build": "the page's files come from /static-files",
    "* api/2.0mlflow": SLIP,
    "* ajax-api/2.0mlflow": SLIP,
}
API_ROOTS = ("api", "ajax-api")
VERSIONS = ("2.0", "3.0")


def refusal_reason(method: str, segments: tuple[str, ...]) -> str | None:
    """Why a route of MLflow is refused; None for what MLflow does not have, and for what passes."""
    if segments[:1] and segments[0] in API_ROOTS and segments[1:2] and segments[1] in VERSIONS:
        segments = ("api", *segments[2:])
    path = "/".join(segments)
    starts = (start for asked in ("*", method) for start in REASONS if f"{asked} {path}/".startswith(f"{start}/"))
    longest = max(starts, key=len, default=None)
    return REASONS[longest] if longest else None
