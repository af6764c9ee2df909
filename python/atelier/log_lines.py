"""The log of a process: whoever reads it can tell our lines from what was in the data."""

import logging
import os
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import TextIO

from atelier.one_line import behind_margin, one_line

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
TALKATIVE = ("atelier", "mlflow", "uvicorn")


class LineFormatter(logging.Formatter):
    """One record is one line; a trace stands below it, behind a margin."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Called by the base class, with the message already put together."""
        return one_line(super().formatMessage(record))

    def formatException(self, ei: tuple) -> str:  # noqa: N802
        """Called by the base class; its text follows on a line of its own."""
        return behind_margin(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        """Called by the base class; its text follows on a line of its own."""
        return behind_margin(super().formatStack(stack_info))


def log_lines(stream: TextIO | None = None) -> None:
    """Write the log of this process to its standard error from now on, also what libraries and failing threads say.

    Every record is one line, whatever its values hold. Call it before libraries are loaded: they look whether there is
    a log already.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter(FORM))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
    # It would write lines of its own.
    os.environ.setdefault("MLFLOW_CONFIGURE_LOGGING", "false")
    logging.captureWarnings(capture=True)
    warnings.formatwarning = _warning
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def failure_lines(failure: BaseException) -> str:
    """Where something failed, behind a margin, and last of all what."""
    trace = "".join(traceback.format_exception(failure))
    return f"{behind_margin(trace)}\n{one_line(f'{type(failure).__name__}: {failure}')}\n"


def _uncaught(kind: type[BaseException], failure: BaseException | None, _trace: TracebackType | None) -> None:
    sys.stderr.write(failure_lines(failure or kind()))


def _warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, _line: str | None = None
) -> str:
    return f"{filename}:{lineno}: {category.__name__}: {message}"
