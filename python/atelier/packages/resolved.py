"""What allowed packages need, found by uv before anybody installs them."""

import asyncio
import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from atelier.packages.write_aside import write_whole

UV = Path(sys.executable).parent / "uv"
WITHIN_SECONDS = 300
AT_ONCE = 2
AGAIN_SECONDS = 60
MOST_SAID = 600


@dataclass(frozen=True)
class Resolution:
    """One line of the file: versions by name, and by whom each is needed; `failed`: why there is none."""

    line: str
    versions: dict[str, str]
    needed_by: dict[str, list[str]]
    failed: str | None

    def chain_to(self, name: str) -> list[str]:
        """Names from the line's package to another that it leads to; empty where it does not."""
        if name not in self.versions:
            return []
        chain = [name]
        while parents := [one for one in self.needed_by.get(chain[0], []) if one not in chain]:
            chain.insert(0, parents[0])
        return chain


class Resolved:
    """All of them; until each has been tried, what is needed is not known to the end."""

    def __init__(self, lines: Iterable[str], folder: Path, rules_text: str) -> None:
        self.lines = list(lines)
        self._path = folder / f"resolved-{sha256(rules_text.encode()).hexdigest()[:16]}.json"
        self._uv_folder = folder / "uv"
        self.found: dict[str, Resolution] = {}
        if self._path.is_file():
            self.found = {line: Resolution(**one) for line, one in json.loads(self._path.read_bytes()).items()}

    def names(self) -> frozenset[str]:
        """Everything that is needed, and known by now."""
        return frozenset(name for one in self.found.values() for name in one.versions)

    def is_known(self) -> bool:
        """Whether each line has been tried."""
        return all(line in self.found for line in self.lines)

    async def find(self, index: str) -> None:
        """Ask uv about each line anew, and once a minute again about those that failed. Ends when all are found."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def one(line: str) -> None:
            async with turns:
                found = await self._of_uv(line, index)
            # What was found once goes on to be known while the index is away.
            if found.failed is None or not self.found.get(line, found).versions:
                self.found[line] = found

        left = self.lines
        while True:
            await asyncio.gather(*map(one, left))
            done = {line: vars(one) for line, one in self.found.items() if one.failed is None}
            write_whole(self._path, json.dumps(done).encode())
            left = [line for line in self.lines if self.found[line].failed is not None]
            if not left:
                return
            await asyncio.sleep(AGAIN_SECONDS)

    async def _of_uv(self, line: str, index: str) -> Resolution:
        arguments = ["pip", "compile", "-", "--default-index", index, "--python", sys.executable, "--no-config"]
        arguments += ["--no-python-downloads", "--no-build", "--no-header", "--no-progress", "--color", "never"]
        arguments += [
            "--cache-dir",
            str(self._uv_folder),
            "--annotation-style",
            "line",
            "--allow-insecure-host",
            "127.0.0.1",
        ]
        pipe = asyncio.subprocess.PIPE
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(self._uv_folder), "UV_HTTP_TIMEOUT": "120"}
        process = await asyncio.create_subprocess_exec(
            str(UV), *arguments, stdin=pipe, stdout=pipe, stderr=pipe, env=environment
        )
        try:
            async with asyncio.timeout(WITHIN_SECONDS):
                out, err = await process.communicate(line.encode())
        except TimeoutError:
            return Resolution(line, {}, {}, f"uv did not find it within {WITHIN_SECONDS} s")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            return Resolution(line, {}, {}, " ".join(err.decode(errors="replace").split())[:MOST_SAID])
        return read_compiled(line, out.decode())


def read_compiled(line: str, text: str) -> Resolution:
    """Of what `uv pip compile --annotation-style line` prints."""
    found: dict[str, Any] = {}
    needed_by: dict[str, list[str]] = {}
    for match in re.finditer(r"^([a-z0-9-]+)==(\S+)(?:\s+#\s+via\s+(.*))?$", text, re.MULTILINE):
        name, version, via = match.groups()
        found[name] = version
        needed_by[name] = [one for one in (via or "").replace(" ", "").split(",") if one and not one.startswith("-r")]
    return Resolution(line, found, needed_by, None)
