"""Fingerprints that tell whether data or a model is the one that was logged."""

import hashlib
from pathlib import Path


def digest_of_file(path: Path) -> str:
    """SHA-256 of the bytes of a file, as hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of_folder(folder: Path) -> str:
    """SHA-256 over the relative name and the digest of every file below a folder, as hex."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()}\0{digest_of_file(path)}\n".encode())
    return total.hexdigest()
