"""The arguments by which bubblewrap makes a sandbox."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atelier.sandbox.launch import Launch

NAMESPACES = (
    *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
    *("--cap-drop", "ALL", "--die-with-parent", "--hostname", "sandbox"),
)
OF_USERS = ("--unshare-user", "--disable-userns", "--assert-userns-disabled")
# In a namespace of users there is but one account; without it the filter refuses new ones. `become` drops these.
TO_BECOME_ANOTHER = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
SHARED_MEMORY_BYTES = 1 << 30


def bubblewrap_arguments(launch: "Launch", program: bytes | None) -> list[str]:
    """Everything but the command; files for bubblewrap to read are left open for it.

    The sandbox sees the given paths at their own places, a temporary folder, an empty /dev and its own processes.
    """
    arguments = [*NAMESPACES, *_users(launch), "--proc", "/proc", *_hidden(), "--remount-ro", "/proc", "--dev", "/dev"]
    if launch.account is not None:
        arguments += ["--perms", "1777", "--size", str(SHARED_MEMORY_BYTES), "--tmpfs", "/dev/shm"]  # noqa: S108
    # Before the paths, some of which may lie below it.
    arguments += ["--bind", launch.scratch, "/tmp"]  # noqa: S108 the sandbox's own
    arguments += _passable(launch)
    for path in launch.read_only:
        arguments += _shown(path)
    for path, descriptor in launch.opened.items():
        arguments += ["--ro-bind-fd", str(descriptor), path]
    for path in launch.read_write:
        arguments += ["--bind", path, path]
    for folder in launch.placed:
        arguments += ["--bind" if folder["may"] == "write" else "--ro-bind", folder["path"], folder["at"]]
    uid, gid = (launch.account["uid"], launch.account["gid"]) if launch.account else (os.getuid(), os.getgid())
    account = f"{launch.user}:x:{uid}:{gid}::/tmp:/bin/false\n"
    arguments += ["--perms", "0644", "--ro-bind-data", _open_file(account.encode()), "/etc/passwd"]
    arguments += ["--setenv", "HOME", "/tmp", "--setenv", "TMPDIR", "/tmp", "--chdir", "/"]  # noqa: S108
    arguments += ["--remount-ro", "/"]
    return arguments if program is None else [*arguments, "--seccomp", _open_file(program)]


def _passable(launch: "Launch") -> list[str]:
    """The folders above what is shown, which bubblewrap would open to root alone."""
    if launch.account is None:
        return []
    shown = [*launch.read_only, *launch.opened, *launch.read_write, *(folder["at"] for folder in launch.placed)]
    above = {parent for path in [*shown, "/etc/passwd"] for parent in Path(path).parents} - {Path("/")}
    return [part for path in sorted(map(str, above)) for part in ("--perms", "0755", "--dir", path)]


def _users(launch: "Launch") -> list[str]:
    if launch.account is None:
        return [*OF_USERS]
    return [part for name in TO_BECOME_ANOTHER for part in ("--cap-add", name)]


# Of the whole machine, and open to root even without its rights.
ABOUT_THE_MACHINE = ("acpi", "asound", "bus", "fs", "irq", "kcore", "keys", "key-users", "scsi", "sysrq-trigger")
ABOUT_THE_MACHINE += (
    "kpagecgroup",
    "kpagecount",
    "kpageflags",
    "latency_stats",
    "sched_debug",
    "timer_list",
    "vmallocinfo",
)


def _hidden() -> list[str]:
    """Empty folders and files in the place of those."""
    arguments: list[str] = []
    for path in (Path("/proc", name) for name in ABOUT_THE_MACHINE):
        if path.is_dir():
            arguments += ["--tmpfs", str(path), "--remount-ro", str(path)]
        elif path.exists():
            arguments += ["--ro-bind", "/dev/null", str(path)]
    return arguments


def _shown(path: str) -> list[str]:
    """A link of the system's, as /lib is one to usr/lib, is made again; what does not exist is left out."""
    place = Path(path)
    if place.is_symlink() and place.parent == Path("/"):
        return ["--symlink", str(place.readlink()), path]
    return ["--ro-bind-try", path, path]


def _open_file(content: bytes) -> str:
    """The number of a descriptor of a file in memory."""
    descriptor = os.memfd_create("atelier", 0)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return str(descriptor)
