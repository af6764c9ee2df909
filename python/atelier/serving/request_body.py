"""The bytes of a request."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager

from atelier.problem import Problem
from atelier.serving.busy import busy

LIMIT_BYTES = 6 * 1024 * 1024
# A caller reads our refusal only after it has sent everything; past this much it is cut off.
DISCARD_LIMIT_BYTES = 10 * LIMIT_BYTES
BODY_SECONDS = 10


class RequestBodies:
    """The bodies that are being read, wait or are answered; together they never hold more than the limit."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0

    @asynccontextmanager
    async def read(self, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """The whole body, for as long as it is needed.

        Problems: `BodyTooLarge`, `BodyTooSlow`, `EmptyBody`, `Busy`.
        """
        kept: list[bytes] = []
        try:
            yield await self._whole(chunks, kept)
        finally:
            self._let_go(kept)

    async def _whole(self, chunks: AsyncIterable[bytes], kept: list[bytes]) -> bytes:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                await self._collect(chunks, kept)
        except TimeoutError:
            raise _too_slow() from None
        if not kept:
            raise _empty()
        kept[:] = [b"".join(kept)]
        return kept[0]

    async def _collect(self, chunks: AsyncIterable[bytes], kept: list[bytes]) -> None:
        size = 0
        refusal: Problem | None = None
        async for chunk in chunks:
            size += len(chunk)
            if size > LIMIT_BYTES:
                refusal = _too_large()
            elif self._held_bytes + len(chunk) > self._limit_bytes:
                refusal = busy("The bodies of other requests fill the memory that there is for them.")
            if size > DISCARD_LIMIT_BYTES:
                break
            if refusal is not None:
                self._let_go(kept)
            elif chunk:
                kept.append(chunk)
                self._held_bytes += len(chunk)
        if refusal is not None:
            raise refusal

    def _let_go(self, kept: list[bytes]) -> None:
        self._held_bytes -= sum(map(len, kept))
        kept.clear()


def _too_large() -> Problem:
    return Problem(
        "BodyTooLarge",
        f"The body is larger than 6 MB ({LIMIT_BYTES:,} bytes).",
        "Ask for fewer items at a time, or use the flow's batch predictions.",
    )


def _too_slow() -> Problem:
    return Problem(
        "BodyTooSlow",
        f"The body was not complete after {BODY_SECONDS} seconds.",
        "Send the whole body at once, of the length that Content-Length says.",
    )


def _empty() -> Problem:
    return Problem(
        "EmptyBody",
        "The body is empty; accepted are rows of history with the target, then rows to forecast.",
        "Send the rows in the body, as CSV with a header or as JSON.",
    )
