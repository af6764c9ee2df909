"""Ways past the limits of one process."""

import mmap
import os
import resource
import tempfile
from collections.abc import Callable

from atelier.sandbox.attempts.outside import Outside, Reached

MIB = 1024 * 1024


def raised(kind: int) -> None:
    """A limit lifted again after it was set."""
    soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        raise Reached("there is no limit")
    lifted(kind, (soft, hard + 1))
    raise Reached("a limit lifted")


def lifted(kind: int, values: tuple[int, int]) -> None:
    """Set a limit; OSError where that is refused."""
    try:
        resource.setrlimit(kind, values)
    except ValueError as refused:
        raise PermissionError(str(refused)) from refused


def taken(mebibytes: int) -> None:
    """More memory than was given; none of it is touched."""
    try:
        mmap.mmap(-1, (mebibytes + 1) * MIB, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except MemoryError as refused:
        raise PermissionError("no more memory") from refused
    raise Reached(f"{mebibytes} MiB")


def filled(mebibytes: int) -> None:
    """A file larger than allowed; it has no content, and so takes no disk."""
    with tempfile.TemporaryFile() as file:
        file.truncate((mebibytes + 1) * MIB)
    raise Reached(f"a file of {mebibytes} MiB")


def dumped() -> None:
    """The memory of a crash kept as a file."""
    lifted(resource.RLIMIT_CORE, (MIB, MIB))
    raise Reached("a dump")


def multiplied(number: int) -> None:
    """More processes than allowed at one time; they end with this one, when nobody can write into their pipe."""
    reading, writing = os.pipe()
    for _ in range(number + 1):
        if os.fork() == 0:
            os.close(writing)
            os.read(reading, 1)
            os._exit(0)
    raise Reached(f"{number} processes")


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not.

    Memory, files and processes are tried where there is a limit to go past.
    """
    rows: dict[str, Callable[[], None]] = {"keep the memory of a crash": dumped}
    if outside.memory_mib is not None:
        memory = outside.memory_mib
        rows |= {
            "take more memory": lambda: taken(memory),
            "lift the limit of memory": lambda: raised(resource.RLIMIT_DATA),
        }
    if outside.file_mib is not None:
        size = outside.file_mib
        rows |= {
            "write a larger file": lambda: filled(size),
            "lift the limit of files": lambda: raised(resource.RLIMIT_FSIZE),
        }
    if outside.most_processes is not None:
        most = outside.most_processes
        rows |= {
            "start more processes": lambda: multiplied(most),
            "lift the limit of processes": lambda: raised(resource.RLIMIT_NPROC),
        }
    return rows
