"""Files that a process may use, enforced by the kernel without namespaces."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from errno import EACCES, ENOENT, ENOSYS, EOPNOTSUPP

from atelier.sandbox.kernel import system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_ONLY = 1
PATH_BENEATH = 1
# Rights of linux/landlock.h by bit: execute, write file, read file, read folder, remove and make entries (4 to 12),
# refer (2nd version), truncate (3rd), ioctl on devices (5th).
READ = 0b1101
READ_A_FILE = 0b0101
WRITE_A_FILE = 0b111 | 1 << 14
MAKE_DEVICES = 1 << 6 | 1 << 11
RIGHTS_BY_VERSION = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
# Since the 6th version: abstract unix sockets and signals to processes outside are refused.
SCOPES = 0b11
FIRST_VERSION_WITH_SCOPES = 6


def landlock_version() -> int:
    """The version of the running kernel; 0 when it has none, or has it switched off."""
    try:
        return system_call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_ONLY))
    except OSError as failure:
        if failure.errno in (ENOSYS, EOPNOTSUPP):
            return 0
        raise


def restrict_files(
    version: int, read_only: Iterable[str], read_write: Iterable[str], opened: Iterable[int] = ()
) -> None:
    """Close every file and folder to this process but those below the given ones; what does not exist is left out.

    `opened`: descriptors of files that may be read too.
    """
    handled = RIGHTS_BY_VERSION[min(version, max(RIGHTS_BY_VERSION))]
    attributes = struct.pack("QQQ", handled, 0, SCOPES if version >= FIRST_VERSION_WITH_SCOPES else 0)
    size = len(attributes) if version >= FIRST_VERSION_WITH_SCOPES else 8
    ruleset = system_call(CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    for path in read_only:
        _allow(ruleset, path, READ & handled, READ_A_FILE & handled)
    for path in read_write:
        _allow(ruleset, path, handled & ~MAKE_DEVICES, WRITE_A_FILE & handled)
    for descriptor in opened:
        _add_rule(ruleset, descriptor, READ_A_FILE & handled)
    system_call(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)


def _allow(ruleset: int, path: str, on_folder: int, on_file: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as failure:
        if failure.errno in (ENOENT, EACCES):
            return
        raise
    try:
        rights = on_folder if stat.S_ISDIR(os.fstat(descriptor).st_mode) else on_file
        _add_rule(ruleset, descriptor, rights)
    finally:
        os.close(descriptor)


def _add_rule(ruleset: int, descriptor: int, rights: int) -> None:
    rule = struct.pack("=Qi", rights, descriptor)
    system_call(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint32(0))
