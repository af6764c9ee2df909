"""Forecasts take their time beside the event loop, a few at once, and not for ever."""

import asyncio
import threading

import httpx
import pytest
from request_rows import csv_of, rows_of

from atelier.problem import Problem
from atelier.serving.app import create_app
from atelier.serving.predictions import Predictions

WAIT_SECONDS = 60


class Held:
    """Work that lasts until it is let go."""

    def __init__(self):
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self):
        self.begun.set()
        assert self.go.wait(WAIT_SECONDS)
        return b"done"


async def never():
    await asyncio.Event().wait()


async def begun(work):
    assert await asyncio.to_thread(work.begun.wait, WAIT_SECONDS)


def test_more_than_may_wait_are_refused_at_once_and_taken_again_later():
    async def scenario():
        predictions, first, second = Predictions(1, 1, WAIT_SECONDS), Held(), Held()
        answers = [asyncio.create_task(predictions.answer(work, never)) for work in (first, second)]
        await begun(first)
        with pytest.raises(Problem) as caught:
            await predictions.answer(Held(), never)
        assert caught.value.code == "Busy"
        first.go.set()
        second.go.set()
        assert await asyncio.gather(*answers) == [b"done", b"done"]
        assert await predictions.answer(lambda: b"again", never) == b"again"

    asyncio.run(scenario())


def test_a_forecast_that_takes_too_long_is_given_up_and_keeps_its_place_until_it_is_done():
    async def scenario():
        predictions, slow = Predictions(1, 0, limit_seconds=0.1), Held()
        with pytest.raises(Problem) as caught:
            await predictions.answer(slow, never)
        assert (caught.value.code, "0.1 seconds" in caught.value.message) == ("TookTooLong", True)
        with pytest.raises(Problem) as caught:
            await predictions.answer(Held(), never)
        assert caught.value.code == "Busy"
        slow.go.set()
        while True:
            try:
                assert await predictions.answer(lambda: b"again", never) == b"again"
                return
            except Problem:
                await asyncio.sleep(0)

    asyncio.run(scenario())


def test_work_that_waits_is_dropped_when_its_caller_has_gone():
    async def scenario():
        predictions, first, second = Predictions(1, 1, WAIT_SECONDS), Held(), Held()
        answer = asyncio.create_task(predictions.answer(first, never))
        await begun(first)

        async def gone():
            return {"type": "http.disconnect"}

        assert await predictions.answer(second, gone) is None
        first.go.set()
        assert await answer == b"done"
        assert await predictions.answer(lambda: b"next", never) == b"next"
        assert not second.begun.is_set()

    # A thread that becomes free at the same moment must not take it up either.
    for _ in range(200):
        asyncio.run(scenario())


class HeldForecaster:
    """A model that takes as long as a test wants."""

    def __init__(self, forecaster, held):
        self.spec, self.items, self.grid = forecaster.spec, forecaster.items, forecaster.grid
        self._forecaster, self._held = forecaster, held

    def predict(self, panel):
        self._held()
        return self._forecaster.predict(panel)


def test_ping_is_answered_while_a_forecast_is_made(forecaster):
    async def scenario():
        held = Held()
        transport = httpx.ASGITransport(create_app(HeldForecaster(forecaster, held)))
        async with httpx.AsyncClient(transport=transport, base_url="http://endpoint") as client:
            body = csv_of(rows_of(1))
            forecast = asyncio.create_task(
                client.post("/invocations", content=body, headers={"content-type": "text/csv"})
            )
            await begun(held)
            assert (await client.get("/ping")).status_code == 200
            held.go.set()
            assert (await forecast).status_code == 200

    asyncio.run(asyncio.wait_for(scenario(), WAIT_SECONDS))
