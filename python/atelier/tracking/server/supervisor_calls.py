"""Calls to tracking that only the supervisor may make, on a socket of its own."""

import asyncio

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from atelier.problem import Problem
from atelier.tracking.gate.canonical_path import canonical_path, plain_segment
from atelier.tracking.gate.ownership import NOBODYS
from atelier.tracking.gate.refused import refused


def supervisor_calls() -> ASGIApp:
    """PUT /workspaces/<name>, which makes a workspace or finds it made; nothing else.

    One that is found loses the artifact root that somebody may have given it before there was a gate.
    """

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            answer = await _answer(scope)
        except Problem as problem:
            answer = refused(problem)
        await answer(scope, receive, send)

    return answered


async def _answer(scope: Scope) -> Response:
    segments = canonical_path(scope["raw_path"])
    if scope["method"] != "PUT" or len(segments) != 2 or segments[0] != "workspaces":
        raise Problem("RouteUnknown", f"There is no {scope['method']} {scope['path']}.", "PUT /workspaces/<project>.")
    name = plain_segment(segments[1])
    if name == NOBODYS:
        raise _refused(f"MLflow keeps the name '{NOBODYS}' to itself.")
    await asyncio.to_thread(_ensure_workspace, name)
    return JSONResponse({"workspace": {"name": name}})


def _ensure_workspace(name: str) -> None:
    from mlflow.entities import Workspace
    from mlflow.exceptions import MlflowException
    from mlflow.server.workspace_helpers import _get_workspace_store

    store = _get_workspace_store()
    try:
        store.create_workspace(Workspace(name=name))
    except MlflowException as failure:
        if failure.error_code != "RESOURCE_ALREADY_EXISTS":
            raise _refused(str(failure)) from failure
        store.update_workspace(Workspace(name=name, default_artifact_root=""))


def _refused(why: str) -> Problem:
    return Problem("ProjectNameRefused", why, "Give the project a name that MLflow takes.")
