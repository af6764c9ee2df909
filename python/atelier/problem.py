"""A failure that a person can act on."""

import errno
from collections.abc import Mapping
from typing import Any, Literal, Self

Whose = Literal["yours", "machine"]


class Problem(Exception):
    """A failure: what happened, what is accepted, and one fix; shown to people as it is.

    It is the author of the input who has to act, unless it is said to be the machine's: then a second try may succeed.
    """

    def __init__(self, code: str, message: str, fix: str, whose: Whose = "yours") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix
        self.whose = whose

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in the place of a page of our own code: IPython asks for it by this name."""
        return [f"{self.code}: {self.message}", self.fix]

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Self:
        """A problem that was handed on in the shape of `as_dict`, also with more in it."""
        return cls(told["code"], told["message"], told["fix"], told.get("whose", "yours"))

    def as_dict(self) -> dict[str, str]:
        """The shape in which workers and servers hand a problem on."""
        return {"code": self.code, "message": self.message, "fix": self.fix, "whose": self.whose}


def machine_problem(failure: Exception) -> Problem | None:
    """The problem behind a failure for want of disk or memory; None for any other failure."""
    is_full = isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT)
    if is_full or "No space left on device" in str(failure):
        fix = "Free some disk space, then run the flow again."
        return Problem("DiskFull", f"There is no space left on the disk: {failure}", fix, whose="machine")
    # DuckDB's own is known by its name: most steps never load DuckDB.
    if isinstance(failure, MemoryError) or type(failure).__name__ == "OutOfMemoryException":
        fix = "End what else uses memory, or use a larger machine, then run the flow again."
        return Problem("MemoryFull", f"The step ran out of memory: {failure}", fix, whose="machine")
    return None
