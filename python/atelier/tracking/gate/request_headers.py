"""The headers of a request that MLflow is given; every other is left out."""

from atelier.problem import Problem

Headers = dict[str, str]
WORKSPACE = "x-mlflow-workspace"
EXPERIMENT = "x-mlflow-experiment-id"
RUN = "x-mlflow-run-id"
# What MLflow checks for itself: it knows no other name than this one, and is reached by nobody but us.
HOST = "localhost"
PASSED = frozenset(
    {
        "accept",
        "content-type",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "origin",
        "range",
        "user-agent",
        EXPERIMENT,
        RUN,
    }
)
READ = PASSED | {WORKSPACE, "content-length", "content-encoding", "transfer-encoding"}


def read_headers(raw: list[tuple[bytes, bytes]]) -> Headers:
    """The headers that are read at all. Problems: `HeaderRefused` for one given twice or not in ASCII."""
    headers: Headers = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        if key not in READ:
            continue
        if key in headers or not value.isascii():
            raise Problem(
                "HeaderRefused", f"The header {key} is given twice or not in ASCII.", "Send it once, in ASCII."
            )
        headers[key] = value.decode("ascii").strip()
    return headers


def named_workspace(headers: Headers) -> str:
    """The workspace that whoever stands in front has set. Problems: `WorkspaceNotNamed`."""
    if not headers.get(WORKSPACE):
        raise Problem(
            "WorkspaceNotNamed",
            "The request names no workspace: it did not come through a project's own address.",
            "Use the project's tracking address, which `atelier status` shows.",
        )
    return headers[WORKSPACE]


def passed_headers(headers: Headers, workspace: str | None, body: bytes | None) -> list[tuple[bytes, bytes]]:
    """As MLflow is given them; `body` is None where it is handed on as it comes."""
    passed = {name: value for name, value in headers.items() if name in PASSED}
    passed["host"] = HOST
    if workspace is not None:
        passed[WORKSPACE] = workspace
    if body is not None:
        passed["content-length"] = str(len(body))
    elif "content-length" in headers:
        passed["content-length"] = headers["content-length"]
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in passed.items()]
