"""Ways into parts of the kernel that no program of a workspace needs, one call each."""

import array
import ctypes
import errno
import fcntl
import mmap
import os
import platform
import termios
from collections.abc import Callable

from atelier.sandbox.attempts.kernel_call import kernel_call, kernel_call_by_number
from atelier.sandbox.attempts.outside import Outside, Reached

REFUSALS = (errno.EPERM, errno.EACCES, errno.ENOSYS)
NOWHERE = b"/nowhere"
NONE = ctypes.c_long(-1)
RING_WITH_A_THREAD = 2
ADJUST_TICK = 0x4000
NO_RANDOM_ADDRESSES = 0x0040000
QUOTA_ON = 0x80000200
TERMINAL_LINUX = 0x541C
X32 = 0x40000000
FIRST_OF_X32 = {"x86_64": X32 + 39}
# mov eax, 20 (getpid of the older table); int 0x80; ret
OLD_CALL = bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3])


def past(name: str, *arguments: object) -> None:
    """A call with arguments that are no good: any other complaint than a refusal comes from behind the wall."""
    try:
        kernel_call(name, *arguments)
    except OSError as failure:
        if failure.errno in REFUSALS:
            raise
    raise Reached(name)


def typed() -> None:
    """A key press put into a terminal, as if its owner had typed it."""
    _, terminal = os.openpty()
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    fcntl.ioctl(terminal, termios.TIOCSTI, b"x")
    raise Reached("a terminal's input")


def pasted() -> None:
    """The console's clipboard put into it."""
    terminal, _ = os.openpty()
    try:
        fcntl.ioctl(terminal, TERMINAL_LINUX, array.array("b", [3]))
    except OSError as failure:
        if failure.errno in REFUSALS:
            raise
    raise Reached("a console's clipboard")


def second_table() -> None:
    """A call by its number in the table of x32."""
    number = FIRST_OF_X32.get(platform.machine())
    if number is None:
        raise NotImplementedError(platform.machine())
    kernel_call_by_number(number)
    raise Reached("the second table of calls")


def old_table() -> None:
    """A call by its number in the table of 32 bits, which a filter of the newer numbers reads wrongly."""
    if platform.machine() != "x86_64":
        raise NotImplementedError(platform.machine())
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(OLD_CALL)
    call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    answer = call()
    if answer < 0:
        raise OSError(-answer, os.strerror(-answer))
    raise Reached(f"the old table of calls: {answer}")


def attempts(outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    buffer = ctypes.create_string_buffer(512)
    tick = ctypes.create_string_buffer(ADJUST_TICK.to_bytes(4, "little"), 512)
    ring = ctypes.create_string_buffer(120)
    ctypes.c_uint.from_buffer(ring, 8).value = RING_WITH_A_THREAD
    calls: dict[str, tuple[object, ...]] = {
        "make a ring with a thread of the kernel's": ("io_uring_setup", 4, ring),
        "enter a ring": ("io_uring_enter", NONE, 0, 0, 0, None, 0),
        "register with a ring": ("io_uring_register", NONE, 0, None, 0),
        "write another process's memory": ("process_vm_writev", outside.pid, buffer, 1, buffer, 1, 0),
        "give advice on another process's memory": ("process_madvise", NONE, buffer, 1, 4, 0),
        "start another kernel": ("kexec_load", 0, 0, None, 8),
        "start another kernel from a file": ("kexec_file_load", NONE, NONE, 0, None, 0x80),
        "load a module from a file": ("finit_module", NONE, b"", 0),
        "remove a module": ("delete_module", b"nowhere", 0x800),
        "restart the machine": ("reboot", 0, 0, 0, None),
        "swap to a file": ("swapon", NOWHERE, 0),
        "stop swapping": ("swapoff", NOWHERE),
        "set the time": ("settimeofday", None, None),
        "set a clock": ("clock_settime", 0, None),
        "set the clock's speed": ("adjtimex", tick),
        "rename the machine's domain": ("setdomainname", b"x", NONE),
        "set a quota": ("quotactl", ctypes.c_uint(QUOTA_ON), NOWHERE, 0, None),
        "set a quota by a file": ("quotactl_fd", NONE, ctypes.c_uint(QUOTA_ON), 0, None),
        "hang up a terminal": ("vhangup",),
        "use the processor's ports": ("iopl", 3),
        "use one of its ports": ("ioperm", 0x80, 1, 1),
        "change the processor's segments": ("modify_ldt", 0, buffer, 16),
        "switch random addresses off": ("personality", NO_RANDOM_ADDRESSES),
        "watch everybody's files": ("fanotify_init", 0x10, 0),
        "ask for a key": ("request_key", b"user", b"nobody's", None, 0),
        "open a file by the kernel's handle": ("open_by_handle_at", -100, buffer, 0),
        "unmount": ("umount2", NOWHERE, 0),
        "exchange the root folder": ("pivot_root", NOWHERE, NOWHERE),
        "configure a mount": ("fsconfig", NONE, 0, None, None, 0),
        "make a mount": ("fsmount", NONE, 0, 0),
        "pick a mount": ("fspick", -100, NOWHERE, 0),
        "move a mount": ("move_mount", NONE, b"", NONE, b"", 0),
        "change a mount": ("mount_setattr", -100, NOWHERE, 0, buffer, 32),
        "release another process's memory": ("process_mrelease", NONE, 0),
    }
    return {
        **{name: lambda call=call: past(*call) for name, call in calls.items()},
        "type into a terminal": typed,
        "paste into a console": pasted,
        "call by the second table": second_table,
        "call by the old table": old_table,
    }
