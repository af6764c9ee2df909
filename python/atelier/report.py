"""One-way news from a worker process to whoever started it."""

import os
from typing import Any, TextIO

import msgspec
import numpy as np


class Report:
    """Writes one JSON document a line; without a descriptor to write to, news is dropped."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def progress(self, what: str, done: int, total: int) -> None:
        """Say what is being done and how far it is."""
        self.send({"progress": {"what": what, "done": done, "total": total}})

    def send(self, document: dict[str, Any]) -> None:
        """Hand one document to the parent process at once; a number that is not finite arrives as null."""
        if self._stream is not None:
            self._stream.write(msgspec.json.encode(document, enc_hook=_plain).decode() + "\n")
            self._stream.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"a report cannot carry a {type(value).__name__}")


def report_from_environment() -> Report:
    """The report of a process whose parent opened the descriptor named by ATELIER_REPORT_FD."""
    descriptor = os.environ.get("ATELIER_REPORT_FD")
    return Report(os.fdopen(int(descriptor), "w", encoding="utf-8") if descriptor else None)
