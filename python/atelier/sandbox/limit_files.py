"""Limit how large files may become that running processes write to: a process and all that it has started.

One argument: a JSON text with the fields of `Growth`. Only for processes of a space that keeps too much: what is there
can be read and removed. Root with its rights takes every limit back; nobody else can take back one that nobody in the
space can.
"""

import contextlib
import json
import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

PASSES = 100
UNLIMITED = resource.RLIM_INFINITY
# CAP_SYS_RESOURCE of linux/capability.h; containers often have root without it.
RIGHT_BIT = 24


@dataclass(frozen=True)
class Growth:
    """`pid`: of the first process. `largest`: bytes of a file; None takes the limit back.

    `for_good`: whether nobody in the space may raise it again. `account`: uid and gid of what runs there; None: the
    caller's.
    """

    pid: int
    largest: int | None
    for_good: bool
    account: list[int] | None


def main() -> None:
    """Prints how many processes are held lower than was asked, since their limit was for good."""
    growth = Growth(**json.loads(sys.argv[1]))
    is_free = _has_right()
    if growth.account is not None and not is_free:
        # Whose processes they are may change them as well.
        uid, gid = growth.account
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    for _ in range(PASSES):
        seen = [_limit(pid, growth, is_free) for pid in _with_descendants(growth.pid)]
        if "changed" not in seen:
            print(seen.count("held lower"))
            return
    sys.exit("it starts processes faster than they can be limited")


def _limit(pid: int, growth: Growth, is_free: bool) -> str:
    # Of processes that have ended, and of those that made the walls, which are root's.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        highest = UNLIMITED if is_free else hard
        largest = highest if growth.largest is None else _lower(growth.largest, highest)
        wanted = (largest, largest if growth.for_good else highest)
        if (soft, hard) != wanted:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, wanted)
            return "changed"
        return "held lower" if growth.largest is None and hard != UNLIMITED else "as asked"
    return "not ours"


def _lower(one: int, other: int) -> int:
    return one if other == UNLIMITED else min(one, other)


def _has_right() -> bool:
    held = next(line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("CapEff"))
    return bool(int(held.split()[1], 16) >> RIGHT_BIT & 1)


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
