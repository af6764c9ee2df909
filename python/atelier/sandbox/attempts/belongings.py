"""Ways to what belongs to other people, to the workspace, and to the door of a space."""

import array
import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.files import read, write
from atelier.sandbox.attempts.network import connect
from atelier.sandbox.attempts.outside import PLACES, Outside, Reached

SOCKETS = {
    "of containers": "/run/docker.sock",
    "of the system's messages": "/run/dbus/system_bus_socket",
    "of the system's services": "/run/systemd/private",
    "of the system's log": "/run/systemd/journal/socket",
    "of keys to other machines": "/run/user/0/ssh-agent.socket",
    "of another runtime of containers": "/run/containerd/containerd.sock",
    "of the name service": "/run/nscd/socket",
}
ALIASES = {
    "by the root of this thread": "/proc/thread-self/root",
    "by where this process is": "/proc/self/cwd",
    "by where the first process is": "/proc/1/cwd",
}


def through(folder: str) -> None:
    """The names of what a process has open or where it is."""
    if list(Path(folder).iterdir()):
        raise Reached(folder)


def swapped(outside: Outside) -> None:
    """A link that is changed between a check of it and its use."""
    link = Path(tempfile.mkdtemp()) / "link"
    for _ in range(200):
        link.symlink_to("/usr/bin/env")
        link.unlink()
        link.symlink_to(outside.secret)
        if link.exists() and outside.word in link.read_text("utf-8", "replace"):
            raise Reached("behind a link")
        link.unlink()
    raise PermissionError("a link leads nowhere that is not shown")


def replaced(outside: Outside) -> None:
    """A socket of our own in the place of the door."""
    door = Path(outside.doors, "door.sock")
    door.rename(door.with_name("old.sock"))
    door.with_name("old.sock").rename(door)
    raise Reached(str(door))


def opened_wider(outside: Outside) -> None:
    """Who may use the door."""
    Path(outside.doors, "door.sock").chmod(0o600)
    raise Reached("rights of the door")


def another_door(outside: Outside) -> None:
    """A socket beside the door, where others look for it."""
    path = Path(outside.doors, "planted.sock")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    path.unlink()
    raise Reached(str(path))


def handed(outside: Outside) -> None:
    """An open file that the door hands to whoever asks."""
    with socket.socket(socket.AF_UNIX) as stream:
        stream.settimeout(3)
        stream.connect(str(Path(outside.doors, "door.sock")))
        stream.send(b"GET / HTTP/1.0\r\n\r\n")
        _, ancillary, _, _ = stream.recvmsg(1024, socket.CMSG_SPACE(16 * array.array("i").itemsize))
    if any(kind == socket.SCM_RIGHTS for _, kind, _ in ancillary):
        raise Reached("a descriptor")
    raise PermissionError("the door answered, and handed nothing on")


def poisoned(path: str) -> None:
    """Something compiled that others load in the place of a source."""
    folder = Path(path)
    write(str(folder / "planted.pyc"))


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    libraries = str(Path(os.__file__).parent)
    return {
        **{f"read {what}": lambda at=at: read(f"{outside.folder}/{at}", outside) for what, at in PLACES.items()},
        **{f"write over {what}": lambda at=at: append(f"{outside.folder}/{at}") for what, at in PLACES.items()},
        **{f"connect to the socket {what}": lambda at=at: connect(socket.AF_UNIX, at) for what, at in SOCKETS.items()},
        **{f"read a file {how}": lambda at=at: read(f"{at}{outside.secret}", outside) for how, at in ALIASES.items()},
        "look at the owner's process's open files": lambda: through(f"/proc/{outside.pid}/fd"),
        "read behind a link that changes": lambda: swapped(outside),
        "write into the libraries": lambda: write(f"{libraries}/planted.py"),
        "write into compiled libraries": lambda: poisoned(f"{libraries}/__pycache__"),
        "write into compiled programs of ours": lambda: poisoned(f"{outside.code}/__pycache__"),
        "write into local programs": lambda: write("/usr/local/bin/planted"),
        "put a socket in the door's place": lambda: replaced(outside),
        "change who may use the door": lambda: opened_wider(outside),
        "put a socket beside the door": lambda: another_door(outside),
        "be handed an open file by the door": lambda: handed(outside),
    }


def append(path: str) -> None:
    """A file that is there, opened to be written."""
    os.close(os.open(path, os.O_WRONLY | os.O_APPEND))
    raise Reached(path)
