"""Opening an input file once, so that what is looked at is what is read."""

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from atelier.problem import Problem

# What the system shows of itself under names of files; /dev/shm is a folder like any other.
WINDOWS_INTO_THE_SYSTEM = re.compile(r"/(proc|sys|dev(?!/shm/))/")


def open_input(path: Path, within: Path) -> BinaryIO:
    """Open a plain file that lies below the folder that the flow names; links may lead nowhere else.

    Pipes, devices and folders are not opened, so that nothing waits for them.
    Problems: `InputMissing`, `InputUnreadable`, `InputNotAFile`, `InputLinkLeadsOut`.
    """
    try:
        way = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise Problem(
            "InputMissing", f"{path} does not exist.", "Correct `file` in the flow, or put the file there."
        ) from None
    except (OSError, ValueError) as failure:
        raise unreadable(path, failure) from None
    try:
        check_kind(path, way)
        check_place(path, within, Path(f"/proc/self/fd/{way}").readlink())
        return Path(f"/proc/self/fd/{way}").open("rb")
    except OSError as failure:
        raise unreadable(path, failure) from None
    finally:
        os.close(way)


def check_kind(path: Path, way: int) -> None:
    """Only a plain file has rows and an end."""
    if not stat.S_ISREG(os.fstat(way).st_mode):
        raise Problem("InputNotAFile", f"{path} is not a file.", "Name one CSV file in the flow.")


def check_place(path: Path, within: Path, real: Path) -> None:
    """Where the file really is."""
    if WINDOWS_INTO_THE_SYSTEM.match(str(real)):
        raise Problem(
            "InputNotAFile",
            f"{path} is {real}, which is no file but a window into the system.",
            "Name one CSV file in the flow.",
        )
    if not real.is_relative_to(os.path.realpath(within)):
        raise Problem(
            "InputLinkLeadsOut",
            f"{path} is a link, or lies behind one, that leads to {real}, out of the folder {within} that the flow "
            "names; a link may only lead to what is below it.",
            f"Write the path {real} in the flow, or put the file itself there.",
        )


def unreadable(path: Path, failure: Exception) -> Problem:
    """The system says no, or the path is none."""
    why = failure.strerror if isinstance(failure, OSError) else failure
    return Problem("InputUnreadable", f"{path} may not be read: {why}.", "Let the workspace's user read it.")
