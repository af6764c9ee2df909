"""Ways into namespaces of one's own, in which an account has rights over the kernel again."""

import ctypes
import os
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.outside import Outside, Reached

KINDS = {
    "of clocks": 0x00000080,
    "of control groups": 0x02000000,
    "of names": 0x04000000,
    "of shared memory": 0x08000000,
    "of accounts": 0x10000000,
    "of processes": 0x20000000,
    "of networks": 0x40000000,
    "of mounts": 0x00020000,
}
SIGNAL_CHILD = 17
BY_UNSHARE = ("of clocks", "of control groups", "of names", "of shared memory", "of processes")
BY_CLONE = ("of control groups", "of names", "of shared memory", "of processes", "of networks", "of mounts")
NAMES_OF_NAMESPACES = ("net", "mnt", "ipc", "uts", "user", "pid", "cgroup", "time")


def unshared(flag: int) -> None:
    """A namespace of one kind for this process or its children."""
    kernel_call("unshare", flag)
    raise Reached("a namespace")


def cloned(flag: int) -> None:
    """A process with such a namespace."""
    child = kernel_call("clone", ctypes.c_ulong(flag | SIGNAL_CHILD), 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    raise Reached("a process with a namespace")


def cloned_newly() -> None:
    """The same by the newer call, whose flags lie in memory where no filter reads them."""
    arguments = struct.pack("=8Q", KINDS["of accounts"], 0, 0, 0, SIGNAL_CHILD, 0, 0, 0)
    child = kernel_call("clone3", arguments, ctypes.c_size_t(len(arguments)))
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    raise Reached("a process with a namespace")


def entered(pid: int, kind: str) -> None:
    """A namespace of the owner's process."""
    descriptor = os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY)
    kernel_call("setns", descriptor, 0)
    raise Reached(f"the {kind} namespace of {pid}")


def nested(program: str) -> None:
    """A sandbox in the sandbox, by the program that makes them."""
    command = [program, "--unshare-user", "--uid", "0", "--ro-bind", "/", "/", "--", "/bin/true"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise PermissionError(done.stderr.decode("utf-8", "replace").strip())
    raise Reached("a sandbox of our own")


def mapped(file: str, text: str) -> None:
    """Which account outside is which one inside, written once more."""
    Path(f"/proc/self/{file}").write_text(text, "ascii")
    raise Reached(file)


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    return {
        **{f"make a namespace {what}": lambda what=what: unshared(KINDS[what]) for what in BY_UNSHARE},
        **{f"start a process with a namespace {what}": lambda what=what: cloned(KINDS[what]) for what in BY_CLONE},
        "start a process with a namespace by the newer call": cloned_newly,
        **{
            f"enter the owner's process's namespace ({kind})": lambda kind=kind: entered(outside.pid, kind)
            for kind in NAMES_OF_NAMESPACES
        },
        "make a sandbox in the sandbox": lambda: nested(outside.bubblewrap),
        "write who is who": lambda: mapped("uid_map", "0 0 1\n"),
        "write which group is which": lambda: mapped("gid_map", "0 0 1\n"),
        "allow other groups": lambda: mapped("setgroups", "allow"),
    }
