"""One caller's connection."""

import asyncio

from starlette.responses import Response
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from atelier.problem import Problem
from atelier.serving.busy import busy
from atelier.serving.refusal import refusal

LIMIT_HEAD_BYTES = 64 * 1024
LIMIT_PIPELINED = 100
HEAD_SECONDS = 5
STALLED_SECONDS = 30

MALFORMED = Problem(
    "MalformedHttp",
    "The request is not HTTP/1.1, or could be read in more than one way.",
    "Send a request line, headers with one Content-Length or Transfer-Encoding, an empty line and the body.",
)
HEAD_TOO_LARGE = Problem(
    "HeadTooLarge",
    f"Request line and headers are larger than {LIMIT_HEAD_BYTES:,} bytes.",
    "Send the rows in the body, and only the headers that are needed.",
)
HEAD_TOO_SLOW = Problem(
    "HeadTooSlow",
    f"Request line and headers were not complete after {HEAD_SECONDS} seconds.",
    "Send the whole request at once.",
)
TOO_MANY_PIPELINED = Problem(
    "MalformedHttp",
    f"More than {LIMIT_PIPELINED} requests were sent before the first was answered.",
    "Wait for an answer before sending the next request, or use several connections.",
)
NO_UPGRADE = Problem(
    "MalformedHttp",
    "The request asks to go on in another protocol than HTTP/1.1; its body would not be read.",
    "Send it without the headers Upgrade and HTTP2-Settings.",
)


class Refused(Exception):
    """Stops the parser; the connection knows why."""


class Connection(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it; what a caller may take before the application sees a request is bounded.

    Once `leaving` is set, the next answer is the connection's last, and says so.
    """

    def __init__(self, config: Config, server_state: ServerState, leaving: asyncio.Event, limit: int) -> None:
        super().__init__(config, server_state, app_state={})
        self._leaving = leaving
        self._limit_connections = limit
        self._head_bytes = 0
        self._in_head = False
        self._problem = MALFORMED
        self._since_seconds = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Called by the event loop when a caller is there."""
        super().connection_made(transport)
        if len(self.connections) > self._limit_connections:
            self._refuse(busy(f"As many callers are connected as there may be, {self._limit_connections}."))

    def data_received(self, data: bytes) -> None:
        """Called by the event loop with what the caller has sent."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > LIMIT_HEAD_BYTES:
            self._refuse(HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        """Called by the parser at the first byte of a request."""
        super().on_message_begin()
        self._in_head, self._head_bytes, self._since_seconds = True, 0, self.loop.time()

    def on_url(self, url: bytes) -> None:
        """Called by the parser with a part of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Called by the parser with each header."""
        self._count(len(name) + len(value) + len(": \r\n"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Called by the parser when the application can begin."""
        self._in_head = False
        if len(self.pipeline) >= LIMIT_PIPELINED:
            self._stop(TOO_MANY_PIPELINED)
        if self.parser.should_upgrade():
            self._stop(NO_UPGRADE)
        super().on_headers_complete()
        if self._leaving.is_set():
            self.leave()

    def on_response_complete(self) -> None:
        """Called when an answer has been written."""
        self._since_seconds = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Called by the event loop when the caller does not read its answer as fast as it comes."""
        self._since_seconds = self.loop.time()
        super().pause_writing()

    def send_400_response(self, msg: str) -> None:
        """Called for what the parser refuses."""
        self._refuse(self._problem)

    def leave(self) -> None:
        """Have the answer to the last request that has been read say that the connection ends with it."""
        if self._is_answering():
            self.cycle.keep_alive = False

    def end_overdue(self, idle_seconds: float) -> None:
        """End the connection when the caller has let it wait for too long; one that waits for us is left alone."""
        waited_seconds = self.loop.time() - self._since_seconds
        if self.transport.is_closing() or self.flow.write_paused:
            if waited_seconds > STALLED_SECONDS:
                self.transport.abort()
        elif self._is_answering():
            return
        elif self._in_head:
            if waited_seconds > HEAD_SECONDS:
                self._refuse(HEAD_TOO_SLOW)
        elif waited_seconds > (HEAD_SECONDS if self.cycle is None else idle_seconds):
            self.transport.close()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _count(self, size_bytes: int) -> None:
        self._head_bytes += size_bytes
        if self._head_bytes > LIMIT_HEAD_BYTES:
            self._stop(HEAD_TOO_LARGE)

    def _stop(self, problem: Problem) -> None:
        self._problem = problem
        raise Refused

    def _refuse(self, problem: Problem) -> None:
        answer: Response = refusal(problem, {"connection": "close"})
        headers = (b"%b: %b\r\n" % header for header in (*self.server_state.default_headers, *answer.raw_headers))
        self.transport.write(b"".join([STATUS_LINE[answer.status_code], *headers, b"\r\n", answer.body]))
        self.transport.close()
