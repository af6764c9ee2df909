"""Ways to devices, the kernel's settings and what it tells of the whole machine."""

import os
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.files import overwrite, read_raw
from atelier.sandbox.attempts.outside import Outside, Reached

DEVICES = {
    "the machine's memory": "/dev/mem",
    "the machine's virtual machines": "/dev/kvm",
    "the user's file systems": "/dev/fuse",
    "the machine's disk": "/dev/vda",
    "the machine's partitions": "/dev/sda",
    "the machine's files as disks": "/dev/loop-control",
    "the machine's tunnels": "/dev/net/tun",
    "the machine's console": "/dev/console",
    "the machine's first terminal": "/dev/tty1",
    "the kernel's log": "/dev/kmsg",
    "the machine's keyboard": "/dev/uinput",
    "the processor's registers": "/dev/cpu/0/msr",
    "the machine's random source": "/dev/hwrng",
    "the machine's clock": "/dev/rtc0",
    "the machine's host": "/dev/vsock",
}
SETTINGS = {
    "the machine's name": "/proc/sys/kernel/hostname",
    "the program that loads modules": "/proc/sys/kernel/modprobe",
    "what a crash does": "/proc/sys/kernel/panic",
    "random addresses": "/proc/sys/kernel/randomize_va_space",
    "who sees addresses": "/proc/sys/kernel/kptr_restrict",
    "what is kept in memory": "/proc/sys/vm/drop_caches",
    "how memory is promised": "/proc/sys/vm/overcommit_memory",
    "forwarding of packets": "/proc/sys/net/ipv4/ip_forward",
    "protection of links": "/proc/sys/fs/protected_symlinks",
    "kinds of programs": "/proc/sys/fs/binfmt_misc/register",
    "how many namespaces there may be": "/proc/sys/user/max_user_namespaces",
    "interrupts": "/proc/irq/default_smp_affinity",
    "how the kernel calls programs": "/sys/kernel/uevent_helper",
    "sleep of the machine": "/sys/power/state",
    "the kernel's traces": "/sys/kernel/tracing/trace_marker",
    "the kernel's inside": "/sys/kernel/debug/sched/features",
    "memory of a control group": "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    "the end of a control group": "/sys/fs/cgroup/cpu/release_agent",
    "the unified control group": "/sys/fs/cgroup/unified/cgroup.procs",
}


def addresses() -> None:
    """Where the kernel's functions lie; all zero for whoever may not know."""
    with Path("/proc/kallsyms").open(encoding="ascii") as lines:
        known = [line for line, _ in zip(lines, range(64), strict=False) if not line.startswith("0" * 16)]
    if known:
        raise Reached(known[0])


def of_a_group() -> None:
    """A control group of our own."""
    folder = Path("/sys/fs/cgroup/pids/atelier-planted")
    folder.mkdir()
    folder.rmdir()
    raise Reached(str(folder))


def less_expendable() -> None:
    """Killed last when memory runs out, before everybody else."""
    Path("/proc/self/oom_score_adj").write_text("-900", "ascii")
    raise Reached("the last to be killed")


def frames() -> None:
    """Where our memory lies in the machine's: zero for whoever may not know."""
    page = os.sysconf("SC_PAGE_SIZE")
    lines = Path("/proc/self/maps").read_text("ascii").splitlines()
    start = next(int(line.split("-")[0], 16) for line in lines if line.endswith("[heap]") or "python" in line)
    with Path("/proc/self/pagemap").open("rb") as entries:
        entries.seek(start // page * 8)
        entry = int.from_bytes(entries.read(8), "little")
    if entry & ((1 << 55) - 1):
        raise Reached("frames of memory")


def attempts(_outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    return {
        **{f"open {what} ({path})": lambda path=path: openable(path) for what, path in DEVICES.items()},
        **{f"write a setting: {what}": lambda path=path: overwrite(path) for what, path in SETTINGS.items()},
        "read the kernel's messages": lambda: read_raw("/proc/kmsg"),
        "read what pages are used for": lambda: read_raw("/proc/kpageflags"),
        "read how pages are counted": lambda: read_raw("/proc/kpagecount"),
        "read the kernel's allocations": lambda: read_raw("/proc/vmallocinfo"),
        "find the kernel's functions": addresses,
        "find our memory in the machine's": frames,
        "make a control group": of_a_group,
        "be killed last": less_expendable,
    }


def openable(path: str) -> None:
    """A device, without a byte read."""
    os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    raise Reached(path)
