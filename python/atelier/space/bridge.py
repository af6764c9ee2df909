"""Ports of a space's own loopback that lead to its sockets, for clients that know no sockets."""

import asyncio
import time
from pathlib import Path

PIECE_BYTES = 65536
# A front door that has ended is there again within it; until then whoever asks waits, as at its own port.
AWAY_SECONDS = 15
LOOK_SECONDS = 0.05


async def open_bridge(ports: dict[str, int], folder: Path) -> list[asyncio.Server]:
    """One port of 127.0.0.1 for each of the named sockets in a folder."""
    return [
        await asyncio.start_server(_passing_to(folder / f"{name}.sock"), "127.0.0.1", port)
        for name, port in ports.items()
    ]


def _passing_to(socket: Path):
    async def passed(caller: asyncio.StreamReader, to_caller: asyncio.StreamWriter) -> None:
        try:
            server, to_server = await _connected(socket)
        except OSError:
            # As a port where nobody listens.
            to_caller.close()
            return
        await asyncio.gather(_copy(caller, to_server), _copy(server, to_caller))

    return passed


async def _connected(socket: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    until = time.monotonic() + AWAY_SECONDS
    while True:
        try:
            return await asyncio.open_unix_connection(str(socket))
        except (FileNotFoundError, ConnectionRefusedError):
            if time.monotonic() > until:
                raise
            await asyncio.sleep(LOOK_SECONDS)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(PIECE_BYTES):
            target.write(piece)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()
    except OSError:
        target.close()
