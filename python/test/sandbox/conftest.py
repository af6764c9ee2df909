"""Targets of attempts to get out of a sandbox."""

import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.sandbox.attempts.outside import Outside


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """A secret file, a folder, three listening sockets and a process, all of them the owner's."""
    folder = tmp_path_factory.mktemp("outside")
    word = secrets.token_hex(8)
    (folder / "secret").write_text(word)
    path = str(folder / "s.sock")
    tcp, unix, abstract = socket.socket(), socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    tcp.bind(("127.0.0.1", 0))
    unix.bind(path)
    abstract.bind(f"\0atelier-{word}")
    for listener in (tcp, unix, abstract):
        listener.listen(128)
    victim = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()  # atelier"], env={})  # noqa: S603
    yield Outside(
        secret=str(folder / "secret"),
        word=word,
        folder=str(folder),
        port=tcp.getsockname()[1],
        socket=path,
        abstract=f"atelier-{word}",
        pid=victim.pid,
        code=str(Path(__file__).parents[2] / "atelier"),
    )
    victim.kill()
    victim.wait()
    for listener in (tcp, unix, abstract):
        listener.close()
