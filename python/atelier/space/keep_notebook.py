"""Executed notebooks in a home folder."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "runs"
# Of each notebook; a schedule would fill the disk otherwise.
MOST_KEPT = 50


def keep_notebook(home: Path, name: str, text: str) -> str:
    """Write an executed notebook, whole, into `home`/runs; its path below the home.

    Of a name the newest 50 stay. Raises OSError, also where the folder is a link.
    """
    stem = re.sub(r"[^\w.-]", "_", Path(name).stem)[:80] or "notebook"
    (home / FOLDER).mkdir(exist_ok=True)
    folder = os.open(home / FOLDER, os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        kept = f"{stem}-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z.ipynb"
        draft = f".{kept}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(draft, flags, 0o660, dir_fd=folder), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.rename(draft, kept, src_dir_fd=folder, dst_dir_fd=folder)
        _drop_oldest(folder, stem)
    finally:
        os.close(folder)
    return f"{FOLDER}/{kept}"


def _drop_oldest(folder: int, stem: str) -> None:
    ours = re.compile(re.escape(stem) + r"-\d{8}T\d{6}\.\d{6}Z\.ipynb")
    for old in sorted(filter(ours.fullmatch, os.listdir(folder)))[:-MOST_KEPT]:
        os.unlink(old, dir_fd=folder)
