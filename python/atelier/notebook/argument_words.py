"""Problems of a training in the words of who called it in Python."""

import contextlib
import re
from collections.abc import Iterator

from atelier.problem import Problem

OPTION = re.compile(r"forecast\.([A-Za-z]+)")
CAPITAL = re.compile(r"(?=[A-Z])")
ARGUMENT_OF = {"timestamp": "time"}


@contextlib.contextmanager
def argument_words() -> Iterator[None]:
    """A flow's `forecast.backtestWindows` is told as `backtest_windows`, which is what the caller wrote."""
    try:
        yield
    except Problem as problem:
        problem.message, problem.fix = _argued(problem.message), _argued(problem.fix)
        problem.args = (problem.message,)
        raise


def _argued(text: str) -> str:
    return OPTION.sub(lambda found: ARGUMENT_OF.get(found[1], CAPITAL.sub("_", found[1]).lower()), text)
