"""HTTP over tracking's unix socket, for a client that knows addresses only."""

import hashlib
import socket
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import rewind_body
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from atelier.problem import Problem
from atelier.tracking.tracking_failure import answer_failure, unreachable

WORKSPACE_HEADER = "X-MLFLOW-WORKSPACE"
# How long one request may take to be taken, and then how long the server may be silent.
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.2
# For what a client still has to say after a failure, such as that a run has failed.
LAST_WORDS_SECONDS = 5.0
NOT_CONNECTED = "no connection"
BUSY = 503


class SocketConnection(HTTPConnection):
    """A connection to the socket at a path; nothing of it is looked up or sent through a proxy."""

    socket_path: str

    def connect(self) -> None:
        """Called before the first request."""
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.settimeout(self.timeout)
            sock.connect(self.socket_path)
        except OSError as failure:
            sock.close()
            raise NewConnectionError(self, f"{NOT_CONNECTED}: {failure}") from failure
        self.sock = sock


class SocketAdapter(HTTPAdapter):
    """Sends every request in one workspace; remembers as a problem what made one fail.

    Until the patience is over these are sent again: a request that never arrived, one that found the database busy and
    so changed nothing, and a GET that was not answered.
    """

    def __init__(self, socket_path: str, workspace: str) -> None:
        super().__init__(max_retries=0)
        self.failure: Problem | None = None
        self._workspace = workspace
        self._socket_path = socket_path
        self._pool = HTTPConnectionPool("localhost", maxsize=8)
        self._pool.ConnectionCls = type("Connection", (SocketConnection,), {"socket_path": socket_path})

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Any:
        """The one pool, whatever proxies are set."""
        return self._pool

    def request_url(self, request: requests.PreparedRequest, proxies: Any) -> str:
        """The path alone, as a server expects it."""
        return request.path_url

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Called by requests; the client's own time-out is not heeded."""
        request.headers[WORKSPACE_HEADER] = self._workspace
        patience_seconds = PATIENCE_SECONDS if self.failure is None else LAST_WORDS_SECONDS
        options["timeout"] = patience_seconds
        deadline = time.monotonic() + patience_seconds
        while True:
            try:
                response = _whole_head(super().send(request, **options))
            except requests.RequestException as failure:
                if time.monotonic() >= deadline or not _may_be_sent_again(request, failure):
                    self.failure = unreachable(self._socket_path, failure)
                    raise
            else:
                if response.status_code != BUSY or time.monotonic() >= deadline:
                    break
                response.close()
            time.sleep(PAUSE_SECONDS)
            if isinstance(request._body_position, int):
                rewind_body(request)
        self.failure = answer_failure(response) or self.failure
        response.raw.stream = self._watched(response.raw.stream)
        return response

    def _watched(self, stream: Any) -> Any:
        """The body's stream, whose breaking off is remembered too."""

        def watched(*args: Any, **options: Any) -> Iterator[bytes]:
            try:
                yield from stream(*args, **options)
            except (HTTPError, OSError) as failure:
                self.failure = unreachable(self._socket_path, failure)
                raise

        return watched


def _whole_head(response: requests.Response) -> requests.Response:
    """Python's HTTP takes a head that broke off for a whole one; ours always ends with how long the body is."""
    if not {"content-length", "transfer-encoding"} & {name.lower() for name in response.headers}:
        raise requests.ConnectionError("the answer broke off in its head", request=response.request)
    return response


def mount(socket_path: str, workspace: str) -> tuple[str, SocketAdapter]:
    """A made-up address whose requests go to the socket, in every session of this process; and what sends them."""
    host = f"{workspace}.{hashlib.sha256(socket_path.encode()).hexdigest()[:12]}.tracking.invalid"
    adapter = _ADAPTERS[host] = SocketAdapter(socket_path, workspace)
    requests.Session.get_adapter = _get_adapter
    return f"http://{host}", adapter


def _may_be_sent_again(request: requests.PreparedRequest, failure: Exception) -> bool:
    if isinstance(failure, requests.Timeout):
        return False
    return request.method == "GET" or NOT_CONNECTED in str(failure)


_ADAPTERS: dict[str, SocketAdapter] = {}
_GET_ADAPTER = requests.Session.get_adapter


def _get_adapter(session: requests.Session, url: str) -> HTTPAdapter:
    return _ADAPTERS.get(urlsplit(url).hostname or "") or _GET_ADAPTER(session, url)
