"""The real index process, an upstream, the way between them, and the real pip and uv."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shelf import Shelf, StartIndex
from upstream_index import UpstreamIndex

import atelier

PACKAGE_ROOT = str(Path(atelier.__file__).parents[1])

ALLOW = ["alpha>=1,<3", "beta", "sourced", "odd"]


@pytest.fixture
def upstream() -> Iterator[UpstreamIndex]:
    index = UpstreamIndex()
    yield index
    index.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[StartIndex]:
    """Start an index; what is given overrides its rules."""
    with contextlib.ExitStack() as stack:

        def started(upstream_url: str, *, own: Path | None = None, folder: Path | None = None, **rules: Any) -> Shelf:
            folder = folder or tmp_path / "kept"
            folder.mkdir(exist_ok=True)
            run = tmp_path / "run"
            run.mkdir(exist_ok=True)
            way, at = run / "way.sock", run / "index.sock"
            ports = stack.enter_context(_loop())
            asyncio.run_coroutine_threadsafe(_way(way), ports).result()
            at.unlink(missing_ok=True)
            listening = socket.socket(socket.AF_UNIX)
            listening.bind(str(at))
            task = {
                "step": "packages",
                "descriptors": [listening.fileno()],
                "folder": str(folder),
                "way": str(way),
                "own": str(own) if own else None,
                "upstream": {"url": upstream_url},
                "rules": {"allow": ALLOW, "quarantineDays": 0, "sources": [], **rules},
            }
            log = run / "log"
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "atelier.worker"],
                stdin=subprocess.PIPE,
                stderr=log.open("w"),
                pass_fds=[listening.fileno()],
                text=True,
                env={**os.environ, "PYTHONPATH": PACKAGE_ROOT},
            )
            stack.callback(lambda: (process.terminate(), process.wait()))
            assert process.stdin is not None
            process.stdin.write(json.dumps(task))
            process.stdin.close()
            port = asyncio.run_coroutine_threadsafe(_bridge(at), ports).result()
            listening.close()
            return Shelf(f"http://127.0.0.1:{port}/packages/simple/", port, folder, tmp_path / "target", log)

        yield started


@contextlib.contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await source.read(65536):
            target.write(piece)
            await target.drain()
    target.close()


async def _way(path: Path) -> None:
    """As the supervisor's, to wherever it is asked for: where it leads is tested beside it."""

    async def passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        host, _, port = head.split()[1].rpartition(":")
        try:
            inner, to = await asyncio.open_connection(host, int(port))
        except OSError:
            writer.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
            writer.close()
            return
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(_copy(reader, to), _copy(inner, writer))

    path.unlink(missing_ok=True)
    await asyncio.start_unix_server(passed, path)


async def _bridge(path: Path) -> int:
    async def passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(600):
            try:
                inner, to = await asyncio.open_unix_connection(path)
                break
            except OSError:
                await asyncio.sleep(0.05)
        else:
            writer.close()
            return
        await asyncio.gather(_copy(reader, to), _copy(inner, writer))

    server = await asyncio.start_server(passed, "127.0.0.1", 0)
    return server.sockets[0].getsockname()[1]
