"""An attempt in a process of its own, since one that gets through is somebody else, or elsewhere, from then on."""

import json
import os
import signal
from collections.abc import Callable

WITHIN_SECONDS = 10


def in_child(judged: Callable[[], dict[str, str]], not_numbered: int) -> dict[str, str]:
    """What was said of it.

    A process that the kernel ends for a call is one that was refused it. `not_numbered`: the number of a process that
    is aimed at, which one of our own in a namespace of processes might have as well.
    """
    reading, writing = os.pipe()
    child = forked_but(not_numbered)
    if child == 0:
        signal.alarm(WITHIN_SECONDS)
        try:
            os.write(writing, json.dumps(judged()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    if text:
        return json.loads(text)
    name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit code {status}"
    return {"verdict": "held" if name == "SIGSYS" else "not known", "said": f"ended by {name}"}


def forked_but(number: int) -> int:
    """As a fork, whose child has another number than that."""
    while (child := os.fork()) == number:
        os.waitpid(child, 0)
    if child == 0 and os.getpid() == number:
        os._exit(0)
    return child


def may_fork() -> bool:
    """Whether this process may start another."""
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True
