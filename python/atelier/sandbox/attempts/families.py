"""Ways to kinds of sockets, and messages to the kernel's network through them."""

import os
import socket
import struct
from collections.abc import Callable

from atelier.sandbox.attempts.network import opened
from atelier.sandbox.attempts.outside import Outside, Reached

FAMILIES = {
    "of radio amateurs": (3, socket.SOCK_DGRAM, 0),
    "of an old office network": (5, socket.SOCK_DGRAM, 0),
    "of keys for tunnels": (15, socket.SOCK_RAW, 2),
    "of reliable datagrams": (21, socket.SOCK_SEQPACKET, 0),
    "of dial-in lines": (24, socket.SOCK_STREAM, 0),
    "of a data link": (26, socket.SOCK_STREAM, 0),
    "of cars": (29, socket.SOCK_RAW, 1),
    "of remote calls": (33, socket.SOCK_DGRAM, 2),
    "of phones": (35, socket.SOCK_DGRAM, 0),
    "of small radios": (36, socket.SOCK_DGRAM, 0),
    "of the kernel's messages": (41, socket.SOCK_DGRAM, 0),
    "of a modem": (42, socket.SOCK_DGRAM, 0),
    "of shared memory between machines": (43, socket.SOCK_STREAM, 0),
    "of datagrams without a link": (socket.AF_PACKET, socket.SOCK_DGRAM, 0x0300),
    "raw, over the newer protocol": (socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6),
    "raw, with headers of its own": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW),
    "that listens to the kernel's own news": (socket.AF_NETLINK, socket.SOCK_DGRAM, 15),
    "that asks for everybody's connections": (socket.AF_NETLINK, socket.SOCK_DGRAM, 4),
    "that writes the machine's audit": (socket.AF_NETLINK, socket.SOCK_RAW, 9),
    "that changes the machine's filter of packets": (socket.AF_NETLINK, socket.SOCK_RAW, 12),
    "that changes the machine's tunnels": (socket.AF_NETLINK, socket.SOCK_RAW, 6),
    "that speaks with any part of the kernel": (socket.AF_NETLINK, socket.SOCK_RAW, 16),
}
# Of linux/rtnetlink.h and linux/netlink.h.
NEW_LINK, NEW_ADDRESS, NEW_ROUTE = 16, 20, 24
REQUEST, ACKNOWLEDGE, CREATE = 1, 4, 0x400
LINK_NAME, LINK_INFORMATION, LINK_KIND = 3, 18, 1
ADDRESS, LOCAL = 1, 2
ROUTE_TO, ROUTE_BY_LINK = 1, 4


def attribute(kind: int, content: bytes) -> bytes:
    """One attribute of a message to the kernel's network, padded."""
    return struct.pack("=HH", 4 + len(content), kind) + content + bytes(-len(content) % 4)


def told(kind: int, body: bytes) -> None:
    """A message to the kernel's network that the kernel acknowledges without an error."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as link:
        header = struct.pack("=IHHII", 16 + len(body), kind, REQUEST | ACKNOWLEDGE | CREATE, 1, 0)
        link.send(header + body)
        (error,) = struct.unpack_from("=i", link.recv(4096), 16)
    if error != 0:
        raise OSError(-error, os.strerror(-error))
    raise Reached("the kernel's network")


def new_link() -> None:
    """Another interface."""
    information = attribute(LINK_INFORMATION, attribute(LINK_KIND, b"bridge\0"))
    told(NEW_LINK, bytes(16) + attribute(LINK_NAME, b"atelier0\0") + information)


def new_address() -> None:
    """Another address of the loopback."""
    loopback = struct.pack("=BBBBI", socket.AF_INET, 32, 0, 0, 1)
    told(NEW_ADDRESS, loopback + attribute(LOCAL, bytes([10, 9, 8, 7])) + attribute(ADDRESS, bytes([10, 9, 8, 7])))


def new_route() -> None:
    """Another route, to everywhere."""
    route = struct.pack("=BBBBBBBBI", socket.AF_INET, 24, 0, 0, 254, 3, 253, 1, 0)
    told(
        NEW_ROUTE, route + attribute(ROUTE_TO, bytes([203, 0, 113, 0])) + attribute(ROUTE_BY_LINK, struct.pack("=I", 1))
    )


def attempts(_outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    return {
        **{f"open a socket {what}": lambda spec=spec: opened(*spec) for what, spec in FAMILIES.items()},
        "add an interface": new_link,
        "add an address": new_address,
        "add a route": new_route,
    }
