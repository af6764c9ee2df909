"""How many physical lines a file has."""

from pathlib import Path

CHUNK_BYTES = 1 << 20


def count_lines(path: Path) -> int:
    """Lines end with a line feed, a carriage return or both; the last may end with nothing."""
    lines = 0
    last = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            lines += chunk.count(b"\n")
            if b"\r" in chunk:
                lines += chunk.count(b"\r") - chunk.count(b"\r\n")
            lines -= last == b"\r" and chunk.startswith(b"\n")
            last = chunk[-1:]
    return lines + (last not in b"\r\n")
