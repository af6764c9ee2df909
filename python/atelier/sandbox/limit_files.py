"""Limit how large files may become that running processes write to: a process and all that it has started.

Two arguments: the id of the process, and the limit in bytes; "none" takes it back. Only for processes of a space, whose
home is full: what is there can be read and removed, and nothing grows.
"""

import contextlib
import os
import resource
import sys
from pathlib import Path

PASSES = 100
UNLIMITED = resource.RLIM_INFINITY


def main() -> None:
    """Prints how many processes have it; those that start meanwhile inherit it, or are found by the next pass."""
    first, bytes_text = sys.argv[1:]
    limit = None if bytes_text == "none" else int(bytes_text)
    for _ in range(PASSES):
        processes = _with_descendants(int(first))
        changed = [pid for pid in processes if _limit(pid, limit)]
        if not changed:
            print(len(processes))
            return
    sys.exit("it starts processes faster than they can be limited")


def _limit(pid: int, limit: int | None) -> bool:
    """Whether it was another one before. Root alone can take back what nobody in the space can."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        kept = UNLIMITED if os.geteuid() == 0 else hard
        wanted = (kept, kept) if limit is None else (limit, limit if os.geteuid() == 0 else hard)
        if (soft, hard) == wanted:
            return False
        resource.prlimit(pid, resource.RLIMIT_FSIZE, wanted)
        return True
    return False


def _with_descendants(first: int) -> list[int]:
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 many, and often
        if name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(name)] = int(Path("/proc", name, "stat").read_bytes().rpartition(b") ")[2].split()[1])
    children: dict[int, list[int]] = {}
    for pid, parent in parents.items():
        children.setdefault(parent, []).append(pid)
    found = [first] if first in parents else []
    for pid in found:
        found.extend(children.get(pid, []))
    return found


if __name__ == "__main__":
    main()
