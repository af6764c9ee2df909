"""Limits of bodies: 6 MB each, so many seconds, and so much together."""

import asyncio

import pytest

from atelier.problem import Problem
from atelier.serving import request_body
from atelier.serving.request_body import LIMIT_BYTES, RequestBodies


async def chunks(*parts):
    for part in parts:
        yield part


async def code_of(bodies, parts):
    try:
        async with bodies.read(parts) as body:
            return len(body)
    except Problem as problem:
        return problem.code


def test_bodies_together_hold_no_more_than_there_is_memory_for_and_let_it_go():
    async def scenario():
        bodies = RequestBodies(limit_bytes=100)
        async with bodies.read(chunks(b"x" * 50, b"x" * 30)) as body:
            assert len(body) == 80
            assert await code_of(bodies, chunks(b"x" * 20, b"x")) == "Busy"
            assert await code_of(bodies, chunks(b"x" * 20)) == 20
        assert await code_of(bodies, chunks(b"x" * 100)) == 100

    asyncio.run(scenario())


REFUSED = {
    "a body that is too large": ((b"x" * LIMIT_BYTES, b"x"), "BodyTooLarge"),
    "a body that never ends": ([b"x" * 1024 * 1024] * 100_000, "BodyTooLarge"),
    "an empty body": ((), "EmptyBody"),
    "a body of empty parts": ((b"", b""), "EmptyBody"),
}


@pytest.mark.parametrize("parts, code", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_body_takes_no_memory_from_the_next(parts, code):
    async def scenario():
        bodies = RequestBodies(limit_bytes=2 * LIMIT_BYTES)
        assert await code_of(bodies, chunks(*parts)) == code
        assert await code_of(bodies, chunks(b"x" * LIMIT_BYTES)) == LIMIT_BYTES

    asyncio.run(scenario())


def test_a_body_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(request_body, "BODY_SECONDS", 0.1)

    async def dripping():
        while True:
            yield b"x"
            await asyncio.sleep(0.01)

    async def scenario():
        bodies = RequestBodies(limit_bytes=LIMIT_BYTES)
        assert await code_of(bodies, dripping()) == "BodyTooSlow"
        assert await code_of(bodies, chunks(b"x" * LIMIT_BYTES)) == LIMIT_BYTES

    asyncio.run(asyncio.wait_for(scenario(), 30))


def test_an_error_while_a_body_is_used_stays_what_it_is():
    async def scenario():
        with pytest.raises(TimeoutError, match="of something else"):
            async with RequestBodies(LIMIT_BYTES).read(chunks(b"x")):
                raise TimeoutError("of something else")

    asyncio.run(scenario())
