"""Doors of a space that do not answer, or not to their end."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.notebook.here import Here
from atelier.problem import Problem


@pytest.fixture
def cut_off() -> Iterator[str]:
    """An address that answers each request with the beginning of an answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    caller.recv(65536)
                    caller.sendall(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"col')

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def shut() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("door", ["cut_off", "shut"])
def test_a_door_that_does_not_answer_to_its_end_is_told_as_that(
    door: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    address = request.getfixturevalue(door)
    file = tmp_path / "rows.parquet"
    file.write_bytes(b"rows")
    here = Here(address, address, "sales")
    for call in (
        lambda: here.query("select 1"),
        lambda: here.run_flow("sales", lambda news: None),
        lambda: here.invoke("sales", b"a"),
        lambda: here.load(file, "stock", "replace", []),
    ):
        with pytest.raises(Problem) as told:
            call()
        assert (told.value.code, told.value.whose) == ("SpaceDoorShut", "machine")
