"""The body of a request, bounded in size."""

from collections.abc import Iterator

from starlette.types import Message, Receive

from atelier.problem import Problem


async def whole_body(receive: Receive, most_bytes: int) -> bytes:
    """All of it. Problems: `BodyTooLarge`; a client that goes away ends the request with `ConnectionResetError`."""
    chunks: list[bytes] = []
    bounded = bounded_body(receive, most_bytes)
    while True:
        message = await bounded()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the client went away before it had sent its body")
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


def bounded_body(receive: Receive, most_bytes: int) -> Receive:
    """The same messages as they come. Problems: `BodyTooLarge`, with the first byte too many."""
    seen_bytes = 0

    async def counted() -> Message:
        nonlocal seen_bytes
        message = await receive()
        seen_bytes += len(message.get("body", b""))
        if seen_bytes > most_bytes:
            raise too_large(most_bytes)
        return message

    return counted


def given_body(body: bytes, receive: Receive) -> Receive:
    """One message with this body; then whatever follows, which is the client's leaving."""
    messages: Iterator[Message] = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def next_message() -> Message:
        for message in messages:
            return message
        return await receive()

    return next_message


def too_large(most_bytes: int) -> Problem:
    """The refusal of a body for its size."""
    return Problem("BodyTooLarge", f"The body has more than {most_bytes} bytes.", "Send less at once.")
