"""Targets of an attempt to get out of a sandbox, all of them made for the attempt by whoever runs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outside:
    """`secret`: a file of the owner's that holds `word`. `folder`: one that the owner may write in.
    `port`, `socket`, `abstract`: where the owner listens, on loopback, at a path and under an abstract name.
    `pid`: a process of the owner's. `code`: a folder of our own programs.
    """

    secret: str
    word: str
    folder: str
    port: int
    socket: str
    abstract: str
    pid: int
    code: str


class Reached(Exception):
    """An attempt got through; the text says to what."""
