"""JupyterLab of one space, on the socket that was handed over."""

import socket
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab.labapp import LabApp

from atelier.report import Report
from atelier.space.inside import settle
from atelier.space.lab_settings import lab_settings
from atelier.space.shipped import lay_out
from atelier.space.work import watch_work

BACKLOG = 128


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Serve until the process is asked to end.

    Task: `descriptor` of the socket, and what `settle` takes.
    """
    home = settle(task)
    lay_out(home)
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
