"""Files of the upstream, fetched once, and given as they were the first time."""

import asyncio
import hashlib
from pathlib import Path

import httpx
from simple_repository.model import File

from atelier.packages.memory import Memory
from atelier.packages.refusal import Refusal
from atelier.packages.rules import is_wheel
from atelier.packages.turns import Turns
from atelier.packages.upstream_client import bounded
from atelier.packages.wheel_text import MOST_METADATA_BYTES, broken, metadata_of
from atelier.packages.write_aside import write_as_it_comes, write_whole

MOST_FILE_BYTES = 8 * 1024**3
METADATA_WITHIN_SECONDS = 25


class KeptFiles:
    """Below `folder`/files; nothing is there that was not checked as a whole."""

    def __init__(self, client: httpx.AsyncClient, folder: Path, memory: Memory) -> None:
        self._client, self._memory = client, memory
        self._folder, self._aside = folder / "files", folder / "aside"
        self._turns = Turns()

    def changed(self, file: File) -> Refusal | None:
        """The refusal of a file whose digest the upstream now says to be another than it was."""
        pinned, said = self._memory.pinned(file.filename), _sha256_of(file)
        return None if pinned is None or said is None or pinned == said else changed(file.filename, pinned, said)

    async def path_of(self, name: str, file: File) -> Path:
        """Where it lies. Raises the refusal of one that has changed, is broken, or does not come."""
        async with self._turns.of(file.filename):
            refusal = self.changed(file)
            if refusal is not None:
                raise refusal
            path = self._folder / name / file.filename
            if not path.is_file():
                await self._fetch(file, path)
            return path

    async def metadata_of(self, name: str, file: File) -> bytes:
        """METADATA of a wheel (PEP 658), from the wheel where that is here already."""
        async with self._turns.of(file.filename + ".metadata"):
            path = self._folder / name / (file.filename + ".metadata")
            if not path.is_file():
                write_whole(path, await self._metadata(name, file))
            return path.read_bytes()

    async def _metadata(self, name: str, file: File) -> bytes:
        wheel = self._folder / name / file.filename
        if wheel.is_file():
            return metadata_of(wheel, file.filename)
        try:
            async with (
                asyncio.timeout(METADATA_WITHIN_SECONDS),
                self._client.stream("GET", file.url + ".metadata") as answer,
            ):
                answer.raise_for_status()
                text = b"".join([piece async for piece in bounded(answer, MOST_METADATA_BYTES)])
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as failure:
            raise lost(file.filename + ".metadata", failure) from None
        said = file.dist_info_metadata.get("sha256") if isinstance(file.dist_info_metadata, dict) else None
        found = hashlib.sha256(text).hexdigest()
        if said is not None and said != found:
            raise changed(file.filename + ".metadata", said, found)
        return text

    async def _fetch(self, file: File, path: Path) -> None:
        try:
            async with self._client.stream("GET", file.url) as answer:
                answer.raise_for_status()
                aside = await write_as_it_comes(self._aside, bounded(answer, MOST_FILE_BYTES))
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            raise lost(file.filename, failure) from None
        except OSError as failure:
            raise no_room(file.filename, failure) from failure
        try:
            self._keep(file, path, aside, await asyncio.to_thread(_digest, aside))
        finally:
            aside.unlink(missing_ok=True)

    def _keep(self, file: File, path: Path, aside: Path, found: str) -> None:
        said = self._memory.pinned(file.filename) or _sha256_of(file) or found
        if found != said:
            raise changed(file.filename, said, found)
        if is_wheel(file.filename):
            metadata_of(aside, file.filename)
        elif aside.stat().st_size == 0:
            raise broken(file.filename, "it is empty")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._memory.pin(file.filename, found)
            aside.rename(path)
        except OSError as failure:
            raise no_room(file.filename, failure) from failure


def _sha256_of(file: File) -> str | None:
    return file.hashes.get("sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def changed(filename: str, before: str, now: str) -> Refusal:
    """A file under a name that another file had."""
    return Refusal(
        "PackageFileChanged",
        "another file than before",
        f"{filename} is another file than it was: its SHA-256 was {before}, and is {now}.",
        "Take another version, and ask whoever publishes the package why it was changed.",
    )


def lost(filename: str, failure: Exception) -> Refusal:
    """The upstream names it and does not give it. Its words are left out: they may hold its address."""
    status = failure.response.status_code if isinstance(failure, httpx.HTTPStatusError) else None
    why = type(failure).__name__ if status is None else f"it answered {status}"
    message = f"The index that the machine is set up with does not give {filename}: {why}. Nothing of it was kept."
    return Refusal("PackageFileLost", "the index does not answer", message, "Try again in a minute.", 503)


def no_room(filename: str, failure: OSError) -> Refusal:
    """The cache cannot be written."""
    message = f"{filename} cannot be kept: {failure.strerror}. Nothing of it was kept."
    return Refusal("PackageNotKept", "the disk is full", message, "Free some disk space on the machine.", 507)
