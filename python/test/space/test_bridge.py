import asyncio
import socket
from pathlib import Path

from atelier.space import bridge


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


async def begun(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"a question\n")
    return reader, writer


async def answering(caller: asyncio.StreamReader, to_caller: asyncio.StreamWriter) -> None:
    to_caller.write(b"an answer to " + await caller.readline())
    to_caller.close()


def test_who_asks_while_the_front_door_is_away_waits_and_is_answered(tmp_path: Path):
    async def away_and_back() -> bytes:
        port = free_port()
        servers = await bridge.open_bridge({"warehouse": port}, tmp_path)
        reader, writer = await begun(port)
        server = await asyncio.start_unix_server(answering, str(tmp_path / "warehouse.sock"))
        answer = await reader.read()
        for each in (writer, server, *servers):
            each.close()
        return answer

    assert asyncio.run(away_and_back()) == b"an answer to a question\n"


def test_a_front_door_that_stays_away_is_a_port_where_nobody_answers(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(bridge, "AWAY_SECONDS", 0.1)

    async def away() -> bytes:
        port = free_port()
        servers = await bridge.open_bridge({"warehouse": port}, tmp_path)
        reader, writer = await begun(port)
        answer = await reader.read()
        for each in (writer, *servers):
            each.close()
        return answer

    assert asyncio.run(away()) == b""
