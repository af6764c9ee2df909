"""A stand-in for the door: one loopback address, a token, and every project's tracking below a path of its own."""

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "let-me-in"  # noqa: S105 - of this test alone
HOP_BY_HOP = {"connection", "host", "authorization", "x-mlflow-workspace", "keep-alive", "transfer-encoding"}


class SocketConnection(http.client.HTTPConnection):
    """A connection to a unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._path)


@contextlib.contextmanager
def front_door(socket_path: str) -> Iterator[str]:
    """The address under which /projects/<name>/tracking leads to the workspace <name> behind the socket."""
    handler = type("Door", (_Door,), {"socket_path": socket_path})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as door:
        thread = threading.Thread(target=door.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.server_port}"
        finally:
            door.shutdown()
            thread.join()


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    socket_path: str

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server looks for
        root, _, rest = self.path.removeprefix("/projects/").partition("/tracking")
        if self.headers["authorization"] != f"Bearer {TOKEN}" or not self.path.startswith("/projects/"):
            self.send_error(401)
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        headers["X-MLFLOW-WORKSPACE"] = root
        with contextlib.closing(SocketConnection(self.socket_path)) as server:
            server.request(self.command, rest or "/", body=self._body(), headers=headers)
            answer = server.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name in ("content-type", "content-disposition", "etag"):
                if answer.headers[name]:
                    self.send_header(name, answer.headers[name])
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def _body(self) -> bytes | None:
        """Clients send an empty file in chunks, of which there is none."""
        if self.headers["transfer-encoding"] != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0)) or None
        chunks = []
        while length := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(length))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - as above

    def log_message(self, *_: object) -> None:
        """Say nothing."""
