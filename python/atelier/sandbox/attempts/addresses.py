"""Ways to addresses and name servers, each a destination that a program in a notebook would think of."""

import contextlib
import socket
from collections.abc import Callable

from atelier.sandbox.attempts.links import linked, unless_linked
from atelier.sandbox.attempts.network import AF_VSOCK, HOST_OF_A_VIRTUAL_MACHINE, connect
from atelier.sandbox.attempts.outside import Outside, Reached

MSG_FASTOPEN = 0x20000000
DNS_QUESTION = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x01\x00\x01"
V4 = {
    "a private address": "10.0.0.1",
    "a network of containers": "172.17.0.1",
    "a network at home": "192.168.0.1",
    "the credentials of a task": "169.254.170.2",
    "another cloud's metadata": "100.100.100.200",
    "a public server": "198.51.100.7",
}
V6 = {
    "a cloud's metadata over the newer protocol": "fd00:ec2::254",
    "a cloud's metadata as a mapped address": "::ffff:169.254.169.254",
    "a private address as a mapped one": "::ffff:10.0.0.1",
    "an old address as a compatible one": "::169.254.169.254",
    "an old address through a translator": "64:ff9b::a9fe:a9fe",
    "an old address through a tunnel": "2002:a9fe:a9fe::1",
    "a public server over the newer protocol": "2001:db8::7",
}
DATAGRAMS = {
    "a name server of the machine's": ("127.0.0.53", 53),
    "a name server of the loopback": ("127.0.0.1", 53),
    "a name server of a cloud's": ("169.254.169.253", 53),
    "a public name server": ("198.51.100.53", 53),
}


def answered(address: tuple[str, int]) -> None:
    """A question about a name, and its answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.settimeout(1)
        datagrams.connect(address)
        datagrams.send(DNS_QUESTION)
        try:
            datagrams.recv(512)
        except TimeoutError as silence:
            raise Reached(f"{address}, which did not answer") from silence
    raise Reached(str(address))


def fast(address: tuple[str, int]) -> None:
    """A connection opened by its first bytes, with no call to connect."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream:
        stream.setblocking(False)
        # In progress: the first packet is on its way.
        with contextlib.suppress(BlockingIOError):
            stream.sendto(b"GET / HTTP/1.0\r\n\r\n", MSG_FASTOPEN, address)
    raise Reached(str(address))


def to_all(address: tuple[str, int]) -> None:
    """A datagram to everybody in the network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        datagrams.sendto(b"out", address)
    raise Reached(str(address))


def bound(address: tuple[str, int]) -> None:
    """An address that others call, taken by us."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream:
        stream.bind(address)
    raise Reached(str(address))


def heard_by_the_host(cid: int) -> None:
    """A listener that a virtual machine's host, or another of its guests, could call."""
    with socket.socket(AF_VSOCK, socket.SOCK_STREAM) as stream:
        stream.bind((cid, 47001))
        stream.listen(1)
    raise Reached("a listener for the host")


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    return {name: unless_linked(outside, call) for name, call in calls().items()}


def calls() -> dict[str, Callable[[], None]]:
    """By name, whom or what is called."""
    v4, v6 = socket.AF_INET, socket.AF_INET6
    far = ("198.51.100.7", 80)
    return {
        **{f"connect to {what}": lambda to=to: connect(v4, (to, 80)) for what, to in V4.items()},
        **{f"connect to {what}": lambda to=to: connect(v6, (to, 80)) for what, to in V6.items()},
        **{f"ask {what}": lambda to=to: answered(to) for what, to in DATAGRAMS.items()},
        "ask a name server by a connection": lambda: connect(v4, ("127.0.0.53", 53)),
        "connect by the first bytes": lambda: fast(far),
        "call everybody in the network": lambda: to_all(("255.255.255.255", 9)),
        "call everybody in a group": lambda: to_all(("224.0.0.251", 5353)),
        "call a neighbour on a link": linked,
        "take an address that others call": lambda: bound(("169.254.169.254", 0)),
        "connect to the machine's host": lambda: connect(AF_VSOCK, (HOST_OF_A_VIRTUAL_MACHINE, 1024)),
        "connect to a neighbour on the machine's host": lambda: connect(AF_VSOCK, (3, 1024)),
        "listen for the machine's host": lambda: heard_by_the_host(socket.VMADDR_CID_ANY),
    }
