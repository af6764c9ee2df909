"""Where a notebook runs: in a space of one machine, or on AWS."""

import functools
import os
from typing import TYPE_CHECKING, Literal, Protocol

from atelier.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

Store = Literal["shared", "own"]


class Ground(Protocol):
    """What each ground does for the calls of a notebook."""

    project: str

    def query(self, text: str) -> "pd.DataFrame":
        """Run SQL in the project's warehouse with the caller's rights."""
        ...

    def folder(self, store: Store) -> str:
        """Where files of all members, or of this person alone, are kept; what pandas can open."""
        ...


@functools.cache
def ground() -> Ground:
    """The ground of this process. Problem `NotInASpace`."""
    if "ATELIER_API" in os.environ and "ATELIER_PROJECT" in os.environ:
        from atelier.notebook.here import Here

        return Here(os.environ["ATELIER_API"], os.environ["ATELIER_PROJECT"])
    raise Problem(
        "NotInASpace",
        "This process is in no space of a workspace: neither ATELIER_API nor ATELIER_PROJECT says which.",
        "Open a space of a project, and run the notebook there.",
    )
