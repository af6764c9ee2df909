"""The serving step: a forecaster behind an address until it is told to stop."""

import contextlib
import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from atelier.forecasting.forecaster import Forecaster
from atelier.report import Report
from atelier.serving.app import create_app
from atelier.serving.die_with_parent import die_with_parent
from atelier.serving.listening_socket import listening_socket
from atelier.serving.local_callers import local_callers_only

FINISH_SECONDS = 30
# Longer than a proxy in front keeps idle connections, so that it is never the server who closes first.
KEEP_ALIVE_SECONDS = 75


class ModelServer(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called once, when the application is to be put behind its sockets."""
        await super().startup(sockets)
        self._started()


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Serve the forecaster in the folder `model` on `host` and `port` (0: any free one) until SIGTERM.

    Sends {"ready": {"url"}} once requests are answered; on SIGTERM requests in flight are finished first, for at most
    30 seconds. Ends when the parent ends. On a loopback address only callers of this machine are answered.
    """
    die_with_parent()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    host = task["host"]
    with listening_socket(host, task["port"]) as sock:
        app: ASGIApp = create_app(Forecaster.load(Path(task["model"])))
        address, bound_port = sock.getsockname()[:2]
        if ipaddress.ip_address(address).is_loopback:
            app = local_callers_only(app)
        url = f"http://{f'[{host}]' if ':' in host else host}:{bound_port}"
        # uvicorn passes the signal on after it has finished; by then all that is left to do is to return.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            ModelServer(_config(app), lambda: report.send({"ready": {"url": url}})).run([sock])
    return {"url": url}


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
