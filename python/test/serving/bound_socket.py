"""The socket that a supervisor makes for an endpoint, and callers of it."""

import contextlib
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx

WAIT_SECONDS = 60


@contextlib.contextmanager
def bound_socket(path: Path) -> Iterator[socket.socket]:
    """Bound and not listening yet; open for as long as the endpoint is there, whichever server has it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.bind(str(path))
        yield sock


def caller(path: Path) -> httpx.Client:
    return httpx.Client(transport=httpx.HTTPTransport(uds=str(path)), base_url="http://endpoint", timeout=WAIT_SECONDS)


def connected(path: Path) -> socket.socket:
    """A connection on which a test says what it wants."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.settimeout(WAIT_SECONDS)
    sock.connect(str(path))
    return sock


class KeptConnection(http.client.HTTPConnection):
    """A client that keeps its connection until it is told that it ends."""

    def __init__(self, path: Path) -> None:
        super().__init__("endpoint", timeout=WAIT_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = connected(self._path)
