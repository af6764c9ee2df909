"""Servers that take over one unix socket from each other, as versions of a model do, until the input ends."""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

BACKLOG = 128


class Answer(BaseHTTPRequestHandler):
    """Answers each POST with the number of its server."""

    number = b"0"

    def do_POST(self) -> None:
        """Read what was sent, answer, and close."""
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self.send_response(200)
        self.send_header("content-length", str(len(self.number)))
        self.end_headers()
        self.wfile.write(self.number)

    def address_string(self) -> str:
        """A unix socket has no address to show."""
        return "-"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def main() -> None:
    """Bind the socket once; a line of input starts the next server and then ends the one before."""
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(sys.argv[1])
    before = start(bound, 0)
    for number, _ in enumerate(sys.stdin, 1):
        after = start(bound, number)
        os.kill(before, signal.SIGTERM)
        os.waitpid(before, 0)
        before = after
    os.kill(before, signal.SIGKILL)


def start(bound: socket.socket, number: int) -> int:
    """A server in a process of its own, which listens when this returns."""
    bound.listen(BACKLOG)
    child = os.fork()
    if child == 0:
        serve(bound, number)
    print(number, flush=True)
    return child


def serve(bound: socket.socket, number: int) -> None:
    """Answer until SIGTERM, and what has been accepted by then."""
    Answer.number = str(number).encode()
    server = HTTPServer("", Answer, bind_and_activate=False)
    server.socket = bound
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    server.timeout = 0.05
    bound.setblocking(False)
    while not ended:
        server.handle_request()
    os._exit(0)


main()
