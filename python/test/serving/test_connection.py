"""Limits of what one caller may take from the others before a request has even been read."""

import contextlib
import select
import threading
import time

import pytest
from bound_socket import WAIT_SECONDS, KeptConnection, bound_socket, connected
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from atelier.serving import connection, model_server
from atelier.serving.model_server import ModelServer

PING = b"GET /ping HTTP/1.1\r\nHost: endpoint\r\n\r\n"
LARGE_BYTES = 16 * 1024 * 1024


async def ping(_request):
    return Response("pong")


async def large(_request):
    return Response(b"x" * LARGE_BYTES)


@contextlib.contextmanager
def running(path):
    """A server of this process; (its thread, a function that tells it to end)."""
    ready = threading.Event()
    app = Starlette(routes=[Route("/ping", ping), Route("/large", large)])
    with bound_socket(path) as sock:
        server = ModelServer(app, ready.set)
        thread = threading.Thread(target=server.run, args=([sock.dup()],))
        thread.start()
        assert ready.wait(WAIT_SECONDS)
        try:
            yield thread, lambda: setattr(server, "should_exit", True)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def hurried(monkeypatch):
    """Limits that a test does not have to wait for."""
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(connection, "STALLED_SECONDS", 0.3)
    monkeypatch.setattr(model_server, "LEAVING_IDLE_SECONDS", 1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "endpoint.sock"


def everything(sock):
    """Bytes that come until the server ends the connection."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := sock.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def drip(sock, begin, part):
    """Send a beginning and then part after part, until the server ends the connection; what it has said."""
    deadline = time.monotonic() + WAIT_SECONDS
    sock.sendall(begin)
    with contextlib.suppress(ConnectionError):
        while not select.select([sock], [], [], 0.02)[0]:
            assert time.monotonic() < deadline
            sock.sendall(part)
    return everything(sock)


SLOW_HEADS = {
    "a request line that grows": (b"GET /", b"a"),
    "headers without end": (b"GET /ping HTTP/1.1\r\n", b"a: b\r\n"),
    "a header without end": (b"GET /ping HTTP/1.1\r\na: ", b"b"),
    "the second request of a connection": (PING + b"GET /", b"a"),
}


@pytest.mark.parametrize("begin, part", SLOW_HEADS.values(), ids=SLOW_HEADS.keys())
def test_a_head_that_comes_drop_by_drop_is_ended(path, hurried, begin, part):
    with running(path), connected(path) as caller:
        if begin.startswith(PING):
            caller.sendall(PING)
            assert b"pong" in caller.recv(1 << 16)
            begin = begin.removeprefix(PING)
        said = drip(caller, begin, part)
    assert said.startswith(b"HTTP/1.1 408") and b"HeadTooSlow" in said


@pytest.mark.parametrize("said", [b"", b"\r\n\r\n\r\n"])
def test_a_caller_who_says_nothing_is_not_waited_for(path, hurried, said):
    with running(path), connected(path) as caller:
        caller.sendall(said)
        assert everything(caller) == b""


def test_a_caller_who_does_not_read_its_answer_is_cut_off(path, hurried):
    with running(path), connected(path) as caller:
        caller.sendall(PING.replace(b"/ping", b"/large"))
        assert caller.recv(10) == b"HTTP/1.1 2"
        hung_up = select.poll()
        hung_up.register(caller, 0)
        assert hung_up.poll(WAIT_SECONDS * 1000), "without reading, it is only told that the server has left"
        assert len(everything(caller)) < LARGE_BYTES


def test_a_caller_who_reads_slowly_gets_its_whole_answer(path):
    with running(path), connected(path) as caller:
        caller.sendall(PING.replace(b"/ping", b"/large").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert len(everything(caller)) > LARGE_BYTES


def test_more_callers_than_there_may_be_are_told_so(path, monkeypatch):
    monkeypatch.setattr(model_server, "LIMIT_CONNECTIONS", 3)
    with running(path), contextlib.ExitStack() as open_connections:
        callers = [open_connections.enter_context(connected(path)) for _ in range(3)]
        for caller in callers:
            caller.sendall(PING)
            assert b"pong" in caller.recv(1 << 16)
        with connected(path) as one_more:
            said = everything(one_more)
        assert said.startswith(b"HTTP/1.1 503") and b"retry-after: 1" in said and b"Busy" in said
        callers[0].sendall(PING)
        assert b"pong" in callers[0].recv(1 << 16)


def test_requests_sent_before_the_first_answer_are_answered_in_order(path):
    with running(path), connected(path) as caller:
        caller.sendall(PING * 3 + PING.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert everything(caller).count(b"pong") == 4


def test_callers_are_told_to_end_idle_connections_before_the_server_does(path):
    with running(path), contextlib.closing(KeptConnection(path)) as caller:
        caller.request("GET", "/ping")
        told = caller.getresponse().getheader("keep-alive")
    assert told == f"timeout={model_server.TOLD_IDLE_SECONDS}"
    assert model_server.TOLD_IDLE_SECONDS < model_server.LEAVING_IDLE_SECONDS < model_server.FINISH_SECONDS


def test_a_server_that_was_told_to_end_leaves_its_socket_to_the_next(path, hurried):
    with running(path) as (thread, end), connected(path) as idle:
        idle.sendall(PING)
        assert b"pong" in idle.recv(1 << 16)
        end()
        assert everything(idle) == b"", "a quiet connection is ended"
        thread.join(WAIT_SECONDS)
        assert not thread.is_alive()
        with connected(path) as queued:
            queued.sendall(PING)
