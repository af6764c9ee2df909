"""Ways to the network and to sockets that a sandbox does not show."""

import errno
import os
import socket
from collections.abc import Callable

from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.links import unless_linked
from atelier.sandbox.attempts.outside import Outside, Reached

PATIENCE_SECONDS = 3
# No answer is expected: whether the kernel sends anything is the question.
FAR = ("192.0.2.1", 53)
METADATA = ("169.254.169.254", 80)
AF_ALG, AF_VSOCK, AF_TIPC, AF_XDP, AF_BLUETOOTH = 38, 40, 30, 44, 31
HOST_OF_A_VIRTUAL_MACHINE = 2


def connect(family: int, address: object) -> None:
    """A stream to an address; a refusal by the other side has reached it as well."""
    with socket.socket(family, socket.SOCK_STREAM) as stream:
        stream.settimeout(PATIENCE_SECONDS)
        try:
            stream.connect(address)
        except ConnectionRefusedError as failure:
            if family == socket.AF_UNIX:
                raise
            raise PermissionError("nobody listens in this network") from failure
        except (TimeoutError, ConnectionResetError) as silence:
            raise Reached(f"{address}, which did not answer") from silence
    raise Reached(str(address))


def send(family: int, address: tuple[str, int]) -> None:
    """A datagram that leaves this machine's network, or at least this process's."""
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams:
        datagrams.sendto(b"out", address)
    raise Reached(str(address))


def opened(family: int, kind: int, protocol: int = 0) -> None:
    """A socket of a family that no sandbox needs."""
    with socket.socket(family, kind, protocol):
        raise Reached(f"a socket of family {family}")


def resolve() -> None:
    """A name that only a server elsewhere could know."""
    try:
        socket.getaddrinfo("example.com", 80)
    except socket.gaierror as failure:
        raise PermissionError(str(failure)) from failure
    raise Reached("a name server")


def through_root(outside: Outside) -> None:
    """The owner's socket by the root folder of the owner's process."""
    connect(socket.AF_UNIX, f"/proc/{outside.pid}/root{outside.socket}")


def through_descriptor(outside: Outside) -> None:
    """The owner's socket as an open path."""
    descriptor = os.open(outside.socket, os.O_PATH)
    connect(socket.AF_UNIX, f"/proc/self/fd/{descriptor}")


def ring() -> None:
    """A ring of requests, past every filter of system calls."""
    try:
        kernel_call("io_uring_setup", 4, 0)
    except OSError as failure:
        # A bad address means that the call itself would have been answered.
        if failure.errno != errno.EFAULT:
            raise
    raise Reached("io_uring")


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    port = outside.port
    v4, v6 = socket.AF_INET, socket.AF_INET6
    return {
        "connect to the machine's loopback": lambda: connect(v4, ("127.0.0.1", port)),
        "connect to it by its other name": lambda: connect(v4, ("127.1.2.3", port)),
        "connect to it by no address": lambda: connect(v4, ("0.0.0.0", port)),  # noqa: S104
        "connect to it as a mapped address": lambda: connect(v6, ("::ffff:127.0.0.1", port)),
        "connect to it over the newer protocol": lambda: connect(v6, ("::1", port)),
        "connect to the internet": unless_linked(outside, lambda: connect(v4, FAR)),
        "connect to a cloud's metadata": unless_linked(outside, lambda: connect(v4, METADATA)),
        "send a datagram to the machine": lambda: send(v4, ("127.0.0.1", port)) if _is_shared(port) else _apart(),
        "send a datagram to the internet": unless_linked(outside, lambda: send(v4, FAR)),
        "send a datagram over the newer protocol": unless_linked(outside, lambda: send(v6, ("2001:db8::1", 53))),
        "ask a name server": unless_linked(outside, resolve),
        "open a raw socket": lambda: opened(v4, socket.SOCK_RAW, socket.IPPROTO_ICMP),
        "open a packet socket": lambda: opened(socket.AF_PACKET, socket.SOCK_RAW),
        "open a socket to the machine's host": lambda: opened(AF_VSOCK, socket.SOCK_STREAM),
        "open a socket of the kernel's ciphers": lambda: opened(AF_ALG, socket.SOCK_SEQPACKET),
        "open a socket of a cluster": lambda: opened(AF_TIPC, socket.SOCK_STREAM),
        "open a socket past the network stack": lambda: opened(AF_XDP, socket.SOCK_RAW),
        "open a socket of a radio": lambda: opened(AF_BLUETOOTH, socket.SOCK_STREAM),
        "connect to the owner's socket": lambda: connect(socket.AF_UNIX, outside.socket),
        "connect to it by the owner's process": lambda: through_root(outside),
        "connect to it by an open path": lambda: through_descriptor(outside),
        "connect to an abstract socket": lambda: connect(socket.AF_UNIX, f"\0{outside.abstract}"),
        "ask the kernel by a ring of requests": ring,
    }


def _is_shared(port: int) -> bool:
    """Whether this process's loopback is the machine's, where somebody listens on the port."""
    try:
        connect(socket.AF_INET, ("127.0.0.1", port))
    except Reached:
        return True
    except OSError:
        return False
    return False


def _apart() -> None:
    raise PermissionError("the loopback is this sandbox's own")
