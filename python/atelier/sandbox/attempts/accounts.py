"""Ways to be another account, or to leave something that makes another account do it."""

import ctypes
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.outside import Outside, Reached

ANOTHER = 12345
CAPABILITY_VERSION_3 = 0x20080522
# CAP_NET_ADMIN and CAP_SYS_ADMIN of linux/capability.h.
WANTED = 1 << 12 | 1 << 21
# Version 2 of a file's capabilities: permitted, and effective at once.
OF_A_FILE = struct.pack("<5I", 0x02000001, WANTED, 0, 0, 0)
AMBIENT, RAISE, DROP_FROM_BOUND, SECURE_BITS = 47, 2, 24, 28


def became(how: Callable[[], object]) -> None:
    """Whatever the call changes."""
    how()
    raise Reached("another account")


def take_rights() -> None:
    """Rights over the network and the machine, to use and to hand on."""
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    kernel_call("capset", header, struct.pack("=6I", *[WANTED] * 3, 0, 0, 0))


def control(option: int, *arguments: int) -> None:
    """An option of this process."""
    result = ctypes.CDLL(None, use_errno=True).prctl(option, *arguments, *[0] * (4 - len(arguments)))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    raise Reached(f"option {option}")


def handed_on() -> None:
    """A capability that every program we start has."""
    take_rights()
    control(AMBIENT, RAISE, 21)


def rights_by_a_file() -> None:
    """A program of our own that gives whoever starts it every capability."""
    program = Path(tempfile.mkdtemp()) / "program"
    shutil.copy("/bin/true", program)
    os.setxattr(program, "security.capability", OF_A_FILE)
    raise Reached("capabilities of a file")


def given_away(number: int) -> None:
    """A file of another account's."""
    file = Path(tempfile.mkdtemp()) / "file"
    file.write_text("")
    os.chown(file, number, number)
    raise Reached(f"a file of {number}")


def attempts(_outside: Outside) -> dict[str, Callable[[], None]]:
    """By name; each raises Reached when it gets through, and anything else when it does not."""
    return {
        "become another account": lambda: became(lambda: os.setuid(ANOTHER)),
        "join another group": lambda: became(lambda: os.setgid(ANOTHER)),
        "join more groups": lambda: became(lambda: os.setgroups([ANOTHER])),
        "take capabilities": lambda: became(take_rights),
        "hand capabilities on": handed_on,
        "change how root is treated": lambda: control(SECURE_BITS, 1),
        "drop a bound, which takes a right": lambda: control(DROP_FROM_BOUND, 40),
        "leave a program that gives capabilities": rights_by_a_file,
        "give a file away": lambda: given_away(ANOTHER),
    }
