"""After each attack a server answers as before, and has not taken more memory than it may."""

import contextlib
import re
import socket
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bound_socket import KeptConnection, bound_socket, caller, connected
from hostile_bodies import ANSWERED, HOSTILE_BODIES
from hostile_heads import HEAD, HOSTILE_HEADS
from request_rows import csv_of, rows_of

pytestmark = pytest.mark.walls

# What a server takes at most, from its start on; without bounds one request took 4.8 GB.
LIMIT_MEMORY_MIB = 900
# Other work runs on the machine of a test; without bounds /ping was silent for 28 seconds.
LIMIT_PING_SECONDS = 5
LIMIT_ANSWER_BYTES = 4000
PING = b"GET /ping HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(scope="module")
def server(start_lasting_worker, trained, tmp_path_factory):
    """Where it is, and its process."""
    path = tmp_path_factory.mktemp("endpoint") / "endpoint.sock"
    with bound_socket(path) as sock:
        worker = start_lasting_worker(
            {"step": "serve", "model": str(trained.folder), "digest": None, "descriptor": sock.fileno()},
            [sock.fileno()],
        )
        assert worker.next() == {"ready": {}}
        yield path, worker.process


@pytest.fixture(autouse=True)
def unharmed(server):
    yield
    path, process = server
    begin = time.monotonic()
    with caller(path) as client:
        assert client.get("/ping").status_code == 200
    assert time.monotonic() - begin < LIMIT_PING_SECONDS
    assert peak_mib(process.pid) < LIMIT_MEMORY_MIB
    with caller(path) as client:
        answer = client.post("/invocations", content=csv_of(rows_of(1)), headers={"content-type": "text/csv"})
    assert answer.status_code == 200, answer.text


def peak_mib(pid: int) -> int:
    return int(re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())[1]) // 1024


def said(sock: socket.socket) -> bytes:
    """Bytes that come until the server ends the connection."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := sock.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("content_type, body, code", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES.keys())
def test_a_hostile_body_is_refused_in_few_words(server, content_type, body, code):
    with caller(server[0]) as client:
        answer = client.post("/invocations", content=body(), headers={"content-type": content_type})
    assert (answer.json()["code"] if answer.status_code == 400 else ANSWERED) == code, answer.text[:500]
    assert len(answer.content) < LIMIT_ANSWER_BYTES
    assert "nan" not in answer.text.lower() or answer.status_code == 400
    assert all(character.isprintable() or character == "\n" for character in answer.text)


@pytest.mark.parametrize("sent, status", HOSTILE_HEADS.values(), ids=HOSTILE_HEADS.keys())
def test_what_is_no_plain_request_gets_one_answer_and_no_other_request_is_found_in_it(server, sent, status):
    with connected(server[0]) as sock:
        with contextlib.suppress(BrokenPipeError):
            sock.sendall(sent)
        answers = re.findall(rb"HTTP/1\.1 (\d+) ", said(sock))
    assert answers == [status]


def test_a_body_that_does_not_come_is_not_waited_for(server):
    with connected(server[0]) as sock:
        sock.sendall(HEAD + b"Content-Length: 100000\r\n\r\nstore_id")
        answer = said(sock)
    assert answer.startswith(b"HTTP/1.1 408") and b"BodyTooSlow" in answer


def test_a_body_that_never_ends_is_cut_off(server):
    with connected(server[0]) as sock:
        sock.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(2000):
                sock.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        assert b"BodyTooLarge" in said(sock)


def test_callers_who_leave_in_the_middle_leave_nothing_behind(server):
    body = csv_of(rows_of(1)).encode()
    whole = HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    for cut in range(0, len(whole) + 1, 11):
        with connected(server[0]) as sock:
            sock.sendall(whole[:cut])
            if cut % 2:
                sock.shutdown(socket.SHUT_WR)
            if cut % 3:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_hundreds_of_silent_callers_keep_nobody_out(server):
    with contextlib.ExitStack() as crowd:
        for number in range(500):
            sock = crowd.enter_context(connected(server[0]))
            sock.sendall(PING[: number % len(PING)])
        with caller(server[0]) as client:
            assert client.get("/ping").status_code == 200


def test_ping_is_answered_while_the_heaviest_requests_that_are_allowed_are_forecast(server):
    """Nine callers at once: were their requests forecast on the event loop, every ping waited for all of them."""
    heaviest = [HOSTILE_BODIES["size: as many steps as there may be"][1]().encode()] * 9

    def ask(body):
        with contextlib.closing(KeptConnection(server[0])) as connection:
            for _ in range(4):
                connection.request("POST", "/invocations", body, {"content-type": "text/csv"})
                assert connection.getresponse().read()

    laps = []
    with ThreadPoolExecutor(len(heaviest)) as pool, contextlib.closing(KeptConnection(server[0])) as connection:
        asking = [pool.submit(ask, body) for body in heaviest]
        while not all(each.done() for each in asking):
            begin = time.monotonic()
            connection.request("GET", "/ping")
            assert connection.getresponse().read() == b""
            laps.append(time.monotonic() - begin)
        assert [each.result() for each in asking] == [None] * len(heaviest)
    # Behind the forecasts there would be one for each round of them.
    assert len(laps) > 10 * 4, laps
