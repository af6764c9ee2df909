"""A failure that a person can act on."""

import errno
from typing import Literal

Whose = Literal["yours", "machine"]


class Problem(Exception):
    """What happened, what is accepted, and one fix; shown to people as it is.

    It is the author of the input who has to act, unless it is said to be the machine's: then a second try may succeed.
    """

    def __init__(self, code: str, message: str, fix: str, whose: Whose = "yours") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix
        self.whose = whose

    def as_dict(self) -> dict[str, str]:
        """The shape in which workers and servers hand a problem on."""
        return {"code": self.code, "message": self.message, "fix": self.fix, "whose": self.whose}


def full_disk(failure: OSError) -> Problem | None:
    """The problem behind a write that failed for want of space; None for any other failure."""
    if failure.errno not in (errno.ENOSPC, errno.EDQUOT):
        return None
    return Problem(
        "DiskFull",
        f"There is no space left to write {failure.filename or 'a file'}.",
        "Free some disk space, then run the flow again.",
        whose="machine",
    )
