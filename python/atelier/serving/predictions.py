"""Forecasts beside the event loop, so that it always answers."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from atelier.problem import Problem
from atelier.serving.busy import busy


class Predictions:
    """A few threads, and a bounded number of requests that wait for one."""

    def __init__(self, at_once: int, waiting: int, limit_seconds: float) -> None:
        self._threads = ThreadPoolExecutor(at_once, "prediction")
        self._places = BoundedSemaphore(at_once + waiting)
        self._limit_seconds = limit_seconds

    async def answer(self, work: Callable[[], bytes], gone: Callable[[], Coroutine]) -> bytes | None:
        """Result of `work`, computed in a thread; None when the caller is `gone` before that.

        Work that has begun cannot be interrupted and keeps its thread; work that waits is dropped with its caller.
        Problems: `Busy`, `TookTooLong`, and whatever `work` raises.
        """
        if not self._places.acquire(blocking=False):
            raise busy("As many requests wait for a forecast as there may be.")
        begun = self._threads.submit(work)
        begun.add_done_callback(lambda _: self._places.release())
        answered, left = asyncio.wrap_future(begun), asyncio.create_task(gone())
        try:
            await asyncio.wait((answered, left), timeout=self._limit_seconds, return_when=asyncio.FIRST_COMPLETED)
            if answered.done():
                return answered.result()
            if left.done():
                return None
            raise _took_too_long(self._limit_seconds)
        finally:
            # Through asyncio's future it is a turn of the loop later, in which a thread may take up what waits.
            begun.cancel()
            answered.cancel()
            left.cancel()


def _took_too_long(limit_seconds: float) -> Problem:
    return Problem(
        "TookTooLong",
        f"The forecast was not ready after {limit_seconds:g} seconds, the time that it had to wait included.",
        "Ask for fewer items at a time, or send the request again later.",
        whose="machine",
    )
