"""The socket of a model server."""

import errno
import socket

from atelier.problem import Problem

BACKLOG = 2048


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket listening already; several processes may listen on one port, so that a new version overlaps the old.

    Problems: `PortInUse`, `CannotListen`.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except OSError as failure:
        sock.close()
        raise _problem(host, port, failure) from failure
    return sock


def _problem(host: str, port: int, failure: OSError) -> Problem:
    if failure.errno == errno.EADDRINUSE:
        return Problem(
            "PortInUse",
            f"Another program listens on port {port} of {host}.",
            f"Stop that program (`ss -ltnp 'sport = :{port}'` names it), or choose another port.",
        )
    return Problem(
        "CannotListen",
        f"Port {port} of {host} cannot be listened on: {failure.strerror or failure}.",
        "Choose an address of this machine, such as 127.0.0.1, and a port from 1024 on.",
    )
