"""Work of a kernel in which no cell runs: threads that a cell has started and left behind."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
# Of one processor. A kernel that waits for its next cell takes about a thousandth.
LEAST_SHARE = 0.01
# What a library does for a moment is none, and looks may follow each other at once.
LEAST_SECONDS = 10.0


@dataclass(frozen=True)
class IdleKernel:
    """A kernel in which no cell runs; `last_activity` is when it last said anything, by any clock."""

    name: str
    pid: int
    last_activity: float


@dataclass(frozen=True)
class _Look:
    kernel: IdleKernel
    cpu_seconds: float
    at: float
    is_at_work: bool


class UnseenWork:
    """Compares what processors idle kernels have taken between two looks, at least ten seconds apart."""

    def __init__(self, least_seconds: float = LEAST_SECONDS) -> None:
        self._least_seconds = least_seconds
        self._looks: dict[str, _Look] = {}

    def at_work(self, kernels: Iterable[IdleKernel], now: float) -> list[str]:
        """Names of those that have worked since the look before; `now` in seconds of a clock that never goes back.

        Whatever a kernel has said in between, as at the end of a cell, begins the comparison anew.
        """
        self._looks = {
            each.name: self._look(each, taken, now) for each in kernels if (taken := cpu_seconds(each.pid)) is not None
        }
        return [name for name, look in self._looks.items() if look.is_at_work]

    def _look(self, kernel: IdleKernel, taken: float, now: float) -> _Look:
        before = self._looks.get(kernel.name)
        if before is None or before.kernel != kernel:
            return _Look(kernel, taken, now, is_at_work=False)
        if now - before.at < self._least_seconds:
            return before
        share = (taken - before.cpu_seconds) / (now - before.at)
        return replace(before, cpu_seconds=taken, at=now, is_at_work=share >= LEAST_SHARE)


def cpu_seconds(pid: int) -> float | None:
    """Of all threads of a process, in it and in the kernel for it; None when there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(") ")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
