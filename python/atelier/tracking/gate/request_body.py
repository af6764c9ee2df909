"""The body of a request, bounded in size."""

from collections.abc import Iterator

from starlette.types import Message, Receive

from atelier.problem import Problem


async def whole_body(receive: Receive, most_bytes: int) -> bytes:
    """All of it. Problems: `BodyTooLarge`; a client that goes away ends the request with `ConnectionResetError`."""
    chunks: list[bytes] = []
    bounded = BoundedBody(receive, most_bytes)
    while True:
        message = await bounded()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the client went away before it had sent its body")
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


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


class BoundedBody:
    """The same messages as they come, up to a size; who reads them may make another failure of the refusal."""

    def __init__(self, receive: Receive, most_bytes: int) -> None:
        self.refusal: Problem | None = None
        self._receive = receive
        self._left_bytes = self._most_bytes = most_bytes

    async def __call__(self) -> Message:
        """The next message. Problems: `BodyTooLarge`, with the first byte too many."""
        message = await self._receive()
        self._left_bytes -= len(message.get("body", b""))
        if self._left_bytes < 0:
            self.refusal = too_large(self._most_bytes)
            raise self.refusal
        return message
