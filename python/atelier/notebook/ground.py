"""Where a notebook runs: in a space of one machine, or on AWS."""

import functools
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from atelier.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

Store = Literal["shared", "own"]
How = Literal["replace", "append", "merge"]


class Ground(Protocol):
    """What each ground does for the calls of a notebook."""

    project: str

    def query(self, text: str) -> tuple[list[dict[str, str]], list[list[Any]]]:
        """Run SQL in the project's warehouse: columns `{name, type}`, types in DuckDB's words, and rows."""
        ...

    def load(self, file: Path, table: str, how: How, keys: Sequence[str]) -> dict[str, int]:
        """Load the rows of a Parquet file into a table, all or none: `{rows, inserted, updated, unchanged}`."""
        ...

    def run_flow(self, flow: str, tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        """Run a flow of the project to its end; its report."""
        ...

    def invoke(self, endpoint: str, rows: bytes) -> bytes:
        """Ask an endpoint with rows as CSV; its answer as CSV."""
        ...

    def folder(self, store: Store) -> str:
        """Where files of all members, or of this person alone, are kept; what pandas can open."""
        ...

    def has(self, address: str) -> bool:
        """Whether there is a file at an address of a store."""
        ...

    def keep(self, file: Path, address: str) -> None:
        """Put a copy of a file at an address of a store, whole or not at all."""
        ...

    def tracking(self) -> str:
        """The project's tracking, as MLflow takes it."""
        ...


@functools.cache
def ground() -> Ground:
    """The ground of this process. Problem `NotInASpace`."""
    if "ATELIER_API" in os.environ and "ATELIER_PROJECT" in os.environ:
        from atelier.notebook.here import Here

        return Here(os.environ["ATELIER_API"], os.environ["ATELIER_ENDPOINTS"], os.environ["ATELIER_PROJECT"])
    if "ATELIER_WORKSPACE" in os.environ and "ATELIER_PROJECT" in os.environ:
        from atelier.notebook.aws import Aws

        return Aws(os.environ["ATELIER_WORKSPACE"], os.environ["ATELIER_PROJECT"])
    raise Problem(
        "NotInASpace",
        "This process is in no space of a workspace: neither ATELIER_API nor ATELIER_WORKSPACE, with ATELIER_PROJECT, "
        "says which.",
        "Open a space of a project, and run the notebook there.",
    )


def data_frame(table: tuple[list[dict[str, str]], list[list[Any]]]) -> "pd.DataFrame":
    """What `query` answers, as a frame."""
    from atelier.notebook.frames import frame_of

    return frame_of(*table)
