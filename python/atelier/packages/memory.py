"""What the index remembers: the digest of each file it gave, and names that were the team's own."""

import sqlite3
from pathlib import Path

TABLES = """
create table if not exists pins (file text primary key, sha256 text not null) strict, without rowid;
create table if not exists own_names (name text primary key) strict, without rowid;
"""


class Memory:
    """A database of one process; what was written is on the disk when a call returns."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript("pragma journal_mode = wal; pragma synchronous = full;" + TABLES)

    def pinned(self, filename: str) -> str | None:
        """SHA-256 of a file as it was first given, in hexadecimal."""
        row = self._database.execute("select sha256 from pins where file = ?", [filename]).fetchone()
        return None if row is None else row[0]

    def pin(self, filename: str, sha256: str) -> None:
        """Remember it; the first stays."""
        self._database.execute("insert or ignore into pins values (?, ?)", [filename, sha256])

    def was_own(self, name: str) -> bool:
        """Whether the team has ever had a package of that name."""
        return self._database.execute("select 1 from own_names where name = ?", [name]).fetchone() is not None

    def keep_own(self, name: str) -> None:
        """From now on the upstream is never asked for it."""
        self._database.execute("insert or ignore into own_names values (?)", [name])
