"""Ways to other processes, and to more rights and means than a sandbox gives."""

import ctypes
import os
import signal
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.namespaces import cloned
from atelier.sandbox.attempts.outside import Outside, Reached
from atelier.sandbox.attempts.refused_calls import past

PTRACE_ATTACH = 16
NEW_USER, NEW_NET, NEW_MOUNTS = 0x10000000, 0x40000000, 0x00020000
PRIO_PROCESS, IOPRIO_WHO_PROCESS = 0, 1
SELECTED_LIMIT_NOFILE = 7
QUEUED_BY_A_PROCESS = -1


def seen(outside: Outside) -> None:
    """The owner's process among those that there are."""
    if "ATELIER" in Path(f"/proc/{outside.pid}/cmdline").read_text("utf-8", "replace").upper():
        raise Reached(f"/proc/{outside.pid}")


def signalled(outside: Outside, how: Callable[[int], object]) -> None:
    """The owner's process stopped, ended or asked whether it is there."""
    how(outside.pid)
    raise Reached(f"a signal to {outside.pid}")


def call(name: str, *arguments: object) -> None:
    """A system call that no sandbox may make."""
    kernel_call(name, *arguments)
    raise Reached(name)


def by_descriptor(outside: Outside) -> None:
    """A descriptor of the owner's process, and through it one of its open files."""
    descriptor = kernel_call("pidfd_open", outside.pid, 0)
    kernel_call("pidfd_getfd", descriptor, 0, 0)
    raise Reached("a descriptor of another process")


def memory(outside: Outside) -> None:
    """The owner's process's memory as a file."""
    with Path(f"/proc/{outside.pid}/mem").open("rb"):
        raise Reached("another process's memory")


def started() -> None:
    """Another program."""
    done = subprocess.run(["/bin/true"], check=True, capture_output=True)  # noqa: S603
    raise Reached(str(done.returncode))


def forked() -> None:
    """A second process of our own."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    raise Reached("fork")


def privileged(field: str, nothing: str) -> None:
    """Rights that are left, as the kernel says."""
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
    if status[field].strip("0 ") != nothing:
        raise Reached(f"{field} {status[field]}")
    raise PermissionError(f"{field} {status[field]}")


def may_gain_rights() -> None:
    """Whether a program with the set-user-id bit would change who we are."""
    privileged("NoNewPrivs", "1")


def become(number: int) -> None:
    """Another account."""
    os.setresuid(number, number, number)
    raise Reached(f"account {number}")


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    pid = outside.pid
    buffer = ctypes.create_string_buffer(64)
    queued = ctypes.create_string_buffer(struct.pack("=iii", 0, 0, QUEUED_BY_A_PROCESS), 128)
    return {
        "see the owner's process": lambda: seen(outside),
        "ask whether the owner's process is there": lambda: signalled(outside, lambda to: os.kill(to, 0)),
        "let the owner's process go on": lambda: signalled(outside, lambda to: os.kill(to, signal.SIGCONT)),
        "signal a thread of it": lambda: call("tkill", pid, 0),
        "queue a signal to it": lambda: call("rt_sigqueueinfo", pid, 0, queued),
        "attach to it as a debugger": lambda: call("ptrace", PTRACE_ATTACH, pid, 0, 0),
        "read its memory": lambda: call("process_vm_readv", pid, buffer, 0, buffer, 0, 0),
        "open its memory": lambda: memory(outside),
        "take a descriptor of it": lambda: by_descriptor(outside),
        "compare with it": lambda: call("kcmp", os.getpid(), pid, 0, 0, 0),
        "change its limits": lambda: call("prlimit64", pid, SELECTED_LIMIT_NOFILE, None, buffer),
        "change its priority": lambda: call("setpriority", PRIO_PROCESS, pid, 19),
        "change its processors": lambda: call("sched_setaffinity", pid, 8, b"\1" + bytes(7)),
        "change its disk priority": lambda: call("ioprio_set", IOPRIO_WHO_PROCESS, pid, 0),
        "start another program": started,
        "fork": forked,
        "make a user namespace": lambda: call("unshare", NEW_USER),
        "make a network namespace": lambda: call("unshare", NEW_NET),
        "make a mount namespace": lambda: call("unshare", NEW_MOUNTS),
        "make a namespace with a process": lambda: cloned(NEW_USER),
        "enter the first process's namespaces": lambda: call("setns", os.open("/proc/1/ns/mnt", os.O_RDONLY), 0),
        "change the root folder": lambda: call("chroot", b"/"),
        "copy a mount": lambda: call("open_tree", -100, b"/", 1),
        "begin a mount": lambda: call("fsopen", b"tmpfs", 0),
        "keep a capability": lambda: privileged("CapEff", ""),
        "keep a capability for later": lambda: privileged("CapBnd", ""),
        "gain rights by a program": may_gain_rights,
        "load a program into the kernel": lambda: past("bpf", 0, buffer, 64),
        "watch the processor": lambda: past("perf_event_open", buffer, 0, -1, -1, 0),
        "catch page faults": lambda: call("userfaultfd", 0),
        "read the owner's keys": lambda: call("keyctl", 0, ctypes.c_int(-4), 0),
        "leave a key": lambda: call("add_key", b"user", b"planted", b"x", 1, ctypes.c_int(-4)),
        "load a module": lambda: call("init_module", buffer, 0, b""),
        "read the kernel's log": lambda: call("syslog", 3, buffer, 64),
        "rename the machine": lambda: call("sethostname", b"planted", 7),
        "keep accounts of processes": lambda: past("acct", b"/nowhere"),
        "become somebody else": lambda: become(12345),
    }
