"""Ways to other processes by what the kernel tells of them, and to memory that is shared under a name."""

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.outside import Outside, Reached

ATTACH_WITHOUT_STOPPING = 0x4206
PRIO_PROCESS_OF_ANOTHER = 0
# Agreed upon with whoever makes the targets: a key, and a name.
SHARED_KEY = 0x0A7E11E5
SHARED_NAME = "atelier-shared"
TOLD = {
    "maps": "maps of memory",
    "stat": "numbers",
    "status": "state",
    "mountinfo": "mounts",
    "cmdline": "arguments",
    "auxv": "start",
    "limits": "limits",
    "io": "reads and writes",
    "wchan": "waiting",
    "net/unix": "sockets",
    "net/tcp": "connections",
}


def told(pid: int, name: str) -> None:
    """What the kernel tells of the owner's process."""
    if Path(f"/proc/{pid}/{name}").read_bytes():
        raise Reached(f"{name} of {pid}")


def where(pid: int, name: str) -> None:
    """Which file it runs, or where it is."""
    raise Reached(str(Path(f"/proc/{pid}/{name}").readlink()))


def call(name: str, *arguments: object) -> None:
    """A call that names the owner's process."""
    kernel_call(name, *arguments)
    raise Reached(name)


def shared(name: str, *arguments: object) -> None:
    """Something that is there already under the key."""
    number = kernel_call(name, SHARED_KEY, *arguments)
    raise Reached(f"{name} {number}")


def queue() -> None:
    """A queue of messages by its name."""
    os.close(kernel_call("mq_open", SHARED_NAME.encode(), os.O_RDWR, 0, None))
    raise Reached("a queue of messages")


def shared_file() -> None:
    """Memory that another process shares as a file."""
    Path("/dev/shm", SHARED_NAME).read_bytes()  # noqa: S108
    raise Reached("shared memory")


def everybody() -> None:
    """Other processes than ours and the sandbox's first."""
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    strangers = [pid for pid in pids if not _is_family(pid)]
    if strangers:
        raise Reached(f"{len(strangers)} processes")


def _is_family(pid: int) -> bool:
    """Whether it descends from the first process that we are meant to see, which is not the machine's."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text("ascii").strip()
    except OSError:
        return True
    return name == "bwrap" or pid in (os.getpid(), os.getppid())


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    pid = outside.pid
    buffer = ctypes.create_string_buffer(512)
    return {
        **{f"read the owner's process's {what}": lambda name=name: told(pid, name) for name, what in TOLD.items()},
        "find the owner's process's program": lambda: where(pid, "exe"),
        "find the owner's process's folder": lambda: where(pid, "cwd"),
        "see anybody else's process": everybody,
        "get hold of the owner's process": lambda: call("pidfd_open", pid, 0),
        "signal a thread of the owner's group": lambda: call("tgkill", pid, pid, 0),
        "signal the owner's group": lambda: killed_as_group(pid),
        "watch the owner's process as a debugger": lambda: call("ptrace", ATTACH_WITHOUT_STOPPING, pid, 0, 0),
        "change how the owner's process is scheduled": lambda: call("sched_setscheduler", pid, 0, bytes(4)),
        "move the owner's process's pages": lambda: call("move_pages", pid, 0, None, None, None, 0),
        "move the owner's process's memory": lambda: call("migrate_pages", pid, 64, b"\1" + bytes(7), b"\1" + bytes(7)),
        "read the owner's process's limits by a call": lambda: call("prlimit64", pid, 7, None, buffer),
        "share the owner's memory": lambda: shared("shmget", 1, 0),
        "share the owner's semaphores": lambda: shared("semget", 1, 0),
        "share the owner's messages": lambda: shared("msgget", 0),
        "share the owner's queue": queue,
        "share the owner's memory by a file": shared_file,
    }


def killed_as_group(pid: int) -> None:
    """The process group that the owner's process is in, asked whether it is there."""
    os.killpg(os.getpgid(pid), signal.SIGCONT)
    raise Reached("a group")
