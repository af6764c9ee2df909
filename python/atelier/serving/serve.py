"""The serving step: a forecaster behind a socket until it is told to stop."""

import contextlib
import gc
import logging
import signal
import sys
from pathlib import Path
from typing import Any

from atelier.report import Report
from atelier.serving.app import create_app
from atelier.serving.die_with_parent import die_with_parent
from atelier.serving.inherited_socket import inherited_socket
from atelier.serving.model_server import ModelServer
from atelier.serving.trained_forecaster import trained_forecaster


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Serve the forecaster in the folder `model` on the bound unix socket `descriptor` until SIGTERM.

    `digest` is that of the forecaster that was trained; see `trained_forecaster`.
    Sends {"ready": {}} once requests are answered. On SIGTERM everybody who has been accepted is answered first, for at
    most 30 seconds; the socket stays as it is. Ends when the parent ends.
    """
    die_with_parent()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with inherited_socket(task["descriptor"]) as sock:
        server = ModelServer(
            create_app(trained_forecaster(Path(task["model"]), task["digest"])), lambda: report.send({"ready": {}})
        )
        # What is loaded now stays: collecting garbage need not look through it while every caller waits.
        gc.freeze()
        # uvicorn passes the signal on after it has finished; by then all that is left to do is to return.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            server.run([sock])
    return {}
