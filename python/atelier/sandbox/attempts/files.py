"""Ways to files that a sandbox does not show."""

import ctypes
import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.outside import Outside, Reached

AT_FDCWD = -100
LAST_HANDED_DESCRIPTOR = 5


def read(path: str, outside: Outside) -> None:
    """The secret, at one of the names it has."""
    if outside.word in Path(path).read_text("utf-8", "replace"):
        raise Reached(path)


def through_link(outside: Outside) -> None:
    """A link of our own to it."""
    link = Path(tempfile.mkdtemp()) / "link"
    link.symlink_to(outside.secret)
    read(str(link), outside)


def through_hard_link(outside: Outside) -> None:
    """A second name of the same file, where we may write."""
    for folder in (tempfile.mkdtemp(), outside.folder):
        second = Path(folder, "second")
        try:
            os.link(outside.secret, second)
        except OSError as failure:
            if failure.errno == errno.EXDEV:
                continue
            raise
        read(str(second), outside)
    raise PermissionError("no name of it can be made")


def through_descriptor(outside: Outside) -> None:
    """A path alone is opened first, and read by the name of the descriptor."""
    descriptor = os.open(outside.secret, os.O_PATH)
    read(f"/proc/self/fd/{descriptor}", outside)


def through_handle(outside: Outside) -> None:
    """The kernel's own handle of the file system's root, which needs no path."""
    handle = ctypes.create_string_buffer(136)
    ctypes.c_uint.from_buffer(handle).value = 128
    mount = ctypes.c_int()
    kernel_call("name_to_handle_at", AT_FDCWD, outside.secret.encode(), handle, ctypes.byref(mount), 0)
    raise Reached("a handle of the secret")


def inherited(_outside: Outside) -> None:
    """Anything left open by whoever started us, other than what we were handed."""
    names = [entry for entry in Path("/proc/self/fd").iterdir() if int(entry.name) > LAST_HANDED_DESCRIPTOR]
    targets = [str(entry.readlink()) for entry in names if entry.is_symlink()]
    strange = [target for target in targets if target.startswith("/") and not target.startswith(("/proc/", "/dev/"))]
    if strange:
        raise Reached(str(strange))


def write(path: str) -> None:
    """A new file there."""
    Path(path).write_text("planted", "utf-8")
    Path(path).unlink()
    raise Reached(path)


def overwrite(path: str) -> None:
    """A file that is there already; opened to write alone, since some cannot be read."""
    os.close(os.open(path, os.O_WRONLY))
    raise Reached(path)


def read_raw(path: str) -> None:
    """A file of the kernel's about the whole machine."""
    descriptor = os.open(path, os.O_RDONLY)
    if os.read(descriptor, 64):
        raise Reached(path)


def device(outside: Outside) -> None:
    """A device under a name of our own; where one can be made, that of the machine's disk can."""
    node = Path(tempfile.mkdtemp()) / "device"
    os.mknod(node, 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    with node.open("rb"):
        raise Reached("a device of our own")


def mounted(outside: Outside) -> None:
    """The whole file system, mounted once more."""
    place = tempfile.mkdtemp()
    kernel_call("mount", b"/", place.encode(), None, ctypes.c_ulong(4096 | 16384), None)
    raise Reached(place)


def listed(path: str, outside: Outside) -> None:
    """The names in a folder around the secret."""
    if Path(outside.secret) in Path(path).iterdir():
        raise Reached(path)


def other_shadow(_outside: Outside) -> None:
    """The machine's passwords, which root may read."""
    raise Reached(str(len(Path("/etc/shadow").read_bytes())))


def environment(pid: str, _outside: Outside) -> None:
    """Another process's environment, where credentials lie."""
    if Path(f"/proc/{pid}/environ").read_bytes():
        raise Reached(f"environment of {pid}")


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    secret, pid, folder = outside.secret, outside.pid, str(Path(outside.secret).parent)
    return {
        "read a file of the owner's": lambda: read(secret, outside),
        "read it by the root of this process": lambda: read(f"/proc/self/root{secret}", outside),
        "read it by the root of the first process": lambda: read(f"/proc/1/root{secret}", outside),
        "read it by the root of the owner's process": lambda: read(f"/proc/{pid}/root{secret}", outside),
        "read it by the folder of the owner's process": lambda: read(f"/proc/{pid}/cwd{secret}", outside),
        "read it upwards from where we may write": lambda: read(
            f"{tempfile.gettempdir()}/../../../..{secret}", outside
        ),
        "read it through a link of our own": lambda: through_link(outside),
        "read it through a second name": lambda: through_hard_link(outside),
        "read it through a path descriptor": lambda: through_descriptor(outside),
        "get a handle of it": lambda: through_handle(outside),
        "find an open file of the owner's": lambda: inherited(outside),
        "list the owner's folder": lambda: listed(folder, outside),
        "read the machine's passwords": lambda: other_shadow(outside),
        "read the first process's environment": lambda: environment_of_the_first(outside),
        "read the owner's process's environment": lambda: environment(str(pid), outside),
        "write into the owner's folder": lambda: write(f"{outside.folder}/planted"),
        "write over the owner's file": lambda: overwrite(secret),
        "write into our programs": lambda: write(f"{outside.code}/planted.py"),
        "write over a program": lambda: overwrite("/usr/bin/env"),
        "write into the system": lambda: write("/usr/planted"),
        "write into the root folder": lambda: write("/planted"),
        "write a setting of the kernel": lambda: overwrite("/proc/sys/kernel/core_pattern"),
        "press the kernel's emergency key": lambda: overwrite("/proc/sysrq-trigger"),
        "write who is answered on the disk's bus": lambda: overwrite("/proc/scsi/scsi"),
        "read the kernel's memory": lambda: read_raw("/proc/kcore"),
        "read the list of keys": lambda: read_raw("/proc/keys"),
        "read the machine's timers": lambda: read_raw("/proc/timer_list"),
        "make a device": lambda: device(outside),
        "mount the file system again": lambda: mounted(outside),
    }


def environment_of_the_first(outside: Outside) -> None:
    """Inside of a process namespace the first process is the sandbox's own, with the environment that we have."""
    if Path("/proc/1/exe").readlink().name == "bwrap":
        raise PermissionError("the first process is the sandbox's own")
    environment("1", outside)
