"""Parts of a request that pass to MLflow, decided from its head and its body alone."""

from typing import NamedTuple

from starlette.types import Scope

from atelier.problem import Problem
from atelier.tracking.gate.addresses import check_experiment, check_tags, check_version
from atelier.tracking.gate.canonical_path import canonical_path, plain_relative_path
from atelier.tracking.gate.canonical_query import Query, canonical_query
from atelier.tracking.gate.find_route import Asked, find_route
from atelier.tracking.gate.graphql_query import check_graphql
from atelier.tracking.gate.json_document import Document, json_bytes, json_document
from atelier.tracking.gate.named_things import Thing, things_in_document, things_in_pairs
from atelier.tracking.gate.ownership import not_in_workspace
from atelier.tracking.gate.request_headers import EXPERIMENT, RUN, Headers, named_workspace, read_headers
from atelier.tracking.gate.spans import check_spans, plain_spans

PATH_FIELDS = ("path", "artifact_file_path", "artifact_directory_path")
FILES = "/mlflow-artifacts/artifacts"
TYPE_OF_BODY = {"json": "application/json", "graphql": "application/json", "spans": "application/x-protobuf"}


class Head(NamedTuple):
    """A request without its body; `workspace` is None where a route tells nothing of any project."""

    asked: Asked
    headers: Headers
    query: Query
    workspace: str | None


def admit_head(scope: Scope) -> Head:
    """Problems: those of the path, the route, the query and the headers, and `NotInWorkspace`."""
    asked = find_route(scope["method"], canonical_path(scope["raw_path"]))
    headers = read_headers(scope["headers"])
    query = canonical_query(scope["query_string"])
    workspace = named_workspace(headers) if asked.route.in_workspace else None
    head = Head(asked, headers, query, workspace)
    _check_body_form(head)
    for name, path in query:
        if name in PATH_FIELDS and path:
            plain_relative_path(path)
    if workspace is not None:
        _check_place(head, workspace)
    return head


def things_in_head(head: Head) -> set[Thing]:
    """Things that the path, the query and the headers name. Problems: `IdMalformed`."""
    of_headers = [("experiment_id", head.headers.get(EXPERIMENT, "")), ("run_id", head.headers.get(RUN, ""))]
    return set(things_in_pairs([*head.asked.parameters, *head.query, *of_headers]))


def admit_body(head: Head, body: bytes) -> tuple[bytes, set[Thing]]:
    """The body as MLflow is given it, and what it names. Problems: those of each kind of body."""
    workspace = head.workspace or ""
    if head.asked.route.body == "spans":
        return check_spans(plain_spans(body, head.headers.get("content-encoding", "")), workspace)
    document = json_document(body)
    if head.asked.route.body == "graphql":
        check_graphql(document)
    check_tags(document, workspace)
    things = {*things_in_document(document), *_things_in_addresses(head, document)}
    return (json_bytes(document) if body else b""), things


def _things_in_addresses(head: Head, document: Document) -> list[Thing]:
    if head.asked.path.endswith("/mlflow/experiments/create"):
        check_experiment(document)
    if head.asked.path.endswith("/mlflow/model-versions/create"):
        return check_version(document, head.workspace or "")
    return []


def _check_place(head: Head, workspace: str) -> None:
    """A path that says itself whose it is must say this workspace's."""
    for name, value in head.asked.parameters:
        if name == "workspace" and value != workspace:
            raise not_in_workspace(workspace, "workspace", value)
    if FILES in head.asked.path:
        for path in [value for name, value in [*head.asked.parameters, *head.query] if name == "path"]:
            first, _, rest = path.partition("/")
            if first == "workspaces" and rest.partition("/")[0] != workspace:
                raise not_in_workspace(workspace, "file", path)


def _check_body_form(head: Head) -> None:
    headers, kind = head.headers, head.asked.route.body
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    if kind == "none" and has_body:
        raise Problem("BodyMalformed", "A GET request has a body.", "Send its fields in the query.")
    wanted = TYPE_OF_BODY.get(kind)
    given = headers.get("content-type", "").split(";")[0].strip().lower()
    if wanted and has_body and given != wanted:
        raise Problem("ContentTypeRefused", f"The body's type is '{given[:60]}'.", f"Send it as {wanted}.")
    if kind in ("json", "graphql") and headers.get("content-encoding", "identity") != "identity":
        raise Problem("ContentTypeRefused", "The body is compressed.", "Send it plain.")
