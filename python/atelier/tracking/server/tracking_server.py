"""The tracking step: MLflow behind its gate, on a unix socket, until it is told to stop."""

import contextlib
import logging
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from atelier.report import Report
from atelier.serving.die_with_parent import die_with_parent
from atelier.tracking.gate.gate import gate
from atelier.tracking.server.mlflow_app import DATABASE, mlflow_app
from atelier.tracking.server.plain_log import write_plain_log
from atelier.tracking.server.ready_server import ReadyServer
from atelier.tracking.server.supervisor_calls import supervisor_calls

FINISH_SECONDS = 30
KEEP_ALIVE_SECONDS = 75


class OriginForm(HttpToolsProtocol):
    """HTTP whose request line holds a path: an address in its place is refused before it is read as one."""

    def on_headers_complete(self) -> None:
        """Called by the parser at the end of the headers of each request."""
        if not self.url.startswith(b"/"):
            self.send_400_response("The request line must hold a path.")
            return
        super().on_headers_complete()


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Serve MLflow from `folder` on the bound unix socket `descriptor`, and the supervisor on `supervisorDescriptor`.

    Sends {"ready": {}} once its database is open and requests are answered; on SIGTERM requests in flight are finished
    first, for at most 30 seconds. Ends when the parent ends. Problems: those of `mlflow_app`.
    """
    die_with_parent()
    os.umask(0o077)
    write_plain_log()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    folder = Path(task["folder"])
    clients = socket.socket(fileno=task["descriptor"])
    supervisor = socket.socket(fileno=task["supervisorDescriptor"])
    app = _by_socket(gate(mlflow_app(folder), folder / DATABASE), supervisor_calls(), supervisor.getsockname())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        ReadyServer(_config(app), lambda: report.send({"ready": {}})).run([clients, supervisor])
    return {}


def _by_socket(clients: ASGIApp, supervisor: ASGIApp, supervisor_path: str) -> ASGIApp:
    """Everybody is a client, save who came by the supervisor's own socket."""

    async def chosen(scope: Scope, receive: Receive, send: Send) -> None:
        is_supervisor = (scope.get("server") or ("",))[0] == supervisor_path
        await (supervisor if is_supervisor else clients)(scope, receive, send)

    return chosen


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=OriginForm,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
