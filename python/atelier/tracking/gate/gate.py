"""The one way to MLflow: what is not on the list, or reaches out of its workspace, does not pass."""

import asyncio
import logging
from pathlib import Path

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from atelier.problem import Problem, machine_problem
from atelier.tracking.gate.admit import Head, admit_body, admit_head, things_in_head
from atelier.tracking.gate.canonical_query import query_bytes
from atelier.tracking.gate.machine_failures import HeldAnswer
from atelier.tracking.gate.own_answers import own_answer
from atelier.tracking.gate.ownership import Ownership
from atelier.tracking.gate.refused import refused
from atelier.tracking.gate.request_body import BoundedBody, given_body, too_large, whole_body
from atelier.tracking.gate.request_headers import passed_headers

LOG = logging.getLogger("atelier.tracking")
MOST_BYTES = 32 * 1024**2
MOST_BYTES_OF_A_FILE = 16 * 1024**3
# MLflow's own limit for what the page uploads, and it holds all of it in memory.
UPLOAD = "/ajax-api/2.0/mlflow/upload-artifact"
MOST_BYTES_OF_AN_UPLOAD = 10 * 1024**2
FILE_TYPE = "application/octet-stream"


def gate(app: ASGIApp, database: Path) -> ASGIApp:
    """MLflow behind its walls; `database` is its SQLite file, which is read to learn whose things are."""
    ownership = Ownership(database)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":
            return
        try:
            passed_scope, passed_receive = await _admitted(ownership, scope, receive)
            if (answer := own_answer(passed_scope)) is not None:
                await answer(scope, receive, send)
                return
        except Problem as problem:
            await refused(problem)(scope, receive, send)
            return
        await _served(app, passed_scope, passed_receive, send)

    return guarded


async def _admitted(ownership: Ownership, scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    head = admit_head(scope)
    things = things_in_head(head)
    body: bytes | None = None
    if head.asked.route.body == "none":
        body, passed_receive = b"", receive
    elif head.asked.route.body == "file":
        passed_receive = BoundedBody(receive, _most_bytes_of_file(head))
    else:
        body, named = admit_body(head, await whole_body(receive, MOST_BYTES))
        passed_receive = given_body(body, receive)
        things |= named
    if head.workspace is not None:
        await asyncio.to_thread(ownership.check, head.workspace, things)
    return _passed_scope(scope, head, body), passed_receive


def _most_bytes_of_file(head: Head) -> int:
    most_bytes = MOST_BYTES_OF_AN_UPLOAD if head.asked.path == UPLOAD else MOST_BYTES_OF_A_FILE
    if int(head.headers.get("content-length", "0")) > most_bytes:
        raise too_large(most_bytes)
    return most_bytes


def _passed_scope(scope: Scope, head: Head, body: bytes | None) -> Scope:
    headers = head.headers if body is not None else {**head.headers, "content-type": FILE_TYPE}
    return {
        "type": "http",
        "asgi": scope["asgi"],
        "http_version": scope["http_version"],
        "method": head.asked.route.method,
        "scheme": "http",
        "path": head.asked.path,
        "raw_path": scope["raw_path"],
        "root_path": "",
        "query_string": query_bytes(head.query),
        "headers": passed_headers(headers, head.workspace, body),
        "client": None,
        "server": None,
    }


def _refusal(receive: Receive) -> Problem | None:
    return receive.refusal if isinstance(receive, BoundedBody) else None


async def _served(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """A failure of the machine, and a file that is too large, are told as problems; a bug goes to the log."""
    answer = HeldAnswer(send)
    problem: Problem | None = None
    try:
        await app(scope, receive, answer.send)
    except Exception as failure:
        problem = machine_problem(failure)
        if problem is None and _refusal(receive) is None:
            LOG.exception("MLflow failed at %s %s", scope["method"], scope["path"])
    problem = _refusal(receive) or problem or answer.problem()
    if problem is not None and not answer.begun:
        await refused(problem)(scope, receive, send)
    elif answer.is_held:
        await answer.release()
    elif not answer.begun:
        await JSONResponse({"error_code": "INTERNAL_ERROR", "message": "MLflow failed; see the log."}, 500)(
            scope, receive, send
        )
