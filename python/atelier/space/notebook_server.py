"""JupyterLab of one space, on the socket that was handed over."""

import asyncio
import os
import socket
import threading
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab.labapp import LabApp

from atelier.report import Report
from atelier.space.bridge import open_bridge
from atelier.space.lab_settings import lab_settings
from atelier.space.work import watch_work

# Ports inside of a space, by the socket that each leads to.
PORTS = {"tracking": 5000, "warehouse": 8470, "endpoints": 8080}
BACKLOG = 128
# What this process was told and what it starts is not to hear.
OURS = ("ATELIER_REPORT_FD", "PYTHONSAFEPATH", "PYTHONUNBUFFERED", "NUMBA_CACHE_DIR")


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Serve until the process is asked to end.

    Task: `descriptor` of the socket; `home`, `doors`: folders; `person`, whose own it is, `None` if shared; `project`.
    """
    home = Path(task["home"])
    _tell_notebooks(home, task)
    _start_bridge(Path(task["doors"]))
    listening = socket.socket(fileno=task["descriptor"])
    listening.listen(BACKLOG)
    listening.setblocking(False)
    _launch(listening, report, lab_settings(home, person=task["person"]), home)
    return {}


def _launch(listening: socket.socket, report: Report, settings: list[str], home: Path) -> None:
    class SpaceServer(ServerApp):
        """Jupyter's server, which would make a socket or take a port of its own."""

        def init_configurables(self) -> None:
            # Of shared documents comes one that hangs up on clients who do not know the newest protocol.
            self.kernel_websocket_connection_class = ZMQChannelsWebsocketConnection
            super().init_configurables()

        def _bind_http_server(self) -> None:
            self.http_server.add_socket(listening)
            watch_work(self, home)
            report.send({"ready": {}})

    LabApp.serverapp_class = SpaceServer
    LabApp.launch_instance(argv=settings)


def _tell_notebooks(home: Path, task: dict[str, Any]) -> None:
    """The environment of kernels and terminals; no token is in it, as none is needed."""
    for name in OURS:
        os.environ.pop(name, None)
    data = home / ".local/share/jupyter"
    # An extension keeps a database there, and makes no folder.
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        {
            "HOME": str(home),
            "SHELL": "/bin/bash",
            "JUPYTER_RUNTIME_DIR": "/tmp/jupyter",  # noqa: S108 the space's own
            "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
            "JUPYTER_DATA_DIR": str(data),
            "MLFLOW_TRACKING_URI": f"http://127.0.0.1:{PORTS['tracking']}",
            "ATELIER_API": f"http://127.0.0.1:{PORTS['warehouse']}",
            "ATELIER_ENDPOINTS": f"http://127.0.0.1:{PORTS['endpoints']}",
            # Without widgets a progress bar is text, which is no news with each import of a library that may draw one.
            "PYTHONWARNINGS": "ignore:IProgress not found",
            **({} if task["person"] is None else {"ATELIER_PERSON": task["person"]}),
            "ATELIER_PROJECT": task["project"],
        }
    )
    os.chdir(home)


def _start_bridge(doors: Path) -> None:
    """In a thread of its own, so that a busy server holds no client up."""

    async def forever() -> None:
        await open_bridge(PORTS, doors)
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(forever()), daemon=True, name="bridge").start()
