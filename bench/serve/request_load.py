"""A bounded load on one address."""

import contextlib
import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles


@dataclass(frozen=True)
class Target:
    """The body that is posted, and where: to a unix socket, or to a port of this machine."""

    address: Path | int
    body: bytes
    content_type: str


@dataclass(frozen=True)
class Load:
    """The numbers that callers saw, who each waited for an answer before asking again."""

    requests: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float


def load(target: Target, callers: int, seconds: float) -> Load:
    """Ask for that long over one kept connection per caller; an answer other than 200 ends the measurement."""
    laps: list[list[float]] = [[] for _ in range(callers)]
    failures: list[str] = []
    begin = time.perf_counter()
    threads = [threading.Thread(target=_ask, args=(target, begin + seconds, lap, failures)) for lap in laps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begin
    if failures:
        raise RuntimeError(failures[0])
    all_ms = sorted(ms for lap in laps for ms in lap)
    cuts = quantiles(all_ms, n=100, method="inclusive")
    return Load(len(all_ms), round(len(all_ms) / elapsed, 1), round(cuts[49], 2), round(cuts[98], 2))


def pings_under_load(target: Target, callers: int, seconds: float) -> dict[str, float]:
    """How long /ping takes, asked a hundred times a second, while callers post as fast as they are answered."""
    laps_ms: list[float] = []
    with ThreadPoolExecutor(1) as pool, contextlib.closing(connect(target.address)) as connection:
        posting = pool.submit(load, target, callers, seconds)
        while not posting.done():
            begin = time.perf_counter()
            connection.request("GET", "/ping")
            connection.getresponse().read()
            laps_ms.append((time.perf_counter() - begin) * 1000)
            time.sleep(0.01)
        posting.result()
    cuts = quantiles(laps_ms, n=100, method="inclusive")
    return {"p50_ms": round(cuts[49], 2), "p99_ms": round(cuts[98], 2), "max_ms": round(max(laps_ms), 2)}


def connect(address: Path | int) -> http.client.HTTPConnection:
    """One kept connection."""
    if isinstance(address, int):
        return http.client.HTTPConnection("127.0.0.1", address)
    connection = http.client.HTTPConnection("endpoint")
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(str(address))
    return connection


def _ask(target: Target, until: float, laps_ms: list[float], failures: list[str]) -> None:
    connection = connect(target.address)
    headers = {"Content-Type": target.content_type}
    while time.perf_counter() < until or len(laps_ms) < 2:
        begin = time.perf_counter()
        connection.request("POST", "/invocations", target.body, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != http.client.OK:
            failures.append(f"{answer.status}: {text[:500]!r}")
            return
        laps_ms.append((time.perf_counter() - begin) * 1000)
    connection.close()
