"""Whether an input file is still the one that was there when the load began."""

from dataclasses import dataclass
from pathlib import Path

from atelier.digest import digest_of_file
from atelier.problem import Problem


@dataclass(frozen=True)
class FileSnapshot:
    """A file as it was found: its size, when it was last written, and the digest of its bytes."""

    size: int
    modified_ns: int
    sha256: str


def snapshot_of(path: Path) -> FileSnapshot:
    """The file as it is now."""
    status = path.stat()
    return FileSnapshot(status.st_size, status.st_mtime_ns, digest_of_file(path))


def refuse_changed(path: Path, snapshot: FileSnapshot) -> None:
    """A file that is written while it is read gives half of an old and half of a new state."""
    status = path.stat() if path.exists() else None
    if status is not None and (status.st_size, status.st_mtime_ns) == (snapshot.size, snapshot.modified_ns):
        return
    now = f"has {status.st_size} bytes now" if status is not None else "is gone now"
    raise Problem(
        "InputChanged",
        f"{path} was changed while it was loaded: it had {snapshot.size} bytes and {now}.",
        "Run the flow again when nothing writes to the file any more.",
    )
