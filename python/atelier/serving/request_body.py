"""The bytes of a request."""

from collections.abc import AsyncIterable

from atelier.problem import Problem

LIMIT_BYTES = 6 * 1024 * 1024
# A caller reads our refusal only after it has sent everything; past this much it is cut off.
DISCARD_LIMIT_BYTES = 10 * LIMIT_BYTES


async def read_body(chunks: AsyncIterable[bytes]) -> bytes:
    """The whole body; never holds more than 6 MB.

    Problems: `BodyTooLarge`, `EmptyBody`.
    """
    kept: list[bytes] = []
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size <= LIMIT_BYTES:
            kept.append(chunk)
        elif size > DISCARD_LIMIT_BYTES:
            break
    if size > LIMIT_BYTES:
        raise Problem(
            "BodyTooLarge",
            f"The body is larger than 6 MB ({LIMIT_BYTES:,} bytes).",
            "Ask for fewer items at a time, or use the flow's batch predictions.",
        )
    if size == 0:
        raise Problem(
            "EmptyBody",
            "The body is empty; accepted are rows of history with the target, then rows to forecast.",
            "Send the rows in the body, as CSV with a header or as JSON.",
        )
    return b"".join(kept)
