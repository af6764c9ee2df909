"""The socket of a model server, made by whoever starts it."""

import socket

from atelier.problem import Problem


def inherited_socket(descriptor: int) -> socket.socket:
    """The unix stream socket behind a descriptor; it belongs to the versions of an endpoint together.

    Problems: `NoSocket`. A server that listened on anything else could be reached by other accounts of the machine.
    """
    try:
        sock = socket.socket(fileno=descriptor)
    except OSError as failure:
        raise _no_socket(descriptor, f"is {failure.strerror or failure}") from failure
    if (sock.family, sock.type) != (socket.AF_UNIX, socket.SOCK_STREAM):
        kind = f"is a socket of {sock.family.name}, {sock.type.name}"
        sock.detach()
        raise _no_socket(descriptor, kind)
    return sock


def _no_socket(descriptor: int, what: str) -> Problem:
    return Problem(
        "NoSocket",
        f"Descriptor {descriptor} {what}; accepted is a bound unix stream socket.",
        "Hand a bound unix stream socket to the server and name its descriptor in the task.",
    )
