"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file beside, then put it in its place. Raises OSError, and leaves what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=".aside-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


async def write_as_it_comes(folder: Path, pieces: AsyncIterator[bytes]) -> Path:
    """Write all pieces into a new file aside; its path once all is on the disk. Whatever fails leaves nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=folder, prefix=".aside-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            async for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return Path(aside)
