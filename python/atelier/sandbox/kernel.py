"""The kernel's calls that Python has no name for."""

import ctypes
import os
import struct

_LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 22, 23, 24, 38
CAPABILITY_VERSION_3 = 0x20080522
SECCOMP_MODE_FILTER = 2
BYTES_OF_AN_INSTRUCTION = 8


class _Program(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def system_call(number: int, *arguments: object) -> int:
    """Make a system call by its number; OSError when the kernel refuses it."""
    return _checked(_LIBC.syscall(ctypes.c_long(number), *arguments))


def die_with_parent(signal_number: int) -> None:
    """Get a signal when the parent ends; it survives exec."""
    _checked(_LIBC.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0))


def forgo_new_privileges() -> None:
    """From here on no exec gives more rights than the process has."""
    _checked(_LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def install_filter(program: bytes) -> None:
    """Judge every further system call of this process and its children; new privileges must be forgone before."""
    loaded = _Program(len(program) // BYTES_OF_AN_INSTRUCTION, program)
    _checked(_LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(loaded), 0, 0))


def drop_bounding_set() -> None:
    """No exec of this process and its children gives a right that it has not."""
    number = 0
    # Negative past the last one that the kernel knows.
    while _LIBC.prctl(PR_CAPBSET_READ, number, 0, 0, 0) >= 0:
        # Refused to an ordinary account, which has none to lose.
        _LIBC.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
        number += 1


def drop_capabilities() -> None:
    """Leave root, if that is who we are, with no more rights than any account; exec gives none of them back."""
    drop_bounding_set()
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    _checked(_LIBC.capset(header, bytes(24)))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
