"""Targets of an attempt to get out of a sandbox, all of them made for the attempt by whoever runs it."""

from dataclasses import dataclass

# What others have in the owner's folder, each a file that holds the word.
PLACES = {
    "another person's home": "home",
    "another project's files": "project",
    "another person's sandbox": "sandbox",
    "the workspace's state": "state",
    "a project's warehouse": "warehouse",
    "the tracking database": "tracking",
    "the audit log": "audit",
    "sessions of people": "sessions",
    "the server's key": "key",
}


@dataclass(frozen=True)
class Outside:
    """`secret`: a file of the owner's that holds `word`. `folder`: one that the owner may write in.
    `port`, `socket`, `abstract`: where the owner listens, on loopback, at a path and under an abstract name.
    `pid`: a process of the owner's. `code`: a folder of our own programs. `doors`: the folder in which a space finds
    its sockets, with a `door.sock`. `bubblewrap`: the program that makes sandboxes, as it is seen inside.
    `memory_mib`, `file_mib`, `most_processes`: the limits of the sandbox, None where it has none.
    `staged`: whether every address is our own listener's; elsewhere nobody's network is called.
    """

    secret: str
    word: str
    folder: str
    port: int
    socket: str
    abstract: str
    pid: int
    code: str
    doors: str = "/run/atelier"
    bubblewrap: str = ""
    memory_mib: int | None = None
    file_mib: int | None = None
    most_processes: int | None = None
    staged: bool = False


class Reached(Exception):
    """An attempt got through; the text says to what."""
