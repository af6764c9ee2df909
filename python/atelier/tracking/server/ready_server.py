"""A server that says when it answers."""

import socket
from collections.abc import Callable

import uvicorn


class ReadyServer(uvicorn.Server):
    """uvicorn with one piece of news; `atelier.serving.serve` has its own, and loads all of forecasting beside it."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called once, when the application is to be put behind its sockets."""
        await super().startup(sockets)
        self._ready()
