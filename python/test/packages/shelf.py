"""A running index, and the programs that install from it."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent


@dataclass
class Installed:
    """What a program printed, and whether it succeeded."""

    ok: bool
    said: str


@dataclass
class Shelf:
    """A running index. `url`: of its pages, as pip is given it."""

    url: str
    port: int
    folder: Path
    target: Path
    log: Path

    def pip(self, *names: str, timeout_seconds: int = 90, target: str = "pip") -> Installed:
        arguments = ["-m", "pip", "install", "--isolated", "--no-cache-dir", "--disable-pip-version-check"]
        where = ["--target", str(self.target / target), "-i", self.url, "--retries", "0"]
        return _run([sys.executable, *arguments, *where, *names], timeout_seconds)

    def uv(self, *names: str, timeout_seconds: int = 90, target: str = "uv") -> Installed:
        where = ["--target", str(self.target / target), "--default-index", self.url, "--python", sys.executable]
        return _run([str(BIN / "uv"), "pip", "install", "--no-cache", "--no-config", *where, *names], timeout_seconds)

    def get(self, path: str, *, within_seconds: float = 60) -> tuple[int, bytes]:
        """As it is: no client tidies the path up."""
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=within_seconds)
        with contextlib.closing(caller):
            caller.putrequest("GET", path, skip_host=False, skip_accept_encoding=True)
            caller.putheader("Accept", "application/vnd.pypi.simple.v1+json")
            caller.endheaders()
            answer = caller.getresponse()
            return answer.status, answer.read()

    def why(self, name: str) -> dict[str, Any]:
        return json.loads(self.get(f"/packages/why/{name}")[1])

    def until_known(self) -> dict[str, Any]:
        """What is allowed, once uv has found what it needs."""
        ends_at = time.monotonic() + 120
        while time.monotonic() < ends_at:
            found = json.loads(self.get("/packages/allowed")[1])
            if found["allow"] == "all" or all(line["isKnown"] for line in found["allow"]):
                return found
            time.sleep(0.05)
        raise AssertionError(f"not known: {self.log.read_text()}")


def _run(command: list[str], timeout_seconds: int) -> Installed:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, timeout=timeout_seconds, env=environment, check=False
    )
    return Installed(done.returncode == 0, done.stdout + done.stderr)


StartIndex = Callable[..., Shelf]
