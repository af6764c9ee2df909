"""Connections of a process without a network, by the socket that leads to the upstream index."""

from collections.abc import Iterable
from typing import Any

import httpcore

MOST_ANSWER_BYTES = 4096


class WayOut(httpcore.AsyncNetworkBackend):
    """Asks for each connection by HTTP's CONNECT; whoever holds the other end decides where one may lead."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 the name is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection as if it had been made from here. Raises ConnectError where the way is shut."""
        stream = await self._sockets.connect_unix_socket(self._socket, timeout)
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        await stream.write(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode("ascii"), timeout)
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            piece = await stream.read(MOST_ANSWER_BYTES, timeout)
            answer += piece
            if piece == b"" or len(answer) > MOST_ANSWER_BYTES:
                break
        if not answer.startswith(b"HTTP/1.1 200 "):
            await stream.aclose()
            raise httpcore.ConnectError(f"no way leads to {place}")
        return stream

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 the name is httpcore's
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Nothing but the way is asked."""
        raise httpcore.ConnectError(f"{path} is not asked")

    async def sleep(self, seconds: float) -> None:
        """Between two tries of httpcore's own."""
        await self._sockets.sleep(seconds)
