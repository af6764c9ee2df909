"""Bytes that a proxy and a server may read differently: the server takes one request from them, or none."""

import re
import socket
from collections.abc import Callable

import pytest
from project_things import API, FILES, make_project, secret_of

pytestmark = pytest.mark.walls

WITHIN_SECONDS = 60
OWN = "X-MLFLOW-WORKSPACE: mallory-raw"
HEAD = f"Host: localhost\r\n{OWN}\r\n"
READ = f"GET {API}/runs/get?run_id={{run}} HTTP/1.1\r\n"
INNER = f"GET {API}/runs/get?run_id={{run}} HTTP/1.1\r\nHost: localhost\r\nX-MLFLOW-WORKSPACE: ada-raw\r\n\r\n"
POST = f"POST {API}/runs/search HTTP/1.1\r\n{HEAD}Content-Type: application/json\r\n"
CHUNKED = f"{POST}Transfer-Encoding: chunked\r\nTrailer: X-MLFLOW-WORKSPACE\r\n\r\n"
PUT = f"PUT {FILES}/1/a HTTP/1.1\r\n{HEAD}"
KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
ASSISTANT = "/ajax-api/3.0/mlflow/assistant/config"
# The server closes the connection after it has answered this, or before, when what was sent is not HTTP.
LAST = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

# `{run}` is a run of another project. Nothing that is sent as the body of one request may be taken for another.
SENT = {
    "two lengths": f"{POST}Content-Length: 2\r\nContent-Length: 200\r\n\r\n{{{{}}}}{INNER}",
    "a length and chunks": f"{POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{INNER}",
    "chunks and a length": f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{INNER}",
    "chunks spelled oddly": f"{POST}Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{INNER}",
    "chunks behind a tab": f"{POST}Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{INNER}",
    "chunks twice": f"{POST}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n{INNER}",
    "chunks and identity": f"{POST}Transfer-Encoding: chunked, identity\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{INNER}",
    "a blank before the colon": f"{POST}Content-Length : 5\r\n\r\n0\r\n\r\n{INNER}",
    "a folded header": f"{POST}Content-Length:\r\n 2\r\n\r\n{{{{}}}}{INNER}",
    "a signed length": f"{POST}Content-Length: +2\r\n\r\n{{{{}}}}{INNER}",
    "a length below nothing": f"{POST}Content-Length: -1\r\n\r\n{{{{}}}}{INNER}",
    "a length in hex": f"{POST}Content-Length: 0x2\r\n\r\n{{{{}}}}{INNER}",
    "a chunk of a wrong size": f"{POST}Transfer-Encoding: chunked\r\n\r\n-1\r\n{{{{}}}}\r\n0\r\n\r\n{INNER}",
    "a whole address": f"GET http://localhost{ASSISTANT} HTTP/1.1\r\n{HEAD}\r\n",
    "an address of elsewhere": f"GET http://elsewhere{API}/experiments/search?max_results=9 HTTP/1.1\r\n{HEAD}\r\n",
    "a tunnel": f"CONNECT localhost:80 HTTP/1.1\r\n{HEAD}\r\n",
    "an asterisk": f"OPTIONS * HTTP/1.1\r\n{HEAD}\r\n",
    "no path": f"GET  HTTP/1.1\r\n{HEAD}\r\n",
    "a path without a slash": f"GET {ASSISTANT[1:]} HTTP/1.1\r\n{HEAD}\r\n",
    "a fragment": f"GET {API}/experiments/search?max_results=9#{ASSISTANT} HTTP/1.1\r\n{HEAD}\r\n",
    "a query in a query": f"GET {API}/runs/get?run_id=1?run_id={{run}} HTTP/1.1\r\n{HEAD}\r\n",
    "HTTP of before": f"GET {API}/runs/get?run_id={{run}}\r\n\r\n",
    "HTTP 1.0 without a host": f"GET {API}/runs/get?run_id={{run}} HTTP/1.0\r\n\r\n",
    "HTTP of after": f"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{INNER}",
    "an upgrade": f"{READ}{HEAD}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n",
    "a web socket": f"{READ}{HEAD}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n{KEY}\r\n",
    "a workspace behind a NUL": f"{READ}Host: localhost\r\n{OWN}\x00ada-raw\r\n\r\n",
    "a workspace behind a line feed": f"{READ}Host: localhost\r\n{OWN}\nX-MLFLOW-WORKSPACE: ada-raw\r\n\r\n",
    "a workspace behind a return": f"{READ}Host: localhost\r\n{OWN}\rada-raw\r\n\r\n",
    "a workspace spelled with an underline": f"{READ}{HEAD}X_MLFLOW_WORKSPACE: ada-raw\r\n\r\n",
    "a workspace in a trailer": f"{CHUNKED}2\r\n{{{{}}}}\r\n0\r\nX-MLFLOW-WORKSPACE: ada-raw\r\n\r\n",
    "a header without an end": f"{READ}{HEAD}X-Long: {'a' * 200_000}\r\n\r\n",
    "a body with GET": f"{READ}{HEAD}Content-Length: 2\r\n\r\n{{{{}}}}",
    "an upload that goes on": f"{PUT}Content-Length: 99999999999999\r\n\r\na",
    "an upload in chunks beyond all numbers": f"{PUT}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na",
}
# Answered, with nothing of the other project's.
HARMLESS = {"a fragment"}
# What follows belongs to the same request, so that the server waits for more of it.
GOES_ON = {"an upgrade", "a web socket", "an upload that goes on"}


@pytest.fixture(scope="module")
def victim(server):
    for name in ("mallory-raw", "ada-raw"):
        server.make_workspace(name)
    with server.client("ada-raw") as client:
        return make_project(client, "ada-raw")


@pytest.mark.parametrize("name", SENT)
def test_nothing_of_another_project_comes_back(server, victim, name):
    rows = server.rows()
    is_over = (lambda answer: answer.endswith(b"}")) if name in GOES_ON else (lambda _: False)
    answer = exchange(server.clients, SENT[name].format(run=victim.run).encode("latin-1"), is_over)
    assert statuses(answer)[0] in (b"400", b"403", b"404", b"405", b"413") or name in HARMLESS, answer
    assert secret_of("ada-raw").encode() not in answer
    assert server.rows() == rows


def test_two_requests_on_one_connection_are_each_judged(server, victim):
    own = f"GET {API}/experiments/search?max_results=9 HTTP/1.1\r\n{HEAD}\r\n"
    refused = f"GET {ASSISTANT} HTTP/1.1\r\n{HEAD}\r\n"
    answer = exchange(server.clients, f"{own}{refused}{own}".encode())
    assert statuses(answer) == [b"200", b"403", b"200", b"200"]


def statuses(answer: bytes) -> list[bytes]:
    return [line.split(b" ")[1] for line in re.findall(rb"HTTP/1\.1 \d+", answer)]


def exchange(path: str, sent: bytes, is_over: Callable[[bytes], bool] = lambda _: False) -> bytes:
    """Bytes that come back until the server closes the connection, or until it is over."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(WITHIN_SECONDS)
        connection.connect(path)
        received = b""
        try:
            connection.sendall(sent + LAST)
            while not is_over(received) and (part := connection.recv(65536)):
                received += part
        except (BrokenPipeError, ConnectionResetError):
            pass
        return received
