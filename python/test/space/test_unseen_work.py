"""Threads that go on in a kernel where no cell runs are work; waiting is none."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from atelier.space.unseen_work import IdleKernel, UnseenWork, cpu_seconds

# What ends the process is its standard input.
WAITS = "import sys; print(1, flush=True); sys.stdin.read()"
THREAD = """
import threading
def work():
    while True: {}
threading.Thread(target=work, daemon=True).start()
"""
# How much later a second look is said to come, and what a thread has taken by then.
WINDOW_SECONDS = 10.0
TAKEN_SECONDS = 0.3


@contextmanager
def kernel(code: str) -> Iterator[IdleKernel]:
    """A process that is up and runs some code beside its main thread, which waits."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code + WAITS], **pipes) as process:  # noqa: S603
        process.stdout.readline()
        yield IdleKernel("one", process.pid, 1.0)
        process.stdin.close()


def second_look(unseen: UnseenWork, one: IdleKernel) -> list[str]:
    """What is said a window after a first look, at which nothing is known."""
    assert unseen.at_work([one], 0.0) == []
    return unseen.at_work([one], WINDOW_SECONDS)


def at_work(unseen: UnseenWork, one: IdleKernel) -> list[str]:
    """The same, once a thread has taken a processor for a while."""
    assert unseen.at_work([one], 0.0) == []
    begun = cpu_seconds(one.pid)
    while cpu_seconds(one.pid) < begun + TAKEN_SECONDS:
        time.sleep(0.01)
    return unseen.at_work([one], WINDOW_SECONDS)


@pytest.mark.parametrize("work", ["pass", "sum(range(10_000))", "open('/dev/null').close()"])
def test_a_thread_that_takes_a_processor_is_work(work: str) -> None:
    with kernel(THREAD.format(work)) as one:
        assert at_work(UnseenWork(), one) == ["one"]


@pytest.mark.parametrize("code", ["", THREAD.format("__import__('time').sleep(60)")])
def test_what_waits_is_none(code: str) -> None:
    with kernel(code) as one:
        assert second_look(UnseenWork(), one) == []


def test_what_a_cell_took_before_it_ended_is_no_work_of_a_thread() -> None:
    unseen = UnseenWork()
    with kernel(THREAD.format("pass")) as one:
        assert at_work(unseen, one) == ["one"]
        # It has said something since, as it does at the end of every cell.
        assert unseen.at_work([replace(one, last_activity=2.0)], 60.0) == []
        # While a cell runs it is not among those that are looked at.
        assert unseen.at_work([], 61.0) == []
        assert unseen.at_work([one], 120.0) == []


def test_looks_that_follow_each_other_at_once_say_what_the_last_comparison_said() -> None:
    unseen = UnseenWork()
    with kernel(THREAD.format("pass")) as one:
        assert at_work(unseen, one) == ["one"]
        assert [unseen.at_work([one], WINDOW_SECONDS + step / 100) for step in range(10)] == [["one"]] * 10


def test_a_kernel_that_has_ended_or_was_started_anew_is_none() -> None:
    unseen = UnseenWork()
    with kernel(THREAD.format("pass")) as one:
        assert at_work(unseen, one) == ["one"]
    assert unseen.at_work([one], 60.0) == []
    with kernel("") as other:
        assert unseen.at_work([other], 120.0) == []
