"""An application behind a socket that it shares with the version before and after it."""

import asyncio
import logging
import resource
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from atelier.serving.connection import Connection

LOG = logging.getLogger("atelier.serving")
# Waiting connections are the kernel's; when as many wait, it refuses callers that do not block.
BACKLOG = 2048
LIMIT_CONNECTIONS = 1000
SPARE_DESCRIPTORS = 64
# Callers are told to end idle connections before the server does: then none is ended while a request comes.
TOLD_IDLE_SECONDS = 5
IDLE_SECONDS = 75
LEAVING_IDLE_SECONDS = 10
# The supervisor kills a server 35 seconds after it told it to end.
FINISH_SECONDS = 30
TICKS_A_SECOND = 10


class ModelServer(uvicorn.Server):
    """Says when it answers. Told to end, it accepts nobody more, and answers everybody whom it has accepted.

    The listening socket stays open for the others: who waits in the kernel's queue is accepted by the next version.
    """

    def __init__(self, app: ASGIApp, ready: Callable[[], None]) -> None:
        super().__init__(_config(app))
        self._ready = ready
        self._leaving = asyncio.Event()
        descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        self._limit_connections = min(LIMIT_CONNECTIONS, descriptors - SPARE_DESCRIPTORS)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called once by uvicorn, when the application is to be put behind its sockets."""
        loop = asyncio.get_running_loop()
        self.servers = [
            await loop.create_unix_server(self._connection, sock=sock, backlog=BACKLOG, cleanup_socket=False)
            for sock in sockets or []
        ]
        self.started = True
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Called by uvicorn ten times a second; true ends the server."""
        if counter % TICKS_A_SECOND == 0:
            self._end_overdue(IDLE_SECONDS)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn after SIGTERM.

        Closing an idle connection would lose a request that is on its way: each is left until it has been quiet, and
        a request that comes on it is answered.
        """
        for server in self.servers:
            server.close()
        self._leaving.set()
        for connection in self._connections():
            connection.leave()
        # Connections accepted just now enter the set in the loop's next turn.
        await asyncio.sleep(1 / TICKS_A_SECOND)
        for _ in range(FINISH_SECONDS * TICKS_A_SECOND):
            if not self.server_state.connections:
                return
            self._end_overdue(LEAVING_IDLE_SECONDS)
            await asyncio.sleep(1 / TICKS_A_SECOND)
        LOG.error("%d connections were not finished after %d seconds", len(self._connections()), FINISH_SECONDS)

    def _connection(self) -> Connection:
        return Connection(self.config, self.server_state, self._leaving, self._limit_connections)

    def _connections(self) -> list[Connection]:
        return list(self.server_state.connections)

    def _end_overdue(self, idle_seconds: float) -> None:
        for connection in self._connections():
            connection.end_overdue(idle_seconds)


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
        headers=[("Keep-Alive", f"timeout={TOLD_IDLE_SECONDS}")],
        timeout_keep_alive=IDLE_SECONDS,
    )
