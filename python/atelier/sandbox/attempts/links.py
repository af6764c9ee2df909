"""Links to a network that is not ours, over which no attempt sends anything."""

import contextlib
import socket
from collections.abc import Callable

from atelier.sandbox.attempts.outside import Outside, Reached


def linked() -> None:
    """A neighbour on any link but the sandbox's own loopback."""
    links = [(number, name) for number, name in socket.if_nameindex() if name != "lo"]
    if not links:
        raise PermissionError("there is no link to a neighbour")
    raise Reached(str(links))


def unless_linked(outside: Outside, call: Callable[[], None]) -> Callable[[], None]:
    """The attempt, where it can reach nobody but us.

    With a link to a network that is not ours nothing is sent: that there is one is the way out.
    """

    def attempt() -> None:
        if not outside.staged:
            with contextlib.suppress(PermissionError):
                linked()
        call()

    return attempt
