"""Runs the cells of a notebook, and keeps what they print within bounds."""

import time
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets.config import Config

MOST_OUTPUT_BYTES = 16 * 1024**2
STARTUP_SECONDS = 120


class BoundedClient(NotebookClient):
    """A kernel over sockets in the scratch folder, for so many seconds in all and so many bytes of outputs in all.

    What a cell prints beyond is dropped, and the cell says so; its code goes on.
    """

    def __init__(self, notebook: NotebookNode, *, seconds: float, **hooks: Any) -> None:
        self.ends_at = time.monotonic() + seconds
        self.bytes_left = MOST_OUTPUT_BYTES
        super().__init__(
            notebook,
            config=Config({"KernelManager": {"transport": "ipc"}, "AsyncKernelManager": {"transport": "ipc"}}),
            kernel_name="python3",
            timeout_func=self._seconds_left,
            startup_timeout=STARTUP_SECONDS,
            shutdown_kernel="immediate",
            record_timing=False,
            **hooks,
        )

    def _seconds_left(self, cell: NotebookNode) -> int:
        left = int(self.ends_at - time.monotonic())
        if left < 1:
            raise CellTimeoutError.error_from_timeout_and_cell("no time is left", 0, cell)
        return left

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Keep an output, as long as there is room."""
        if self.bytes_left <= 0:
            return None
        self.bytes_left -= len(repr(msg["content"]))
        if self.bytes_left > 0:
            return super().output(outs, msg, display_id, cell_index)
        words = f"\n[more than {MOST_OUTPUT_BYTES // 1024**2} MiB of outputs: the rest is not kept]\n"
        outs.append(new_output("stream", name="stderr", text=words))
        return None
