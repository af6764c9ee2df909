"""A machine that failed under MLflow, told as such."""

from starlette.types import Message, Send

from atelier.problem import Problem

FIRST_OF_FAILURES = 500
# Of Linux and of SQLite.
DISK_FULL = (b"No space left on device", b"database or disk is full", b"Disk quota exceeded")


class HeldAnswer:
    """Sends an answer on, unless it is a failure of the server: that is held until it is known of what."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: list[Message] = []
        self.begun = False

    async def send(self, message: Message) -> None:
        """Take the next message of the answer."""
        is_failure = message["type"] == "http.response.start" and message["status"] >= FIRST_OF_FAILURES
        if is_failure or self._held:
            self._held.append(message)
        else:
            self.begun = True
            await self._send(message)

    async def release(self) -> None:
        """Send what was held."""
        for message in self._held:
            await self._send(message)

    def problem(self) -> Problem | None:
        """Problem of the machine that the held answer tells of, as far as that is known; None when it tells of none."""
        body = b"".join(message.get("body", b"") for message in self._held)
        return disk_full() if any(words in body for words in DISK_FULL) else None

    @property
    def is_held(self) -> bool:
        """Whether a failure waits."""
        return bool(self._held)


def disk_full() -> Problem:
    """The problem of a server without a place to write."""
    return Problem(
        "DiskFull",
        "There is no space left on the disk that tracking writes to.",
        "Free some disk space, then try again.",
        whose="machine",
    )
