"""Become another program behind the walls of a sandbox.

One argument: a JSON text with the fields of `Launch`. Standard input, output, error and the descriptors 3 and 4 are
handed on. Only the standard library: this starts before every process of a workspace.
"""

import contextlib
import json
import os
import platform
import resource
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atelier.sandbox.bubblewrap import bubblewrap_arguments
from atelier.sandbox.kernel import die_with_parent, drop_capabilities, forgo_new_privileges, install_filter
from atelier.sandbox.landlock import landlock_version, restrict_files
from atelier.sandbox.seccomp import Calls, filter_program
from atelier.sandbox.system_calls import MACHINES

# What programs look for on any machine, and take badly when it is there and refused; each is harmless to read.
USUAL = (
    *("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/sys/fs/cgroup"),
    *(f"/etc/{name}" for name in ("fonts", "group", "gai.conf", "host.conf", "hosts", "ld.so.conf", "ld.so.conf.d")),
    *(f"/etc/{name}" for name in ("mime.types", "nsswitch.conf", "os-release", "passwd", "protocols", "resolv.conf")),
    *(f"/etc/{name}" for name in ("services", "ssl/openssl.cnf", "ssl/certs", "timezone")),
)
ABOUT_THE_MACHINE = ("meminfo", "cpuinfo", "stat", "loadavg", "filesystems", "version", "sys")
# Killed first when the machine runs out of memory: before the supervisor, which can start it again.
EXPENDABLE = 500
# Before it are input, output, errors, reports, and sockets that a program may listen on.
FIRST_NOT_HANDED_ON = 10
MIB = 1024 * 1024


@dataclass(frozen=True)
class Launch:
    """The program to become, and the walls behind which it is.

    `bubblewrap`: the program that makes namespaces; None where the machine has none to give, and then the filter of
    system calls, landlock and limits are what holds. `scratch`: a folder that the program sees as its own temporary
    one. `placed`: folders that are seen `at` another path than theirs. `opened`: files that are open already, by the
    path at which they are seen, each with its descriptor.
    `account`: whom the program runs as, the fields of `Account`; None is who starts it. Only where namespaces are.
    `memory_mib`, `file_mib`: most private memory, largest file; None is no limit.
    `niceness`: how far it stands back where processors are wanted by others too.
    `cgroup`: folder of the group of processes that it joins, with all that it starts; None is that of who starts it.
    """

    command: list[str]
    bubblewrap: str | None
    read_only: list[str]
    read_write: list[str]
    scratch: str
    user: str
    reach: str
    processes: str
    opened: dict[str, int] = field(default_factory=dict)
    placed: list[dict[str, str]] = field(default_factory=list)
    account: dict[str, Any] | None = None
    memory_mib: int | None = None
    file_mib: int | None = None
    niceness: int = 0
    cgroup: str | None = None


def main() -> None:
    """Replaces this process; comes back only with an exception."""
    launch = Launch(**json.loads(sys.argv[1]))
    parent = os.getppid()
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        # It ended before the kernel was told to end us with it.
        sys.exit(1)
    _leave_to_others(launch)
    os.umask(0o077)
    if launch.cgroup is not None:
        # Before anything else is started: nothing of it is ever outside.
        Path(launch.cgroup, "cgroup.procs").write_text("0", "ascii")
    _limit(launch)
    _stand_back(launch.niceness)
    # Asked to end, the program ends by its own handler; bubblewrap, which gets the same signal, must not end before it.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.chdir("/")
    machine = MACHINES.get(platform.machine())
    if launch.bubblewrap is not None:
        program = machine and filter_program(machine, Calls(launch.reach, launch.processes, None))
        arguments = bubblewrap_arguments(launch, program)
        _become([launch.bubblewrap, *arguments, "--", *_as_account(launch)])
    if launch.account is not None:
        sys.exit("nothing can be run as another account, since there are no namespaces here")
    if launch.placed:
        sys.exit("a folder cannot be seen elsewhere than it is, since there are no namespaces here")
    drop_capabilities()
    forgo_new_privileges()
    version = landlock_version()
    if version > 0:
        shown = [*launch.read_only, *_kernel_files(launch), *USUAL]
        restrict_files(version, shown, [*launch.read_write, launch.scratch], launch.opened.values())
    if machine is not None:
        install_filter(filter_program(machine, Calls(launch.reach, launch.processes, os.getpid())))
    os.environ["TMPDIR"] = launch.scratch
    os.environ["HOME"] = launch.scratch
    _become(launch.command)


def _as_account(launch: Launch) -> list[str]:
    if launch.account is None:
        return launch.command
    return [sys.executable, "-S", "-P", "-m", "atelier.sandbox.become", json.dumps(launch.account), *launch.command]


def _leave_to_others(launch: Launch) -> None:
    """Nothing of whoever starts us is handed on but what is meant: neither open files, nor the group of processes.

    No namespace keeps a signal to one's own group inside, nor what is typed into the group's terminal.
    """
    if os.getpgrp() != os.getpid():
        os.setsid()
    kept = set(launch.opened.values())
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 before anything costly is loaded
        if int(name) >= FIRST_NOT_HANDED_ON and int(name) not in kept:
            # The listing's own is closed already.
            with contextlib.suppress(OSError):
                os.close(int(name))


def _become(command: list[str]) -> None:
    # Without a shell: no word of the command is read a second time.
    os.execv(command[0], command)  # noqa: S606


def _kernel_files(launch: Launch) -> list[str]:
    """Files by which programs ask the kernel about themselves and the machine; all where others are to be started."""
    return (
        ["/proc"]
        if launch.processes == "many"
        else [f"/proc/{os.getpid()}", *(f"/proc/{name}" for name in ABOUT_THE_MACHINE)]
    )


def _limit(launch: Launch) -> None:
    limits = {
        resource.RLIMIT_CORE: 0,
        # Unlike a limit on the address space, which V8 and Java reserve by the terabyte and hardly use.
        resource.RLIMIT_DATA: launch.memory_mib and launch.memory_mib * MIB,
        resource.RLIMIT_FSIZE: launch.file_mib and launch.file_mib * MIB,
    }
    for kind, value in limits.items():
        if value is not None:
            resource.setrlimit(kind, (value, value))
    Path("/proc/self/oom_score_adj").write_text(str(EXPENDABLE), "ascii")


def _stand_back(niceness: int) -> None:
    if niceness == 0:
        return
    os.nice(niceness)
    # Where the kernel shares processors between sessions, and between the processes of each only then.
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(niceness), "ascii")


if __name__ == "__main__":
    main()
